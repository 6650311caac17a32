package dev.instructor;

import dev.instructor.error.ConfigurationException;
import java.time.Duration;

/** Checks the numbers a caller sets. */
final class Limits {
  private Limits() {}

  static int notNegative(String name, int value) {
    if (value < 0) {
      throw new ConfigurationException(name + " must not be negative, but is " + value);
    }
    return value;
  }

  static int positive(String name, int value) {
    if (value <= 0) {
      throw new ConfigurationException(name + " must be positive, but is " + value);
    }
    return value;
  }

  static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new ConfigurationException(name + " must be positive, but is " + value);
    }
    return value;
  }
}
