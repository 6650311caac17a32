package dev.instructor.json;

import dev.instructor.json.Repair.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects the liberties that one value takes, the first 100 and that there are more. */
final class RepairLog {
  private static final int MAX_REPAIRS = 100;

  /** So many are told of a whole text: where deep values break again and again, no more. */
  private static final int MAX_ALL = 1_000;

  /** A repair keeps this much of a text. */
  private static final int MAX_EXCERPT = 200;

  private final boolean enabled;
  private int all;
  private final List<Repair> repairs = new ArrayList<>();

  RepairLog(boolean enabled) {
    this.enabled = enabled;
  }

  void add(Kind kind, Supplier<String> pointer, String before, String after) {
    if (!enabled || repairs.size() > MAX_REPAIRS) {
      return;
    }
    if (repairs.size() == MAX_REPAIRS || all >= MAX_ALL) {
      if (repairs.isEmpty() || repairs.get(repairs.size() - 1).kind() != Kind.OTHERS) {
        repairs.add(new Repair(Kind.OTHERS, "", "", ""));
      }
      return;
    }
    all++;
    repairs.add(new Repair(kind, pointer.get(), excerpt(before), excerpt(after)));
  }

  /** Returns what was collected, and begins anew. */
  List<Repair> take() {
    List<Repair> taken = List.copyOf(repairs);
    repairs.clear();
    return taken;
  }

  static String excerpt(String text) {
    return text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT - 1) + "…";
  }
}
