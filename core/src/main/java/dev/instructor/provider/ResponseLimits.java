package dev.instructor.provider;

import dev.instructor.error.ConfigurationException;
import java.time.Duration;

/**
 * What a server may take at most: a guard against servers that send without end, or not at all.
 *
 * @param bytes the size of a whole response; for a stream, of one event
 * @param idle how long the server may be silent, before its headers and within the body
 */
public record ResponseLimits(int bytes, Duration idle) {
  private static final ResponseLimits DEFAULTS =
      new ResponseLimits(32 << 20, Duration.ofMinutes(10));

  /**
   * Creates limits.
   *
   * @throws ConfigurationException if a limit is not positive
   */
  public ResponseLimits {
    if (bytes <= 0 || idle.isZero() || idle.isNegative()) {
      throw new ConfigurationException("limits must be positive");
    }
  }

  /** Returns 32 MiB and 10 minutes. */
  public static ResponseLimits defaults() {
    return DEFAULTS;
  }
}
