package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Anthropic's subset ("Structured outputs", section "JSON Schema limitations", as of November
 * 2026). Properties may be left out there, but then they come after all that may not, whatever the
 * order in the schema; so one that stands before a required one is made required and nullable, as
 * long as there are not too many of them.
 */
final class AnthropicRules implements StrictRules {
  private static final Set<String> FORMATS =
      Set.of(
          "date-time",
          "time",
          "date",
          "duration",
          "email",
          "hostname",
          "uri",
          "ipv4",
          "ipv6",
          "uuid");

  /** No references back, no groups but plain ones, no word boundaries; Unicode is caution. */
  private static final Pattern BEYOND_REGEX = Pattern.compile("\\(\\?|\\\\[1-9bBkpPu]|[*+?}][+?]");

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

  /** "Complex {n,m} quantifiers with large ranges" are not supported; how large is not said. */
  private static final int LARGE = 32;

  private int nullable;
  private final boolean inOrder;

  private AnthropicRules(boolean inOrder, int nullable) {
    this.inOrder = inOrder;
    this.nullable = nullable;
  }

  /** Returns rules that keep the order of the properties. */
  static AnthropicRules inOrder() {
    return new AnthropicRules(true, 0);
  }

  /**
   * Returns rules under which optional properties may be left out, but for the first ones.
   *
   * @param nullable how many are made nullable instead
   */
  static AnthropicRules leftOut(int nullable) {
    return new AnthropicRules(false, nullable);
  }

  @Override
  public boolean keeps(String keyword, Json value) {
    String text = value.asText().orElse("");
    return switch (keyword) {
      case "format" -> FORMATS.contains(text);
      case "pattern" -> isSimple(text);
      case "minItems" -> value instanceof JsonNumber number && number.toString().matches("[01]");
      default -> false;
    };
  }

  private static boolean isSimple(String pattern) {
    if (BEYOND_REGEX.matcher(pattern).find()) {
      return false;
    }
    Matcher repetition = REPETITION.matcher(pattern);
    while (repetition.find()) {
      String most = repetition.group(2) == null ? repetition.group(1) : repetition.group(2);
      if (isLarge(repetition.group(1)) || isLarge(most)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLarge(String count) {
    return count.length() > 2 || (!count.isEmpty() && Integer.parseInt(count) > LARGE);
  }

  @Override
  public boolean allowRecursion() {
    return false;
  }

  @Override
  public boolean mayBeLeftOut(boolean beforeRequired) {
    if (inOrder) {
      return !beforeRequired;
    }
    return nullable-- <= 0;
  }
}
