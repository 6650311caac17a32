package dev.instructor.validation;

import jakarta.validation.constraints.Pattern;
import java.lang.reflect.Array;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says in English what a constraint asks for, as a phrase that follows the place: {@code must be at
 * least 0}. Never from a resource bundle, which would speak the language of the machine.
 */
final class ConstraintText {
  private static final List<String> COMMON = List.of("message", "groups", "payload");

  private ConstraintText() {}

  /** What a size counts. */
  enum Unit {
    CHARACTER("character", "characters"),
    ITEM("item", "items"),
    ENTRY("entry", "entries"),
    BYTE("byte", "bytes");

    private final String one;
    private final String many;

    Unit(String one, String many) {
      this.one = one;
      this.many = many;
    }

    private String times(long count) {
      return count + " " + (count == 1 ? one : many);
    }

    static Unit of(@Nullable Object value) {
      if (value instanceof byte[] || value instanceof Byte[]) {
        return BYTE;
      }
      return value instanceof CharSequence || value instanceof char[]
          ? CHARACTER
          : value instanceof Map ? ENTRY : ITEM;
    }
  }

  /** Returns the text of a constraint of the standard or of Hibernate; nothing for others. */
  static Optional<String> of(Rule rule, Unit unit) {
    return Optional.ofNullable(
        switch (rule.known()) {
          case "AssertFalse" -> "must be false";
          case "AssertTrue" -> "must be true";
          case "Min" -> "must be at least " + rule.number("value");
          case "Max" -> "must be at most " + rule.number("value");
          case "DecimalMin" ->
              (rule.flag("inclusive") ? "must be at least " : "must be greater than ")
                  + rule.text("value");
          case "DecimalMax" ->
              (rule.flag("inclusive") ? "must be at most " : "must be less than ")
                  + rule.text("value");
          case "Positive" -> "must be greater than 0";
          case "PositiveOrZero" -> "must be at least 0";
          case "Negative" -> "must be less than 0";
          case "NegativeOrZero" -> "must be at most 0";
          case "Range" -> between(rule.number("min"), rule.number("max"));
          case "Digits" -> digits(rule.number("integer"), rule.number("fraction"));
          case "NotNull" -> "must not be null";
          case "Null" -> "must be null";
          case "NotEmpty" -> "must not be empty";
          case "NotBlank" -> "must not be blank";
          case "Size" -> size(rule.number("min"), rule.number("max"), unit);
          case "Length", "CodePointLength" ->
              size(rule.number("min"), rule.number("max"), Unit.CHARACTER);
          case "UniqueElements" -> "must not contain an item twice";
          case "Pattern" -> pattern(rule);
          case "Email" -> "must be an email address" + alsoMatching(rule);
          case "URL" -> url(rule);
          case "UUID" -> uuid(rule);
          case "IpAddress" -> "must be an IP address" + kind(rule);
          case "ISBN" -> "must be a valid ISBN" + kind(rule);
          case "EAN" -> "must be a valid barcode" + kind(rule);
          case "CreditCardNumber" -> "must be a valid credit card number";
          case "BitcoinAddress" -> "must be a valid Bitcoin address";
          case "LuhnCheck", "Mod10Check", "Mod11Check" -> "must have a correct check digit";
          case "Normalized" -> "must be in the Unicode normalization form " + rule.text("form");
          case "Currency" ->
              "must be an amount of money in " + list(rule.attributes().get("value"));
          case "Past" -> "must lie in the past";
          case "PastOrPresent" -> "must not lie in the future";
          case "Future" -> "must lie in the future";
          case "FutureOrPresent" -> "must not lie in the past";
          case "time.DurationMin" ->
              (rule.flag("inclusive") ? "must be at least " : "must be longer than ")
                  + duration(rule);
          case "time.DurationMax" ->
              (rule.flag("inclusive") ? "must be at most " : "must be shorter than ")
                  + duration(rule);
          case "br.CNPJ" -> "must be a valid Brazilian company number (CNPJ)";
          case "br.CPF" -> "must be a valid Brazilian taxpayer number (CPF)";
          case "br.TituloEleitoral" -> "must be a valid Brazilian voter number";
          case "kor.KorRRN" -> "must be a valid Korean resident registration number";
          case "pl.NIP" -> "must be a valid Polish VAT number (NIP)";
          case "pl.PESEL" -> "must be a valid Polish identification number (PESEL)";
          case "pl.REGON" -> "must be a valid Polish taxpayer number (REGON)";
          case "ru.INN" -> "must be a valid Russian taxpayer number (INN)";
          default -> null;
        });
  }

  /** Returns a text for a constraint that nothing is known of but its name and attributes. */
  static String ofUnknown(Rule rule) {
    String attributes =
        rule.attributes().entrySet().stream()
            .filter(attribute -> !COMMON.contains(attribute.getKey()))
            .map(attribute -> attribute.getKey() + " = " + list(attribute.getValue()))
            .sorted()
            .collect(Collectors.joining(", "));
    return "must satisfy the rule "
        + rule.name()
        + (attributes.isEmpty() ? "" : "(" + attributes + ")");
  }

  private static String between(long min, long max) {
    if (max == Long.MAX_VALUE) {
      return "must be at least " + min;
    }
    return min == Long.MIN_VALUE
        ? "must be at most " + max
        : "must be at least " + min + " and at most " + max;
  }

  private static String size(long min, long max, Unit unit) {
    if (max == Integer.MAX_VALUE) {
      return "must have at least " + unit.times(min);
    }
    if (min == max) {
      return "must have exactly " + unit.times(min);
    }
    String most = "at most " + unit.times(max);
    return min <= 0 ? "must have " + most : "must have at least " + min + " and " + most;
  }

  private static String digits(long integer, long fraction) {
    return "must have at most "
        + integer
        + (integer == 1 ? " digit" : " digits")
        + " before the decimal point and "
        + (fraction == 0 ? "none" : "at most " + fraction)
        + " after it";
  }

  private static String pattern(Rule rule) {
    return "must match the regular expression " + rule.text("regexp") + flags(rule);
  }

  private static String flags(Rule rule) {
    Object flags = rule.attributes().get("flags");
    boolean ignoringCase =
        flags instanceof Pattern.Flag[] set
            && Arrays.asList(set).contains(Pattern.Flag.CASE_INSENSITIVE);
    return ignoringCase ? " (ignoring case)" : "";
  }

  private static String alsoMatching(Rule rule) {
    String regexp = rule.text("regexp");
    return regexp.isEmpty() || regexp.equals(".*")
        ? ""
        : " and match the regular expression " + regexp + flags(rule);
  }

  private static String url(Rule rule) {
    StringBuilder text = new StringBuilder("must be a URL");
    if (!rule.text("protocol").isEmpty()) {
      text.append(" with the protocol ").append(rule.text("protocol"));
    }
    if (!rule.text("host").isEmpty()) {
      text.append(" on the host ").append(rule.text("host"));
    }
    if (rule.number("port") > 0) {
      text.append(" with the port ").append(rule.number("port"));
    }
    return text.append(alsoMatching(rule)).toString();
  }

  private static String uuid(Rule rule) {
    return switch (rule.text("letterCase")) {
      case "LOWER_CASE" -> "must be a UUID in lower case";
      case "UPPER_CASE" -> "must be a UUID in upper case";
      default -> "must be a UUID";
    };
  }

  private static String kind(Rule rule) {
    String type = rule.text("type");
    return type.isEmpty() || type.equals("ANY") ? "" : " (" + type.replace('_', '-') + ")";
  }

  private static Duration duration(Rule rule) {
    return Duration.ofDays(rule.number("days"))
        .plusHours(rule.number("hours"))
        .plusMinutes(rule.number("minutes"))
        .plusSeconds(rule.number("seconds"))
        .plusMillis(rule.number("millis"))
        .plusNanos(rule.number("nanos"));
  }

  private static String list(@Nullable Object value) {
    if (value == null || !value.getClass().isArray()) {
      return String.valueOf(value);
    }
    return IntStream.range(0, Array.getLength(value))
        .mapToObj(i -> String.valueOf(Array.get(value, i)))
        .collect(Collectors.joining(" or "));
  }
}
