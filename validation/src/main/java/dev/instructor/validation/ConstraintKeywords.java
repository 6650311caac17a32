package dev.instructor.validation;

import dev.instructor.json.JsonObject;
import dev.instructor.schema.SchemaContributor;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Turns constraints into keywords of JSON Schema. What has no keyword goes into the description, so
 * that the model knows of it at the first attempt. Immutable, thread-safe.
 *
 * <p>The keywords refuse nothing that the constraints allow, with exceptions that are meant: a
 * length counts Unicode characters as JSON Schema does, an {@code @Email} is ASCII, a {@code @URL}
 * keeps to RFC 3986, and none of them, nor {@code @UUID}, stands for an empty text.
 */
final class ConstraintKeywords implements SchemaContributor {
  private final ConstraintReader reader;

  ConstraintKeywords(ConstraintReader reader) {
    this.reader = reader;
  }

  @Override
  public void contribute(Place place, JsonObject.Builder schema) {
    List<Rule> rules = reader.read(place.annotations());
    if (rules.isEmpty()) {
      return;
    }
    JsonObject soFar = schema.build();
    Keywords keywords = new Keywords(soFar, place.type());
    for (Rule rule : rules) {
      if (!express(rule, keywords)) {
        describe(rule, keywords);
      }
    }
    schema.putAll(keywords.applied());
  }

  private static void describe(Rule rule, Keywords to) {
    rule.plainMessage().or(() -> ConstraintText.of(rule, to.unit())).ifPresent(to::describe);
  }

  /** Returns whether the keywords say all that the constraint says. */
  private static boolean express(Rule rule, Keywords to) {
    return switch (rule.known()) {
      case "Min" -> to.atLeast(BigDecimal.valueOf(rule.number("value")), true);
      case "Max" -> to.atMost(BigDecimal.valueOf(rule.number("value")), true);
      case "DecimalMin" -> to.atLeast(decimal(rule), rule.flag("inclusive"));
      case "DecimalMax" -> to.atMost(decimal(rule), rule.flag("inclusive"));
      case "Range" -> range(rule.number("min"), rule.number("max"), to);
      case "Positive" -> to.atLeast(BigDecimal.ZERO, false);
      case "PositiveOrZero" -> to.atLeast(BigDecimal.ZERO, true);
      case "Negative" -> to.atMost(BigDecimal.ZERO, false);
      case "NegativeOrZero" -> to.atMost(BigDecimal.ZERO, true);
      case "Digits" -> digits(rule.number("integer"), rule.number("fraction"), to);
      case "Size", "Length", "CodePointLength" -> to.size(rule.number("min"), rule.number("max"));
      case "NotEmpty" -> to.size(1, Integer.MAX_VALUE);
      case "NotBlank" -> to.notBlank();
      case "Pattern" -> pattern(rule, to) && rule.plainMessage().isEmpty();
      case "Email" -> to.format("email") && (rule.text("regexp").equals(".*") || pattern(rule, to));
      case "URL" -> to.format("uri") && isAnyUrl(rule);
      case "UUID" -> to.format("uuid") && rule.text("letterCase").equals("INSENSITIVE");
      case "UniqueElements" -> to.uniqueItems();
      case "AssertTrue" -> to.constant(true);
      case "AssertFalse" -> to.constant(false);
      // Whether a place may be null is the matter of its type.
      case "NotNull" -> true;
      default -> false;
    };
  }

  private static BigDecimal decimal(Rule rule) {
    return new BigDecimal(rule.text("value"));
  }

  private static boolean range(long min, long max, Keywords to) {
    boolean low = min == Long.MIN_VALUE || to.atLeast(BigDecimal.valueOf(min), true);
    boolean high = max == Long.MAX_VALUE || to.atMost(BigDecimal.valueOf(max), true);
    return low && high;
  }

  /** No {@code multipleOf}: some vendors check it with binary fractions and refuse 19.99. */
  private static boolean digits(long integer, long fraction, Keywords to) {
    BigDecimal limit = BigDecimal.ONE.scaleByPowerOfTen(Math.toIntExact(integer));
    boolean bound = to.atMost(limit, false) && to.atLeast(limit.negate(), false);
    return bound && to.isIntegral() && fraction >= 0;
  }

  private static boolean pattern(Rule rule, Keywords to) {
    boolean plain = rule.attributes().get("flags") instanceof Pattern.Flag[] f && f.length == 0;
    Optional<String> regexp =
        plain ? RegularExpressions.whole(rule.text("regexp")) : Optional.empty();
    return regexp.isPresent() && to.pattern(regexp.get());
  }

  private static boolean isAnyUrl(Rule rule) {
    return rule.text("protocol").isEmpty()
        && rule.text("host").isEmpty()
        && rule.number("port") < 0
        && rule.text("regexp").equals(".*");
  }
}
