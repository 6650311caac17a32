package dev.instructor.provider;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How often and after what wait a failed request is repeated as it is. Which failures are worth it
 * is told by {@link ProviderException#retryable()}.
 *
 * <p>The wait doubles from retry to retry. Where the server asks for another wait, that one holds,
 * up to {@code maxRetryAfter}; where another model can stand in, a longer one is not waited for.
 * Waiting ends when the thread is interrupted, and never begins if it would outlast the deadline.
 *
 * @param maxRetries how many repetitions there are at most: 2 are 3 requests
 * @param baseDelay the wait before the first repetition
 * @param maxDelay the longest wait that doubling leads to
 * @param jitter the share of a wait that is left to chance, 0 to 1, so that many clients do not
 *     return at once; a wait that the server asks for is never shortened
 * @param maxRetryAfter the longest wait a server may ask for; a longer one is cut to it
 */
public record RetryPolicy(
    int maxRetries, Duration baseDelay, Duration maxDelay, double jitter, Duration maxRetryAfter) {

  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          2, Duration.ofMillis(500), Duration.ofSeconds(8), 0.25, Duration.ofSeconds(60));

  /**
   * Creates a policy.
   *
   * @throws ConfigurationException if a number is negative, or the jitter above 1
   */
  public RetryPolicy {
    if (maxRetries < 0
        || baseDelay.isNegative()
        || maxDelay.isNegative()
        || maxRetryAfter.isNegative()
        || !(jitter >= 0 && jitter <= 1)) {
      throw new ConfigurationException(
          "retries and waits must not be negative, and the jitter must lie between 0 and 1");
    }
  }

  /**
   * Returns 2 retries, after half a second and a second, up to a quarter less by chance; a server
   * may ask for 60 seconds.
   */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** Returns the policy that repeats nothing. */
  public static RetryPolicy none() {
    return DEFAULTS.withMaxRetries(0);
  }

  /** Returns this policy with another number of retries. */
  public RetryPolicy withMaxRetries(int value) {
    return new RetryPolicy(value, baseDelay, maxDelay, jitter, maxRetryAfter);
  }

  /** Returns this policy with other waits: the first, and the longest. */
  public RetryPolicy withDelays(Duration first, Duration longest) {
    return new RetryPolicy(maxRetries, first, longest, jitter, maxRetryAfter);
  }

  /** Returns this policy with another share of chance. */
  public RetryPolicy withJitter(double value) {
    return new RetryPolicy(maxRetries, baseDelay, maxDelay, value, maxRetryAfter);
  }

  /** Returns this policy with another limit for waits that a server asks for. */
  public RetryPolicy withMaxRetryAfter(Duration value) {
    return new RetryPolicy(maxRetries, baseDelay, maxDelay, jitter, value);
  }

  /**
   * One repetition that is about to happen.
   *
   * @param number which one, from 1
   * @param delay the wait before it
   * @param cause why
   */
  public record Retry(int number, Duration delay, ProviderException cause) {}

  /** The passing of time; tests have their own. */
  public interface Timing {
    /** Returns the time as {@link System#nanoTime()} does. */
    long nanoTime();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;

    /** Returns real time. */
    static Timing system() {
      return SystemTiming.INSTANCE;
    }
  }

  private enum SystemTiming implements Timing {
    INSTANCE;

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    }
  }

  /**
   * Does what {@code exchange} says, again after each retryable failure.
   *
   * @param exchange one request
   * @param deadline when waiting must be over, as a {@link Timing#nanoTime()}; empty for never
   * @param timing the passing of time
   * @param listener is told of each repetition before the wait
   * @return what the first successful exchange returned
   * @throws ProviderException the last failure, if it is not retryable, retries are used up, or the
   *     wait would outlast the deadline; one of kind INTERRUPTED, with the interrupt flag set, if
   *     the thread is interrupted while it waits
   */
  public <T> T call(
      Supplier<T> exchange, OptionalLong deadline, Timing timing, Consumer<Retry> listener) {
    return call(exchange, failure -> true, deadline, timing, listener);
  }

  /**
   * As {@link #call(Supplier, OptionalLong, Timing, Consumer)}, for failures that are worth a
   * repetition here, and not better taken elsewhere.
   *
   * @param here whether a retryable failure is worth a repetition
   */
  public <T> T call(
      Supplier<T> exchange,
      Predicate<ProviderException> here,
      OptionalLong deadline,
      Timing timing,
      Consumer<Retry> listener) {
    for (int retry = 1; ; retry++) {
      ProviderException failure;
      try {
        return exchange.get();
      } catch (ProviderException e) {
        failure = e;
      }
      if (!failure.retryable() || retry > maxRetries || !here.test(failure)) {
        throw failure;
      }
      Duration delay = delay(retry, failure);
      if (deadline.isPresent() && deadline.getAsLong() - timing.nanoTime() <= delay.toNanos()) {
        throw failure;
      }
      listener.accept(new Retry(retry, delay, failure));
      pause(delay, timing, failure);
    }
  }

  /** Returns whether a server asks for a wait that is longer than {@code maxRetryAfter}. */
  public boolean cuts(ProviderException failure) {
    return failure.retryAfter().filter(wait -> wait.compareTo(maxRetryAfter) > 0).isPresent();
  }

  private Duration delay(int retry, ProviderException failure) {
    if (failure.retryAfter().isPresent()) {
      return shorter(failure.retryAfter().get(), maxRetryAfter);
    }
    // Thirty doublings of a nanosecond are a second; more would overflow long waits.
    Duration doubled = shorter(baseDelay, maxDelay);
    for (int i = 1; i < Math.min(retry, 30) && doubled.compareTo(maxDelay) < 0; i++) {
      doubled = shorter(doubled.multipliedBy(2), maxDelay);
    }
    double share = 1 - jitter * ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (doubled.toNanos() * share));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static void pause(Duration delay, Timing timing, ProviderException failure) {
    try {
      timing.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ProviderException interrupted =
          ProviderException.builder(failure.provider(), ProviderException.Kind.INTERRUPTED)
              .what("the thread was interrupted while it waited to repeat a request")
              .build();
      interrupted.addSuppressed(failure);
      throw interrupted;
    }
  }
}
