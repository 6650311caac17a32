package dev.instructor.llamacpp.internal.grammar;

import static dev.instructor.llamacpp.internal.grammar.JsonText.digits;
import static dev.instructor.llamacpp.internal.grammar.Symbol.chars;
import static dev.instructor.llamacpp.internal.grammar.Symbol.choice;
import static dev.instructor.llamacpp.internal.grammar.Symbol.optional;
import static dev.instructor.llamacpp.internal.grammar.Symbol.sequence;
import static dev.instructor.llamacpp.internal.grammar.Symbol.text;

import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Numbers. Of integers the bounds are kept to, of all others whether they can be negative. */
final class NumberRules {
  /** Any {@code long} fits in; a small model that does not stop writing digits is stopped. */
  private static final int DIGITS = 19;

  /** Bounds of more digits are left to the check of the answer. */
  private static final int LONGEST_BOUND = 40;

  private NumberRules() {}

  static Symbol any() {
    return sequence(optional(text("-")), positive());
  }

  private static Symbol positive() {
    return sequence(
        whole(),
        optional(sequence(text("."), digits(1, DIGITS))),
        optional(
            sequence(
                chars(CodePoints.of("eE")), optional(chars(CodePoints.of("+-"))), digits(1, 3))));
  }

  /** Returns an integer of one digit or more, without leading zeros. */
  private static Symbol whole() {
    return choice(text("0"), sequence(chars(CodePoints.between('1', '9')), digits(0, DIGITS - 1)));
  }

  static Symbol number(JsonObject schema) {
    boolean neverNegative =
        bound(schema, "minimum").or(() -> bound(schema, "exclusiveMinimum")).stream()
            .anyMatch(least -> least.signum() >= 0);
    return neverNegative ? positive() : any();
  }

  static Symbol integer(JsonObject schema) {
    Optional<BigInteger> min =
        max(
            bound(schema, "minimum").map(b -> whole(b, RoundingMode.CEILING)),
            bound(schema, "exclusiveMinimum")
                .map(b -> whole(b, RoundingMode.FLOOR).add(BigInteger.ONE)));
    Optional<BigInteger> max =
        min(
            bound(schema, "maximum").map(b -> whole(b, RoundingMode.FLOOR)),
            bound(schema, "exclusiveMaximum")
                .map(b -> whole(b, RoundingMode.CEILING).subtract(BigInteger.ONE)));
    if (min.isEmpty() && max.isEmpty()) {
      return sequence(optional(text("-")), whole());
    }
    return between(
        min.orElseGet(() -> beyond(max.orElseThrow()).negate()),
        max.orElseGet(() -> beyond(min.orElseThrow())));
  }

  private static Optional<BigDecimal> bound(JsonObject schema, String keyword) {
    return schema
        .get(keyword)
        .filter(JsonNumber.class::isInstance)
        .filter(value -> value.toString().length() <= LONGEST_BOUND)
        .map(value -> ((JsonNumber) value).value())
        .filter(value -> Math.abs((long) value.scale()) <= LONGEST_BOUND);
  }

  private static BigInteger whole(BigDecimal value, RoundingMode rounding) {
    return value.setScale(0, rounding).toBigInteger();
  }

  private static Optional<BigInteger> max(Optional<BigInteger> a, Optional<BigInteger> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().max(b.get())) : a.or(() -> b);
  }

  private static Optional<BigInteger> min(Optional<BigInteger> a, Optional<BigInteger> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().min(b.get())) : a.or(() -> b);
  }

  /** Returns a number far beyond the only bound there is. */
  private static BigInteger beyond(BigInteger bound) {
    int length = Math.max(DIGITS, bound.abs().toString().length() + 1);
    return BigInteger.TEN.pow(length).subtract(BigInteger.ONE);
  }

  private static Symbol between(BigInteger min, BigInteger max) {
    List<Symbol> parts = new ArrayList<>();
    if (min.signum() < 0) {
      BigInteger least = max.signum() < 0 ? max.negate() : BigInteger.ONE;
      parts.add(sequence(text("-"), natural(least, min.negate())));
    }
    if (max.signum() >= 0) {
      parts.add(natural(min.max(BigInteger.ZERO), max));
    }
    return choice(parts);
  }

  /** Returns the numbers from {@code min} to {@code max}, neither of them negative. */
  private static Symbol natural(BigInteger min, BigInteger max) {
    if (min.compareTo(max) > 0) {
      return Symbol.NEVER;
    }
    List<Symbol> byLength = new ArrayList<>();
    for (int length = min.toString().length(); length <= max.toString().length(); length++) {
      BigInteger first = length == 1 ? BigInteger.ZERO : BigInteger.TEN.pow(length - 1);
      BigInteger last = BigInteger.TEN.pow(length).subtract(BigInteger.ONE);
      byLength.add(ofOneLength(min.max(first).toString(), max.min(last).toString()));
    }
    return choice(byLength);
  }

  private static Symbol ofOneLength(String min, String max) {
    int rest = min.length() - 1;
    if (min.isEmpty()) {
      return Symbol.EMPTY;
    } else if (min.charAt(0) == max.charAt(0)) {
      return sequence(text(min.substring(0, 1)), ofOneLength(min.substring(1), max.substring(1)));
    }
    String zeros = "0".repeat(rest);
    String nines = "9".repeat(rest);
    List<Symbol> parts = new ArrayList<>();
    char from = min.charAt(0);
    char to = max.charAt(0);
    if (!min.endsWith(zeros)) {
      parts.add(sequence(text(String.valueOf(from++)), ofOneLength(min.substring(1), nines)));
    }
    Symbol last = Symbol.NEVER;
    if (!max.endsWith(nines)) {
      last = sequence(text(String.valueOf(to--)), ofOneLength(zeros, max.substring(1)));
    }
    if (from <= to) {
      parts.add(sequence(chars(CodePoints.between(from, to)), digits(rest, rest)));
    }
    parts.add(last);
    return choice(parts);
  }
}
