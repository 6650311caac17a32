package dev.instructor.embedded.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sorts the values of several columns into rows, by where they stand in the text. */
final class Rows {
  private Rows() {}

  /**
   * Returns the rows, each with a candidate for some of the columns.
   *
   * @param columns the values of every column in the order of the text
   * @param spare for every column the same with those that fit less well: a required column that
   *     has fewer values than another takes from them
   * @param required the columns every row must have
   */
  static List<Map<Integer, Candidate>> of(
      Map<Integer, List<Candidate>> columns,
      Map<Integer, List<Candidate>> spare,
      List<Integer> required) {
    Map<Integer, List<Candidate>> aligned = new TreeMap<>(columns);
    int most =
        required.stream()
            .mapToInt(column -> columns.getOrDefault(column, List.of()).size())
            .max()
            .orElse(0);
    for (int column : required) {
      aligned.computeIfPresent(
          column, (c, values) -> filled(values, spare.getOrDefault(c, List.of()), most));
    }
    aligned.values().removeIf(List::isEmpty);
    if (aligned.isEmpty()) {
      return List.of();
    }
    int count =
        required.stream()
            .flatMap(column -> Stream.ofNullable(aligned.get(column)))
            .mapToInt(List::size)
            .min()
            .orElseGet(() -> aligned.values().stream().mapToInt(List::size).max().orElse(0));
    required.forEach(
        column -> aligned.computeIfPresent(column, (c, values) -> best(values, count)));
    return zip(aligned, count);
  }

  /** Returns as many values as are wanted, the best of the spare ones among them, if there are. */
  private static List<Candidate> filled(List<Candidate> values, List<Candidate> spare, int most) {
    List<Candidate> filled = new ArrayList<>(values);
    spare.stream()
        .sorted(Comparator.comparingDouble(value -> -value.score()))
        .filter(value -> values.stream().noneMatch(value::overlaps))
        .limit(Math.max(0, most - values.size()))
        .forEach(filled::add);
    filled.sort(Comparator.comparingInt(Candidate::start));
    return filled;
  }

  /** Rows of required columns have as many values in each: what is too many is what fits worst. */
  private static List<Candidate> best(List<Candidate> values, int count) {
    return values.stream()
        .sorted(Comparator.comparingDouble(value -> -value.score()))
        .limit(count)
        .sorted(Comparator.comparingInt(Candidate::start))
        .toList();
  }

  private static List<Map<Integer, Candidate>> zip(
      Map<Integer, List<Candidate>> columns, int count) {
    List<Candidate> anchors =
        columns.values().stream()
            .filter(values -> values.size() == count)
            .findFirst()
            .orElseThrow();
    List<Map<Integer, Candidate>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new TreeMap<>());
    }
    columns.forEach(
        (column, values) -> {
          if (values.size() == count) {
            for (int i = 0; i < count; i++) {
              rows.get(i).put(column, values.get(i));
            }
          } else {
            values.forEach(
                value -> rows.get(nearest(anchors, value)).merge(column, value, Rows::better));
          }
        });
    return rows;
  }

  private static int nearest(List<Candidate> anchors, Candidate value) {
    int nearest = 0;
    for (int i = 1; i < anchors.size(); i++) {
      if (distance(anchors.get(i), value) < distance(anchors.get(nearest), value)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static int distance(Candidate a, Candidate b) {
    return Math.max(0, Math.max(a.start() - b.end(), b.start() - a.end()));
  }

  private static Candidate better(Candidate a, Candidate b) {
    return b.score() > a.score() ? b : a;
  }
}
