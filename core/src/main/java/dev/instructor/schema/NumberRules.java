package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Rules for numbers; exact, and quick even for {@code 1e999999999}. */
final class NumberRules {
  private static final int LONGEST_LONG = 18;

  private NumberRules() {}

  /** One of {@code minimum}, {@code maximum} and their exclusive forms. */
  record Bound(String keyword, JsonNumber bound, boolean upper, boolean exclusive) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonNumber number) {
        int order = compare(number, bound);
        if (upper ? order > 0 : order < 0) {
          findings.addBroken(keyword, bound, value);
        } else if (exclusive && order == 0) {
          findings.addBroken(keyword, bound, value);
        }
      }
    }
  }

  record MultipleOf(JsonNumber divisor) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonNumber number && !isMultiple(number.value(), divisor.value())) {
        findings.addBroken("multipleOf", divisor, value);
      }
    }
  }

  static int compare(JsonNumber left, JsonNumber right) {
    if (isShortInteger(left.literal()) && isShortInteger(right.literal())) {
      return Long.compare(Long.parseLong(left.literal()), Long.parseLong(right.literal()));
    }
    return left.value().compareTo(right.value());
  }

  private static boolean isShortInteger(String literal) {
    if (literal.length() > LONGEST_LONG) {
      return false;
    }
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if ((c < '0' || c > '9') && (c != '-' || i > 0)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether {@code value / divisor} is an integer. */
  static boolean isMultiple(BigDecimal value, BigDecimal divisor) {
    BigInteger integer = value.unscaledValue();
    if (integer.signum() == 0) {
      return true;
    }
    // value / divisor = integer * 10^shift / denominator, and a huge shift is never expanded.
    BigInteger denominator = divisor.unscaledValue().abs();
    long shift = (long) divisor.scale() - value.scale();
    if (shift >= 0) {
      BigInteger power = BigInteger.TEN.modPow(BigInteger.valueOf(shift), denominator);
      return integer.multiply(power).mod(denominator).signum() == 0;
    }
    if (-shift > value.precision()) {
      return false;
    }
    return integer.mod(denominator.multiply(BigInteger.TEN.pow((int) -shift))).signum() == 0;
  }
}
