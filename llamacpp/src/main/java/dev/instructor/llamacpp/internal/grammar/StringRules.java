package dev.instructor.llamacpp.internal.grammar;

import static dev.instructor.llamacpp.internal.grammar.JsonText.digits;
import static dev.instructor.llamacpp.internal.grammar.JsonText.hex;
import static dev.instructor.llamacpp.internal.grammar.Symbol.chars;
import static dev.instructor.llamacpp.internal.grammar.Symbol.choice;
import static dev.instructor.llamacpp.internal.grammar.Symbol.optional;
import static dev.instructor.llamacpp.internal.grammar.Symbol.repeat;
import static dev.instructor.llamacpp.internal.grammar.Symbol.sequence;
import static dev.instructor.llamacpp.internal.grammar.Symbol.text;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Strings: of a pattern, else of a format, else of a length. What of these a grammar cannot say is
 * left to the check of the answer.
 */
final class StringRules {
  private static final CodePoints LETTERS =
      CodePoints.between('a', 'z').or(CodePoints.between('A', 'Z'));

  /** RFC 5322, section 3.2.3, "atext". */
  private static final Symbol ATOM =
      repeat(chars(LETTERS.or(CodePoints.DIGITS).or(CodePoints.of("!#$%&'*+-/=?^_`{|}~"))), 1, 64);

  private static final Symbol LABEL =
      repeat(chars(LETTERS.or(CodePoints.DIGITS).or(CodePoints.of("-"))), 1, 63);

  private StringRules() {}

  static Symbol string(JsonObject schema) {
    Optional<Symbol> content =
        schema
            .text("pattern")
            .flatMap(PatternRules::of)
            .or(() -> schema.text("format").flatMap(StringRules::format));
    if (content.isPresent()) {
      return JsonText.stringOf(content.get());
    }
    return JsonText.string(Bounds.min(schema, "minLength"), Bounds.max(schema, "maxLength"));
  }

  private static Optional<Symbol> format(String format) {
    return switch (format) {
      case "date" -> Optional.of(date());
      case "time" -> Optional.of(time());
      case "date-time" -> Optional.of(sequence(date(), text("T"), time()));
      case "uuid" ->
          Optional.of(
              sequence(
                  hex(8), text("-"), hex(4), text("-"), hex(4), text("-"), hex(4), text("-"),
                  hex(12)));
      case "email" ->
          Optional.of(
              sequence(
                  ATOM,
                  repeat(sequence(text("."), ATOM), 0, 10),
                  text("@"),
                  LABEL,
                  repeat(sequence(text("."), LABEL), 0, 10)));
      case "ipv4" -> Optional.of(sequence(octet(), repeat(sequence(text("."), octet()), 3, 3)));
      default -> Optional.empty();
    };
  }

  /** RFC 3339, "full-date"; the 29th of February in any year. */
  private static Symbol date() {
    Symbol to29 =
        choice(twoDigits('0', '1', '9'), twoDigits('1', '0', '9'), twoDigits('2', '0', '9'));
    Symbol to30 = choice(to29, text("30"));
    Symbol to31 = choice(to30, text("31"));
    return sequence(
        digits(4, 4),
        text("-"),
        choice(
            sequence(text("02-"), to29),
            sequence(JsonText.anyOf(List.of("04-", "06-", "09-", "11-")), to30),
            sequence(
                JsonText.anyOf(List.of("01-", "03-", "05-", "07-", "08-", "10-", "12-")), to31)));
  }

  /** RFC 3339, "full-time", without leap seconds; offsets as far as {@code java.time} has them. */
  private static Symbol time() {
    Symbol offset =
        sequence(
            chars(CodePoints.of("+-")),
            choice(twoDigits('0', '0', '9'), twoDigits('1', '0', '7')),
            text(":"),
            sixty());
    return sequence(
        hour(),
        text(":"),
        sixty(),
        text(":"),
        sixty(),
        optional(sequence(text("."), digits(1, 9))),
        choice(text("Z"), offset));
  }

  private static Symbol hour() {
    return choice(twoDigits('0', '0', '9'), twoDigits('1', '0', '9'), twoDigits('2', '0', '3'));
  }

  private static Symbol sixty() {
    return sequence(chars(CodePoints.between('0', '5')), digits(1, 1));
  }

  private static Symbol twoDigits(char first, char from, char to) {
    return sequence(text(String.valueOf(first)), chars(CodePoints.between(from, to)));
  }

  private static Symbol octet() {
    return NumberRules.integer(Json.object().put("minimum", 0).put("maximum", 255).build());
  }
}
