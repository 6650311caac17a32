package dev.instructor.golden;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** Records of collections, maps and arrays. */
public final class Containers {
  private Containers() {}

  public record Lists(
      List<String> list,
      Collection<Integer> collection,
      ArrayList<Boolean> arrayList,
      Set<String> set,
      LinkedHashSet<String> linkedSet,
      SortedSet<String> sortedSet,
      Deque<String> deque) {}

  public record Maps(
      Map<String, String> texts,
      Map<String, Plain.Address> records,
      Map<Plain.Priority, Integer> byEnum,
      EnumMap<Plain.Priority, String> enumMap,
      HashMap<String, Boolean> hashMap,
      SortedMap<String, Long> sorted) {}

  public record Arrays(int[] numbers, String[] texts, Plain.User[] users, double[][] matrix) {}

  public record Nested(
      List<List<String>> table,
      Map<String, List<Plain.User>> groups,
      List<Map<String, Integer>> counts,
      Map<String, Map<String, Double>> grid) {}

  /** Collections whose type arguments stand in their parent. */
  public static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
  }

  public static final class Scores extends HashMap<String, Integer> {
    private static final long serialVersionUID = 1L;
  }

  public record Subclassed(Names names, Scores scores) {}
}
