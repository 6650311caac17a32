package dev.instructor.llamacpp.internal.grammar;

import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.math.BigDecimal;

/**
 * How often something may be there. From {@link #LARGEST} on a grammar is too large for what it
 * gains: such a bound is left to the check of the answer.
 */
final class Bounds {
  static final int LARGEST = 1_000;

  private Bounds() {}

  /** Returns the lower bound, 0 if there is none. */
  static int min(JsonObject schema, String keyword) {
    return schema.get(keyword).orElse(null) instanceof JsonNumber number
        ? number.value().min(BigDecimal.valueOf(LARGEST)).max(BigDecimal.ZERO).intValue()
        : 0;
  }

  /** Returns the upper bound, {@link Symbol#NO_END} if there is none or it is too large. */
  static int max(JsonObject schema, String keyword) {
    return schema.get(keyword).orElse(null) instanceof JsonNumber number
            && number.value().compareTo(BigDecimal.valueOf(LARGEST)) <= 0
        ? number.value().intValue()
        : Symbol.NO_END;
  }
}
