package dev.instructor.chat;

import java.util.OptionalLong;

/**
 * Tokens as the vendor counted them. Absent means that the vendor did not say; zero means that it
 * said zero.
 *
 * @param input tokens of the request, those read from a cache included
 * @param output tokens of the answer, those of the thinking included
 * @param cached tokens of the request that were read from the vendor's cache
 * @param reasoning tokens of the answer that were thinking
 */
public record Usage(
    OptionalLong input, OptionalLong output, OptionalLong cached, OptionalLong reasoning) {
  private static final Usage NONE =
      new Usage(
          OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  /** Returns a usage of which nothing is known. */
  public static Usage none() {
    return NONE;
  }

  /** Returns a usage of known input and output, with nothing known of caching and reasoning. */
  public static Usage of(long input, long output) {
    return new Usage(
        OptionalLong.of(input),
        OptionalLong.of(output),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /**
   * Returns the sum; what is absent on one side counts as zero, what is absent on both stays
   * absent.
   */
  public Usage plus(Usage other) {
    return new Usage(
        sum(input, other.input),
        sum(output, other.output),
        sum(cached, other.cached),
        sum(reasoning, other.reasoning));
  }

  /** Returns input and output together; what is absent counts as zero. */
  public long total() {
    return input.orElse(0) + output.orElse(0);
  }

  private static OptionalLong sum(OptionalLong a, OptionalLong b) {
    return a.isEmpty() && b.isEmpty() ? a : OptionalLong.of(a.orElse(0) + b.orElse(0));
  }
}
