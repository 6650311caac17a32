package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RetryPolicyTest {
  /** Time that passes in sleep alone. */
  private static final class Clock implements RetryPolicy.Timing {
    private final List<Duration> sleeps = new ArrayList<>();
    private long now = 1_000;
    private boolean interrupted;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      if (interrupted) {
        throw new InterruptedException();
      }
      sleeps.add(duration);
      now += duration.toNanos();
    }
  }

  private final Clock clock = new Clock();
  private final List<RetryPolicy.Retry> retries = new ArrayList<>();
  private final RetryPolicy policy = RetryPolicy.defaults().withJitter(0);

  private static ProviderException failure(boolean retryable, Duration retryAfter) {
    return ProviderException.builder("acme", Kind.STATUS)
        .status(retryable ? 503 : 400)
        .retryable(retryable)
        .retryAfter(retryAfter)
        .build();
  }

  private static ProviderException retryable() {
    return failure(true, null);
  }

  private static Supplier<String> script(ProviderException... failures) {
    ArrayDeque<ProviderException> left = new ArrayDeque<>(List.of(failures));
    return () -> {
      if (!left.isEmpty()) {
        throw left.remove();
      }
      return "answer";
    };
  }

  private String call(RetryPolicy with, Supplier<String> exchange) {
    return with.call(exchange, OptionalLong.empty(), clock, retries::add);
  }

  @Test
  void call_twoRetryableFailures_waitsLongerEachTime() {
    assertThat(call(policy, script(retryable(), retryable()))).isEqualTo("answer");

    assertThat(clock.sleeps).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(retries).extracting(RetryPolicy.Retry::number).containsExactly(1, 2);
    assertThat(retries).extracting(RetryPolicy.Retry::delay).isEqualTo(clock.sleeps);
  }

  @Test
  void call_moreFailuresThanRetries_throwsTheLast() {
    ProviderException last = retryable();

    assertThatThrownBy(() -> call(policy, script(retryable(), retryable(), last))).isSameAs(last);
    assertThat(clock.sleeps).hasSize(2);
  }

  @Test
  void call_notRetryable_isThrownAtOnce() {
    ProviderException failure = failure(false, Duration.ofSeconds(1));

    assertThatThrownBy(() -> call(policy, script(failure))).isSameAs(failure);
    assertThatThrownBy(() -> call(RetryPolicy.none(), script(retryable())))
        .isInstanceOf(ProviderException.class);
    assertThat(clock.sleeps).isEmpty();
  }

  @Test
  void call_manyFailures_staysBelowTheLongestDelay() {
    ProviderException[] failures = new ProviderException[70];
    Arrays.fill(failures, retryable());

    call(
        policy.withMaxRetries(70).withDelays(Duration.ofMillis(1), Duration.ofDays(36_500)),
        script(failures));
    assertThat(clock.sleeps)
        .hasSize(70)
        .allSatisfy(
            sleep -> assertThat(sleep).isPositive().isLessThanOrEqualTo(Duration.ofDays(36_500)));

    clock.sleeps.clear();
    call(policy.withMaxRetries(70), script(failures));
    assertThat(clock.sleeps.get(69)).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void call_jitter_shortensByItsShareAtMost() {
    ProviderException[] failures = new ProviderException[50];
    Arrays.fill(failures, retryable());
    Duration wait = Duration.ofMillis(100);

    call(policy.withMaxRetries(50).withDelays(wait, wait).withJitter(0.25), script(failures));

    assertThat(clock.sleeps)
        .allSatisfy(sleep -> assertThat(sleep).isBetween(Duration.ofMillis(75), wait));
    assertThat(clock.sleeps.stream().distinct()).hasSizeGreaterThan(1);
  }

  @Test
  void call_serverAsksForAWait_waitsThatLongUpToTheCap() {
    call(
        policy.withJitter(1),
        script(failure(true, Duration.ofSeconds(3)), failure(true, Duration.ofDays(1))));

    assertThat(clock.sleeps).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(60));
  }

  @Test
  void call_waitWouldOutlastTheDeadline_failsAtOnce() {
    ProviderException failure = failure(true, Duration.ofSeconds(3));
    OptionalLong deadline = OptionalLong.of(clock.nanoTime() + Duration.ofSeconds(3).toNanos());

    assertThatThrownBy(() -> policy.call(script(failure), deadline, clock, retries::add))
        .isSameAs(failure);
    assertThat(clock.sleeps).isEmpty();
    assertThat(retries).isEmpty();
  }

  @Test
  void call_interruptedWhileWaiting_keepsTheFlag() {
    clock.interrupted = true;
    ProviderException cause = retryable();

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> call(policy, script(cause)));

    assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
    assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(failure.getSuppressed()).containsExactly(cause);
  }

  @Test
  void system_interruptedThread_doesNotSleep() {
    Executable work = () -> RetryPolicy.Timing.system().sleep(Duration.ofDays(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(work::execute).isInstanceOf(InterruptedException.class);
  }

  @Test
  void new_numbersOutOfRange_areRefused() {
    assertThatThrownBy(() -> policy.withMaxRetries(-1)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> policy.withJitter(1.5)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> policy.withMaxRetryAfter(Duration.ofMillis(-1)))
        .isInstanceOf(ConfigurationException.class);
  }
}
