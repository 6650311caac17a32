package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import java.time.Duration;

/** Reads {@code 500ms}, {@code 30s}, {@code 2m} and {@code 1h}; a bare number is seconds. */
final class Durations {
  private Durations() {}

  /**
   * Returns the duration that {@code text} spells.
   *
   * @param option the option it stands at, for the message
   * @throws ConfigurationException if it spells none, or none above zero
   */
  static Duration parse(String option, String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    long millis =
        switch (text.substring(end)) {
          case "ms" -> 1;
          case "s", "" -> 1_000;
          case "m", "min" -> 60_000;
          case "h" -> 3_600_000;
          default -> 0;
        };
    if (end > 0 && end <= 9 && millis > 0) {
      Duration duration = Duration.ofMillis(Long.parseLong(text.substring(0, end)) * millis);
      if (!duration.isZero()) {
        return duration;
      }
    }
    throw new ConfigurationException(
        option + " needs a time such as 500ms, 30s or 2m, not '" + text + "'");
  }
}
