package dev.instructor.call;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.Usage;
import dev.instructor.error.ConfigurationException;
import java.util.OptionalInt;

/** What happens when an answer is cut at the token limit. */
public sealed interface Truncation {
  /** Returns the policy to fail at once with {@link IncompleteOutputException}; the default. */
  static Truncation fail() {
    return new Fail();
  }

  /**
   * Returns the policy to repeat the request once with a higher limit.
   *
   * @param factor by how much the limit is raised; more than 1
   * @param cap the highest limit in tokens
   * @throws ConfigurationException if the factor is not more than 1, or the cap not positive
   */
  static Truncation raiseLimit(double factor, int cap) {
    return new RaiseLimit(factor, cap);
  }

  /** Returns the limit to try next, or nothing if there is none. */
  OptionalInt nextLimit(ChatOptions options, Usage usage);

  /** Fail at once. */
  record Fail() implements Truncation {
    @Override
    public OptionalInt nextLimit(ChatOptions options, Usage usage) {
      return OptionalInt.empty();
    }
  }

  /**
   * Repeat once with a higher limit.
   *
   * @param factor by how much the limit is raised
   * @param cap the highest limit in tokens
   */
  record RaiseLimit(double factor, int cap) implements Truncation {
    /** Creates one; {@link ConfigurationException} if a number makes no sense. */
    public RaiseLimit {
      if (!(factor > 1) || cap <= 0) {
        throw new ConfigurationException(
            "raiseLimit needs a factor above 1 and a positive cap, but has " + factor + ", " + cap);
      }
    }

    /**
     * The limit that was set, else the tokens that arrived, times the factor; the cap if neither is
     * known.
     */
    @Override
    public OptionalInt nextLimit(ChatOptions options, Usage usage) {
      double now =
          options.maxTokens().isPresent()
              ? options.maxTokens().getAsInt()
              : usage.output().orElse(0);
      int next = now <= 0 ? cap : (int) Math.min(cap, Math.ceil(now * factor));
      return next > now ? OptionalInt.of(next) : OptionalInt.empty();
    }
  }
}
