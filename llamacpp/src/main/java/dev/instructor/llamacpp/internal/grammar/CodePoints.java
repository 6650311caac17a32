package dev.instructor.llamacpp.internal.grammar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of Unicode code points.
 *
 * @param ranges in ascending order, with a gap between any two
 */
record CodePoints(List<Range> ranges) {
  private static final int LAST = Character.MAX_CODE_POINT;

  static final CodePoints ALL = between(0, LAST);
  static final CodePoints DIGITS = between('0', '9');

  /** From {@code first} to {@code last}, both of them in it. */
  record Range(int first, int last) {}

  CodePoints {
    ranges = List.copyOf(ranges);
  }

  static CodePoints between(int first, int last) {
    return new CodePoints(List.of(new Range(first, last)));
  }

  /** Returns the code points of a text. */
  static CodePoints of(String text) {
    return normal(text.codePoints().mapToObj(c -> new Range(c, c)).toList());
  }

  private static CodePoints normal(List<Range> unordered) {
    List<Range> sorted = new ArrayList<>(unordered);
    sorted.sort(Comparator.comparingInt(Range::first));
    List<Range> merged = new ArrayList<>();
    for (Range range : sorted) {
      int end = merged.size() - 1;
      if (end >= 0 && range.first() <= merged.get(end).last() + 1) {
        Range before = merged.get(end);
        merged.set(end, new Range(before.first(), Math.max(before.last(), range.last())));
      } else {
        merged.add(range);
      }
    }
    return new CodePoints(merged);
  }

  CodePoints or(CodePoints other) {
    List<Range> all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return normal(all);
  }

  /** Returns all that are not in this set. */
  CodePoints complement() {
    List<Range> gaps = new ArrayList<>();
    int next = 0;
    for (Range range : ranges) {
      if (range.first() > next) {
        gaps.add(new Range(next, range.first() - 1));
      }
      next = range.last() + 1;
    }
    if (next <= LAST) {
      gaps.add(new Range(next, LAST));
    }
    return new CodePoints(gaps);
  }

  CodePoints and(CodePoints other) {
    return complement().or(other.complement()).complement();
  }

  CodePoints without(CodePoints other) {
    return and(other.complement());
  }

  boolean contains(int codePoint) {
    return ranges.stream()
        .anyMatch(range -> range.first() <= codePoint && codePoint <= range.last());
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }
}
