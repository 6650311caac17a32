package dev.instructor.schema;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.schema.internal.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The problems of one check and the place where it is. Lives for one check in one thread.
 *
 * <p>A probe only learns whether there is a problem: it stops at the first one and writes nothing.
 */
final class Findings {
  /**
   * Deeper values are refused rather than risk the stack; {@link Json#parse} has the same limit.
   */
  static final int MAX_DEPTH = 1_000;

  private static final int MAX_VALUE_LENGTH = 500;

  private @Nullable String[] names = new String[8];
  private int[] indexes = new int[8];
  private int depth;
  private int found;
  private int probes;
  private boolean remembers;
  private boolean probing;
  private @Nullable List<Problem> problems;
  private @Nullable Map<ProbeKey, Boolean> probed;

  /** Returns findings that only learn whether there is a problem, and remember it of each value. */
  static Findings ofProbe() {
    Findings findings = new Findings();
    findings.probes = 1;
    findings.remembers = true;
    return findings;
  }

  /** Returns whether a node is to be asked through {@link #probe}, which then asks it itself. */
  boolean goesByMemory() {
    boolean first = !probing;
    probing = false;
    return remembers && first;
  }

  /** Adds a problem of which only the fact counts. */
  void fail() {
    found++;
  }

  /** Goes down to a property. Returns false if that is too deep: then nothing was entered. */
  boolean enter(String name, Json value) {
    if (!grow(value)) {
      return false;
    }
    names[depth++] = name;
    return true;
  }

  /** Goes down to an item. Returns false if that is too deep: then nothing was entered. */
  boolean enter(int index, Json value) {
    if (!grow(value)) {
      return false;
    }
    names[depth] = null;
    indexes[depth++] = index;
    return true;
  }

  void leave() {
    depth--;
  }

  private boolean grow(Json value) {
    if (depth == MAX_DEPTH) {
      add("depth", "must not be nested deeper than " + MAX_DEPTH + " levels", value);
      return false;
    }
    if (depth == indexes.length) {
      names = Arrays.copyOf(names, depth * 2);
      indexes = Arrays.copyOf(indexes, depth * 2);
    }
    return true;
  }

  /** Returns whether nothing more can be learnt: a probe has failed. */
  boolean done() {
    return probes > 0 && found > 0;
  }

  /** Returns the number of problems so far. */
  int count() {
    return found;
  }

  void add(String keyword, String message, Json value) {
    found++;
    if (probes == 0) {
      put(Problem.ofSchema(pointer(), keyword, message, text(value)));
    }
  }

  /** Adds that a keyword is broken, said in its own words. */
  void addBroken(String keyword, Json argument, Json value) {
    if (isProbe()) {
      found++;
    } else {
      add(keyword, CheckMessages.of(keyword, argument), value);
    }
  }

  /** Returns whether only validity counts: what is added now is not kept. */
  boolean isProbe() {
    return probes > 0;
  }

  void addMissing(String name) {
    found++;
    if (probes == 0) {
      put(Problem.ofMissing(JsonPointer.child(pointer(), name)));
    }
  }

  void add(Problem problem) {
    found++;
    if (probes == 0) {
      put(problem);
    }
  }

  private void put(Problem problem) {
    if (problems == null) {
      problems = new ArrayList<>();
    }
    problems.add(problem);
  }

  /** Returns whether the node accepts the value, without a trace of it here. */
  boolean probe(SchemaNode node, Json value) {
    // Unions within unions would be probed once per path through them: 2^depth.
    boolean worth = node.isBranching() || value instanceof JsonObject || value instanceof JsonArray;
    ProbeKey key = probes > 0 && worth ? new ProbeKey(node, value) : null;
    if (key != null) {
      probed = probed == null ? new HashMap<>() : probed;
      Boolean known = probed.get(key);
      if (known != null) {
        return known;
      }
    }
    int before = found;
    found = 0;
    probes++;
    probing = remembers;
    node.check(value, this);
    probes--;
    boolean accepted = found == 0;
    found = before;
    if (key != null && probed != null) {
      probed.put(key, accepted);
    }
    return accepted;
  }

  String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      String name = names[i];
      pointer.append(
          name == null ? JsonPointer.child("", indexes[i]) : JsonPointer.child("", name));
    }
    return pointer.toString();
  }

  List<Problem> problems() {
    if (problems == null) {
      return List.of();
    }
    // Two keywords that state the same, as in allOf, are one problem.
    return List.copyOf(new LinkedHashSet<>(problems));
  }

  static String text(Json value) {
    return Excerpt.of(value, MAX_VALUE_LENGTH);
  }

  /** A question to a node, by identity: equal values at two places are two questions. */
  private record ProbeKey(SchemaNode node, Json value) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ProbeKey key && key.node == node && key.value == value;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(node) * 31 + System.identityHashCode(value);
    }
  }
}
