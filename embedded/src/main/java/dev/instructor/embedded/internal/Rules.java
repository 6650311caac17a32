package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The keywords of a scalar's schema that help to choose among candidates. They are a help alone:
 * the answer is checked against the whole schema by whoever asked.
 *
 * @param minimum {@code minimum}
 * @param maximum {@code maximum}
 * @param aboveMinimum {@code exclusiveMinimum}
 * @param belowMaximum {@code exclusiveMaximum}
 * @param multipleOf {@code multipleOf}
 * @param minLength {@code minLength}, 0 if absent
 * @param maxLength {@code maxLength}, the highest integer if absent
 * @param pattern {@code pattern}, if Java can read it
 * @param format {@code format}, if values of it can be told from other text
 */
record Rules(
    Optional<BigDecimal> minimum,
    Optional<BigDecimal> maximum,
    Optional<BigDecimal> aboveMinimum,
    Optional<BigDecimal> belowMaximum,
    Optional<BigDecimal> multipleOf,
    int minLength,
    int maxLength,
    Optional<Pattern> pattern,
    Optional<Format> format) {

  /** How many characters a pattern may look at for one candidate before it counts as no match. */
  private static final int PATTERN_STEPS = 20_000;

  static Rules of(JsonObject schema) {
    Optional<Pattern> pattern = schema.text("pattern").flatMap(Rules::compiled);
    return new Rules(
        number(schema, "minimum"),
        number(schema, "maximum"),
        number(schema, "exclusiveMinimum"),
        number(schema, "exclusiveMaximum"),
        number(schema, "multipleOf").filter(Rules::isHandy),
        length(schema, "minLength", 0),
        length(schema, "maxLength", Integer.MAX_VALUE),
        pattern,
        schema
            .text("format")
            .flatMap(Format::named)
            .or(() -> pattern.flatMap(p -> Format.spelledOutBy(text -> matches(p, text)))));
  }

  private static Optional<BigDecimal> number(JsonObject schema, String keyword) {
    return schema
        .get(keyword)
        .filter(JsonNumber.class::isInstance)
        .map(value -> ((JsonNumber) value).value());
  }

  /**
   * Returns a limit on a length as a whole number, {@code otherwise} if there is none. Whatever is
   * beyond the whole numbers is the highest of them.
   */
  static int length(JsonObject schema, String keyword, int otherwise) {
    return number(schema, keyword)
        .map(limit -> limit.min(BigDecimal.valueOf(Integer.MAX_VALUE)).max(BigDecimal.valueOf(-1)))
        .map(BigDecimal::intValue)
        .orElse(otherwise);
  }

  /** A remainder by a number of a million digits costs minutes. */
  private static boolean isHandy(BigDecimal number) {
    return number.signum() > 0 && Math.abs(number.scale()) <= 100 && number.precision() <= 100;
  }

  /** Returns whether what is wanted is a share of one, as which 53 % is 0.53. */
  boolean isShare() {
    return maximum.filter(limit -> limit.compareTo(BigDecimal.ONE) <= 0).isPresent();
  }

  /** Returns whether only some texts are allowed. */
  boolean restrictText() {
    return pattern.isPresent() || minLength > 1 || maxLength < Integer.MAX_VALUE;
  }

  /** ECMA 262 and Java agree on what schemas commonly use; where not, the pattern is left alone. */
  private static Optional<Pattern> compiled(String pattern) {
    try {
      return Optional.of(Pattern.compile(pattern));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns whether a candidate's value keeps to the rules. */
  boolean allow(Json value) {
    if (value instanceof JsonNumber number) {
      return allow(number.value());
    }
    return value.asText().map(this::allow).orElse(true);
  }

  private boolean allow(BigDecimal value) {
    return minimum.map(limit -> value.compareTo(limit) >= 0).orElse(true)
        && maximum.map(limit -> value.compareTo(limit) <= 0).orElse(true)
        && aboveMinimum.map(limit -> value.compareTo(limit) > 0).orElse(true)
        && belowMaximum.map(limit -> value.compareTo(limit) < 0).orElse(true)
        && multipleOf.map(step -> value.remainder(step).signum() == 0).orElse(true);
  }

  private boolean allow(String value) {
    int length = value.codePointCount(0, value.length());
    return length >= minLength
        && length <= maxLength
        && pattern.map(p -> matches(p, value)).orElse(true);
  }

  private static boolean matches(Pattern pattern, String value) {
    try {
      return pattern.matcher(new Counted(value, new AtomicInteger(PATTERN_STEPS))).find();
    } catch (StepsExceeded | StackOverflowError e) {
      return false;
    }
  }

  /** Ends a match that would backtrack for ever. */
  private record Counted(String text, AtomicInteger left) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (left.decrementAndGet() < 0) {
        throw new StepsExceeded();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.substring(start, end), left);
    }
  }

  private static final class StepsExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepsExceeded() {
      super("too many steps", null, false, false);
    }
  }
}
