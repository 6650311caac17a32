package dev.instructor.json;

import java.math.BigDecimal;

/**
 * A JSON number, kept as it was written.
 *
 * @param literal the number's text after RFC 8259, section 6
 */
public record JsonNumber(String literal) implements Json {
  /**
   * Longest exponent that is turned into a {@link BigDecimal}: a hostile {@code 1e999999999} must
   * not be expanded.
   */
  private static final int MAX_SCALE = 10_000;

  /**
   * Creates a number.
   *
   * @throws IllegalArgumentException if the text is not a number that Java's {@link BigDecimal} can
   *     read
   */
  public JsonNumber {
    if (!plainInteger(literal)) {
      new BigDecimal(literal);
    }
  }

  private static boolean plainInteger(String literal) {
    if (literal.isEmpty() || literal.length() > 18) {
      return false;
    }
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if ((c < '0' || c > '9') && (i > 0 || c != '-' || literal.length() == 1)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the exact value, with the scale as written. */
  public BigDecimal value() {
    return new BigDecimal(literal);
  }

  /** Returns whether the value has no fraction: {@code 25}, {@code 25.0} and {@code 1e3} do. */
  public boolean isIntegral() {
    if (plainInteger(literal)) {
      return true;
    }
    BigDecimal value = value();
    return value.signum() == 0
        || value.scale() <= 0
        || (value.scale() < MAX_SCALE && value.stripTrailingZeros().scale() <= 0);
  }

  @Override
  public String type() {
    return "number";
  }

  @Override
  public String toString() {
    return literal;
  }
}
