package dev.instructor.provider;

import java.time.Duration;
import java.util.Optional;

/** How long an exchange may still take: a point in time for all of it, and a time of silence. */
final class Deadline {
  private static final long NEVER = Long.MAX_VALUE;

  private final long start = System.nanoTime();
  private final long total;
  private final long idle;

  Deadline(Optional<Duration> total, Duration idle) {
    this.total = total.map(Deadline::nanos).orElse(NEVER);
    this.idle = nanos(idle);
  }

  /** Returns how long to wait for the first sign of the server; at least a millisecond. */
  Duration first() {
    return Duration.ofNanos(Math.max(1_000_000, Math.min(total, idle)));
  }

  /**
   * Returns how long to wait for the next sign of the server, in nanoseconds; not above zero if the
   * time is up.
   */
  long next() {
    return Math.min(remaining(), idle);
  }

  /** Returns whether the time for all of the exchange is up. */
  boolean passed() {
    return remaining() <= 0;
  }

  private long remaining() {
    return total == NEVER ? NEVER : total - (System.nanoTime() - start);
  }

  private static long nanos(Duration duration) {
    // Longer than 292 years does not fit.
    return duration.compareTo(Duration.ofNanos(NEVER)) >= 0 ? NEVER : duration.toNanos();
  }
}
