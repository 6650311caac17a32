package dev.instructor.chat;

import dev.instructor.error.ConfigurationException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a data URL holds (RFC 2397).
 *
 * @param type the media type without its parameters; empty if the URL has none
 * @param base64 the content
 */
record DataUrl(Optional<String> type, String base64) {
  private static final String SCHEME = "data:";

  static boolean is(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads one.
   *
   * @throws ConfigurationException if it is not in base64
   */
  static DataUrl parse(String url) {
    int comma = url.indexOf(',');
    String head = comma < 0 ? "" : url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
    if (!head.endsWith(";base64")) {
      throw new ConfigurationException(
          "The data URL holds no base64; it looks like data:image/png;base64,…");
    }
    String type = head.substring(0, head.indexOf(';')).strip();
    return new DataUrl(
        type.isEmpty() ? Optional.empty() : Optional.of(type), url.substring(comma + 1));
  }
}
