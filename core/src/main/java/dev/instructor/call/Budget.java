package dev.instructor.call;

import dev.instructor.chat.Usage;
import dev.instructor.error.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a call may cost. Checked before each attempt after the first; an attempt under way is never
 * cut off by it.
 *
 * @param tokens the tokens of all attempts together; once they are used up no further attempt is
 *     made
 * @param attempts how many attempts there may be
 * @param wallTime the time since the call began after which no further attempt is made
 */
public record Budget(OptionalLong tokens, OptionalInt attempts, Optional<Duration> wallTime) {
  private static final Budget UNLIMITED =
      new Budget(OptionalLong.empty(), OptionalInt.empty(), Optional.empty());

  /** Creates a budget; {@link ConfigurationException} if a limit is not positive. */
  public Budget {
    if (tokens.orElse(1) <= 0
        || attempts.orElse(1) <= 0
        || wallTime.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
      throw new ConfigurationException("Every limit of a Budget must be positive");
    }
  }

  /** Returns a budget without limits. */
  public static Budget unlimited() {
    return UNLIMITED;
  }

  /** Returns a budget of tokens, input and output together. */
  public static Budget ofTokens(long limit) {
    return UNLIMITED.withTokens(limit);
  }

  /** Returns this budget with a limit of tokens, input and output together. */
  public Budget withTokens(long limit) {
    return new Budget(OptionalLong.of(limit), attempts, wallTime);
  }

  /** Returns this budget with a limit of attempts. */
  public Budget withAttempts(int limit) {
    return new Budget(tokens, OptionalInt.of(limit), wallTime);
  }

  /** Returns this budget with a limit of time. */
  public Budget withWallTime(Duration limit) {
    return new Budget(tokens, attempts, Optional.of(limit));
  }

  /**
   * Returns which limit forbids a further attempt, in words, if one does.
   *
   * @param attemptsMade how many attempts were made
   * @param used their tokens
   * @param elapsed the time since the call began
   */
  public Optional<String> exceeded(int attemptsMade, Usage used, Duration elapsed) {
    if (tokens.isPresent() && used.total() >= tokens.getAsLong()) {
      return Optional.of(tokens.getAsLong() + " tokens (" + used.total() + " used)");
    }
    if (attempts.isPresent() && attemptsMade >= attempts.getAsInt()) {
      return Optional.of(attempts.getAsInt() + " attempts");
    }
    return wallTime
        .filter(limit -> elapsed.compareTo(limit) >= 0)
        .map(limit -> limit.toMillis() + " ms");
  }
}
