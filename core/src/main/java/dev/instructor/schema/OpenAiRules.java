package dev.instructor.schema;

import dev.instructor.json.Json;
import java.util.Set;
import java.util.regex.Pattern;

/** OpenAI's subset ("Structured model outputs", section "Supported schemas"). */
final class OpenAiRules implements StrictRules {
  private static final Set<String> KEPT =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minItems",
          "maxItems");

  /** "Supported string properties: format", same page. */
  private static final Set<String> FORMATS =
      Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");

  /**
   * What the vendor's engine may refuse: groups other than plain ones ("regex lookaround is not
   * supported"), references back, word boundaries and Unicode classes.
   */
  private static final Pattern BEYOND_REGEX =
      Pattern.compile("\\(\\?(?!:)|\\\\[1-9bBkpP]|\\\\u\\{");

  @Override
  public boolean keeps(String keyword, Json value) {
    String text = value.asText().orElse("");
    return switch (keyword) {
      case "format" -> FORMATS.contains(text);
      case "pattern" -> !BEYOND_REGEX.matcher(text).find();
      default -> KEPT.contains(keyword);
    };
  }

  @Override
  public boolean allowRecursion() {
    return true;
  }

  @Override
  public boolean mayBeLeftOut(boolean beforeRequired) {
    return false;
  }
}
