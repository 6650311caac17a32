package dev.instructor.provider;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Keys that take turns, and rest when the vendor limits them. Thread-safe. */
final class RotatingKeys {
  /** Vendors count requests and tokens by the minute. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  private static final Duration OUT_OF_QUOTA = Duration.ofHours(1);

  private final List<Key> keys;
  private final LongSupplier nanoTime;
  private final long start;
  private final AtomicInteger turn = new AtomicInteger();

  RotatingKeys(List<String> secrets, LongSupplier nanoTime) {
    if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
      throw new ConfigurationException("apiKeys needs at least one key, and none that is blank");
    }
    this.keys = secrets.stream().map(String::strip).distinct().map(Key::new).toList();
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** A key, and when it is free again, in nanoseconds from the start. */
  private record Key(String secret, AtomicLong freeAt) {
    Key(String secret) {
      this(secret, new AtomicLong());
    }
  }

  private long now() {
    return nanoTime.getAsLong() - start;
  }

  int count() {
    return keys.size();
  }

  /** Returns the next key that is free, or else the one that is free first. */
  String next() {
    long now = now();
    Key first = keys.get(0);
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(Math.floorMod(turn.getAndIncrement(), keys.size()));
      if (key.freeAt().get() <= now) {
        return key.secret();
      }
      if (key.freeAt().get() < first.freeAt().get()) {
        first = key;
      }
    }
    return first.secret();
  }

  /** Returns how long it takes until one is free; nothing if one is. */
  Optional<Duration> rest() {
    long first = keys.stream().mapToLong(key -> key.freeAt().get()).min().orElse(0);
    long wait = first - now();
    return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
  }

  boolean letRest(String secret, ProviderException failure) {
    boolean limited = failure.outOfQuota() || failure.status().orElse(0) == 429;
    if (!limited) {
      return false;
    }
    Duration rest = failure.outOfQuota() ? OUT_OF_QUOTA : failure.retryAfter().orElse(UNTOLD);
    long freeAt = now() + rest.toNanos();
    keys.stream()
        .filter(key -> key.secret().equals(secret))
        .forEach(key -> key.freeAt().accumulateAndGet(freeAt, Math::max));
    return true;
  }
}
