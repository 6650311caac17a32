package dev.instructor.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many items all bounded arrays of a schema may have together. Google states no number, but
 * refuses a sum of {@code maxItems} above some 960 without saying why
 * (googleapis/python-genai#2170, vercel/ai#21192); "schemas with long array length limits
 * (especially when nested)" are among the causes that its error names, so an array within an array
 * counts once for each item.
 */
final class GeminiArrays {
  private static final long MOST = 900;

  private final Set<String> unbounded;
  private final Map<String, Long> counts = new LinkedHashMap<>();

  GeminiArrays() {
    this(Set.of());
  }

  private GeminiArrays(Set<String> unbounded) {
    this.unbounded = unbounded;
  }

  /**
   * Returns whether the bounds of an array are sent.
   *
   * @param at its place
   * @param count how many items the bounds speak of, times those of the arrays around
   */
  boolean isBounded(String at, BigDecimal count) {
    if (unbounded.contains(at)) {
      return false;
    }
    counts.merge(at, count.min(BigDecimal.valueOf(MOST + 1)).longValue(), Long::sum);
    return true;
  }

  boolean exceed() {
    return counts.values().stream().mapToLong(Long::longValue).sum() > MOST;
  }

  /** Returns arrays that are within the limit, the largest ones without bounds. */
  GeminiArrays within() {
    List<Map.Entry<String, Long>> largest = new ArrayList<>(counts.entrySet());
    largest.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    Set<String> without = new HashSet<>(unbounded);
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    for (Map.Entry<String, Long> array : largest) {
      if (sum <= MOST) {
        break;
      }
      sum -= array.getValue();
      without.add(array.getKey());
    }
    return new GeminiArrays(without);
  }
}
