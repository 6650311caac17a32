package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the adaptation of one subschema on an answer, or renames its {@link Aliases}. What is not
 * as adapted it leaves alone, so an answer in the original form comes back as it is.
 */
@FunctionalInterface
interface Restorer {
  /** For a subschema whose answers need nothing undone. */
  Restorer SAME = (answer, memory) -> answer;

  /** Returns the answer in the original form. */
  Json restore(Json answer, Memory memory);

  /** Returns this as what the world sees. */
  default AdaptedSchema.Restoration restoration() {
    return new Undoing(this);
  }

  /** A restorer as what the world sees. */
  record Undoing(Restorer restorer) implements AdaptedSchema.Restoration {
    @Override
    public Json restore(Json answer) {
      return restorer == SAME ? answer : restorer.restore(answer, new Memory());
    }
  }

  /**
   * What is known within one answer: what unions have decided, because unions within unions that
   * nothing but trial can tell apart would be tried 2^depth times, and what was renamed.
   */
  final class Memory {
    private final Map<Decision, Json> decisions = new HashMap<>();
    private final IdentityHashMap<JsonObject, Map<String, String>> aliases =
        new IdentityHashMap<>();

    /** Keeps under which aliases, by their names, the members of an object stood. */
    void keep(JsonObject renamed, Map<String, String> aliasOf) {
      aliases.put(renamed, aliasOf);
    }

    /** Returns under which name a member stood. */
    String nameBefore(JsonObject renamed, String name) {
      return aliases.getOrDefault(renamed, Map.of()).getOrDefault(name, name);
    }

    /** Returns what a union made of an answer, worked out at the first question. */
    Json decided(Restorer union, Json answer, Supplier<Json> decide) {
      Decision decision = new Decision(union, answer);
      Json known = decisions.get(decision);
      if (known == null) {
        known = decide.get();
        decisions.put(decision, known);
      }
      return known;
    }

    private record Decision(Restorer union, Json answer) {
      @Override
      public boolean equals(@Nullable Object other) {
        return other instanceof Decision decision
            && decision.union == union
            && decision.answer == answer;
      }

      @Override
      public int hashCode() {
        return System.identityHashCode(union) * 31 + System.identityHashCode(answer);
      }
    }
  }

  /**
   * An object.
   *
   * @param properties what to do with each property; those not named stay as they are
   * @param optional properties that were not required: a null stands for absence
   */
  record OfObject(Map<String, Restorer> properties, Set<String> optional) implements Restorer {
    static Restorer of(Map<String, Restorer> properties, Set<String> optional) {
      return optional.isEmpty() && properties.values().stream().allMatch(r -> r == SAME)
          ? SAME
          : new OfObject(Map.copyOf(properties), Set.copyOf(optional));
    }

    @Override
    public Json restore(Json answer, Memory memory) {
      if (!(answer instanceof JsonObject object)) {
        return answer;
      }
      JsonObject.Builder restored = Json.object();
      object
          .members()
          .forEach(
              (name, value) -> {
                if (!value.isNull() || !optional.contains(name)) {
                  restored.put(name, properties.getOrDefault(name, SAME).restore(value, memory));
                }
              });
      return restored.build();
    }
  }

  /** An array. */
  record OfArray(Restorer items) implements Restorer {
    static Restorer of(Restorer items) {
      return items == SAME ? SAME : new OfArray(items);
    }

    @Override
    public Json restore(Json answer, Memory memory) {
      return answer instanceof JsonArray array
          ? Json.array(array.items().stream().map(item -> items.restore(item, memory)).toList())
          : answer;
    }
  }

  /**
   * An object in which what may be null was sent as what may be left out.
   *
   * @param nulls the properties that are null where they are absent
   */
  record OfAbsent(Restorer object, Set<String> nulls) implements Restorer {
    static Restorer of(Restorer object, Set<String> nulls) {
      return nulls.isEmpty() ? object : new OfAbsent(object, Set.copyOf(nulls));
    }

    @Override
    public Json restore(Json answer, Memory memory) {
      if (!(object.restore(answer, memory) instanceof JsonObject restored)) {
        return answer;
      }
      JsonObject.Builder all = restored.toBuilder();
      nulls.stream()
          .filter(name -> !restored.has(name))
          .forEach(name -> all.put(name, Json.ofNull()));
      return all.build();
    }
  }

  /**
   * Alternatives that were sent as one object: a null of another alternative says nothing.
   *
   * @param union tells the alternatives apart and restores them
   * @param tag the property that tells them apart
   * @param own the properties of each alternative by the value of the tag
   */
  record OfMerged(Restorer union, String tag, Map<Json, Set<String>> own) implements Restorer {
    /** Creates one with a copy of the map. */
    public OfMerged {
      own = Map.copyOf(own);
    }

    @Override
    public Json restore(Json answer, Memory memory) {
      if (!(answer instanceof JsonObject object)) {
        return answer;
      }
      Set<String> known = own.getOrDefault(object.get(tag).orElse(Json.ofNull()), Set.of());
      if (known.isEmpty()) {
        return union.restore(answer, memory);
      }
      JsonObject.Builder meant = Json.object();
      object
          .members()
          .forEach(
              (name, value) -> {
                if (!value.isNull() || known.contains(name)) {
                  meant.put(name, value);
                }
              });
      return union.restore(meant.build(), memory);
    }
  }

  /** An array whose items are of a kind each. */
  record OfTuple(List<Restorer> items) implements Restorer {
    static Restorer of(List<Restorer> items) {
      return items.stream().allMatch(item -> item == SAME) ? SAME : new OfTuple(List.copyOf(items));
    }

    @Override
    public Json restore(Json answer, Memory memory) {
      if (!(answer instanceof JsonArray array)) {
        return answer;
      }
      List<Json> restored = new ArrayList<>();
      for (Json item : array.items()) {
        int index = restored.size();
        restored.add(index < items.size() ? items.get(index).restore(item, memory) : item);
      }
      return Json.array(restored);
    }
  }

  /** A map that was sent as one. */
  record OfValues(Restorer values) implements Restorer {
    static Restorer of(Restorer values) {
      return values == SAME ? SAME : new OfValues(values);
    }

    @Override
    public Json restore(Json answer, Memory memory) {
      if (!(answer instanceof JsonObject object)) {
        return answer;
      }
      JsonObject.Builder restored = Json.object();
      object.members().forEach((name, value) -> restored.put(name, values.restore(value, memory)));
      return restored.build();
    }
  }

  /** A map that was sent as a list of entries. */
  record OfMap(Restorer values) implements Restorer {
    @Override
    public Json restore(Json answer, Memory memory) {
      if (answer instanceof JsonObject object) {
        JsonObject.Builder restored = Json.object();
        object
            .members()
            .forEach((name, value) -> restored.put(name, values.restore(value, memory)));
        return restored.build();
      }
      return answer instanceof JsonArray array ? map(array, memory) : answer;
    }

    private Json map(JsonArray entries, Memory memory) {
      JsonObject.Builder map = Json.object();
      Set<String> keys = new HashSet<>();
      for (Json entry : entries.items()) {
        String key = entry.asObject().flatMap(e -> e.text(StrictObjects.KEY)).orElse(null);
        Json value =
            entry instanceof JsonObject object ? object.members().get(StrictObjects.VALUE) : null;
        if (key == null || value == null || !keys.add(key)) {
          // No list of entries, or a key twice: that is a problem, for the check to tell.
          return entries;
        }
        map.put(key, values.restore(value, memory));
      }
      return map.build();
    }
  }

  /** A reference, filled in when what it refers to is adapted: it may contain the reference. */
  final class OfReference implements Restorer {
    private @Nullable Restorer target;

    void refersTo(Restorer restorer) {
      target = restorer;
    }

    /** Returns what it refers to. */
    Restorer target() {
      Restorer known = target;
      return known == null ? SAME : known;
    }

    @Override
    public Json restore(Json answer, Memory memory) {
      return target().restore(answer, memory);
    }
  }

  /** One of several: which one is found by what the branches were. */
  final class OfUnion implements Restorer {
    private final List<Branch> branches;

    OfUnion(List<Branch> branches) {
      this.branches = List.copyOf(branches);
    }

    /**
     * A branch.
     *
     * @param tags properties of fixed values that tell the branches apart
     */
    record Branch(Restorer restorer, JsonSchema original, Map<String, List<Json>> tags) {
      static Branch of(
          JsonObject document, JsonObject part, Restorer restorer, Map<String, List<Json>> tags) {
        JsonObject original = SchemaSupport.standalone(document, part);
        return new Branch(restorer, JsonSchema.of(original), tags);
      }

      boolean mayBe(Json answer) {
        return !(answer instanceof JsonObject object)
            || tags.entrySet().stream()
                .allMatch(
                    tag ->
                        object
                            .get(tag.getKey())
                            .filter(value -> tag.getValue().stream().anyMatch(value::sameAs))
                            .isPresent());
      }
    }

    @Override
    public Json restore(Json answer, Memory memory) {
      return memory.decided(this, answer, () -> decide(answer, memory));
    }

    private Json decide(Json answer, Memory memory) {
      List<Branch> possible = branches.stream().filter(branch -> branch.mayBe(answer)).toList();
      if (possible.size() == 1 && answer instanceof JsonObject) {
        return possible.get(0).restorer().restore(answer, memory);
      }
      for (Branch branch : possible) {
        if (branch.original().check(answer).isEmpty()) {
          return answer;
        }
      }
      List<Json> changed = new ArrayList<>();
      for (Branch branch : possible) {
        Json restored = branch.restorer().restore(answer, memory);
        if (branch.original().check(restored).isEmpty()) {
          return restored;
        }
        if (!restored.equals(answer)) {
          changed.add(restored);
        }
      }
      // No branch is satisfied. What only one of them can read is told in that one's terms.
      return changed.size() == 1 ? changed.get(0) : answer;
    }
  }
}
