package dev.instructor.call.internal;

import dev.instructor.error.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Which models of a client are not asked first for a while, since they were passed over. So not
 * every call begins with one that is down. Thread-safe.
 */
public final class Rests {
  private final AtomicLongArray freeAt;
  private final Duration rest;
  private final LongSupplier nanoTime;
  private final long start;

  /**
   * Creates it; all are free.
   *
   * @param models how many there are
   * @param rest how long one rests at least; zero for never
   * @param nanoTime the time, as {@link System#nanoTime()} tells it
   */
  public Rests(int models, Duration rest, LongSupplier nanoTime) {
    this.freeAt = new AtomicLongArray(models);
    this.rest = rest;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Returns the places of the models in the order in which a call asks: those at rest last. */
  List<Integer> order() {
    long now = now();
    List<Integer> order = new ArrayList<>(IntStream.range(0, freeAt.length()).boxed().toList());
    order.sort(Comparator.comparing(index -> freeAt.get(index) > now));
    return order;
  }

  /** Lets a model rest, as long as it asked for if that is longer. */
  void begin(int index, ProviderException failure) {
    if (rest.isZero()) {
      return;
    }
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    Duration time = asked.compareTo(rest) > 0 ? asked : rest;
    long until = now() + time.toNanos();
    freeAt.accumulateAndGet(index, until, Math::max);
  }

  /** Ends the rest of a model that answered. */
  void end(int index) {
    freeAt.set(index, 0);
  }

  private long now() {
    return nanoTime.getAsLong() - start;
  }
}
