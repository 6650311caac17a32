package dev.instructor.llamacpp;

import dev.instructor.error.InstructorException;
import dev.instructor.error.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One generation in a thread of its own: the engine's methods cannot be interrupted, and whoever
 * waits for them must be able to leave at once. A generation that was left ends at its next token.
 */
final class Generation implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final long begin = System.nanoTime();
  private final long limit;
  private volatile boolean closed;

  /** What the thread tells. */
  sealed interface Event {}

  /**
   * The question is about to be read.
   *
   * @param tokens how many tokens it has
   * @param defused whether it had control tokens in it
   */
  record Begun(int tokens, boolean defused) implements Event {}

  /** More of the answer. */
  record Piece(String text) implements Event {}

  /** The answer is there. */
  record Ended(Engine.Outcome outcome) implements Event {}

  private record Failed(Throwable failure) implements Event {}

  /** What the thread does. */
  interface Work {
    Engine.Outcome run(Generation generation);
  }

  private Generation(Optional<Duration> timeout) {
    this.limit = timeout.map(Generation::nanos).orElse(NEVER);
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(NEVER)) >= 0 ? NEVER : duration.toNanos();
  }

  static Generation start(Optional<Duration> timeout, Work work) {
    Generation generation = new Generation(timeout);
    Thread thread = new Thread(() -> generation.run(work), "gguf-generation");
    thread.setDaemon(true);
    thread.start();
    return generation;
  }

  private void run(Work work) {
    try {
      events.add(new Ended(work.run(this)));
    } catch (RuntimeException | Error e) {
      events.add(new Failed(e));
    }
  }

  /** Tells something, and returns whether anybody still listens. */
  boolean tell(Event event) {
    events.add(event);
    return isWanted();
  }

  boolean isWanted() {
    return !closed;
  }

  /**
   * Waits for the next event.
   *
   * @throws ProviderException if the time is up or the thread was interrupted
   */
  Event next() {
    try {
      Event event = limit == NEVER ? events.take() : events.poll(remaining(), TimeUnit.NANOSECONDS);
      if (event == null) {
        close();
        throw failure(ProviderException.Kind.TIMEOUT, "not done within the time allowed", null);
      } else if (event instanceof Failed failed) {
        throw failed(failed.failure());
      }
      return event;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  static ProviderException interrupted(Exception cause) {
    return failure(ProviderException.Kind.INTERRUPTED, "the thread was interrupted", cause);
  }

  private long remaining() {
    return Math.max(0, limit - (System.nanoTime() - begin));
  }

  private static RuntimeException failed(Throwable failure) {
    if (failure instanceof InstructorException known) {
      return known;
    }
    return failure(
        ProviderException.Kind.PROTOCOL,
        "the engine failed with " + failure.getClass().getSimpleName(),
        failure);
  }

  static ProviderException failure(
      ProviderException.Kind kind, String what, @Nullable Throwable cause) {
    return ProviderException.builder(GgufModel.PROVIDER, kind).what(what).cause(cause).build();
  }

  @Override
  public void close() {
    closed = true;
  }
}
