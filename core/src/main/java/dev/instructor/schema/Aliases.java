package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.JsonString;
import dev.instructor.json.Repair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Other names under which properties and enum values of a schema are accepted, though they are not
 * asked for. Immutable, thread-safe.
 *
 * <p>A property under an alias gets its own name, unless it is there already: then, and of two
 * aliases of one property, what comes second is ignored like any name that the schema does not
 * have. An answer without aliases comes back as it is. Where nothing but trial tells the branches
 * of a union apart, a branch that accepts the answer as it is goes before one that accepts it with
 * its aliases renamed.
 */
public final class Aliases {
  private final Restorer renaming;
  private final KnownNames known;
  private final Map<String, Map<String, String>> names;

  private Aliases(Restorer renaming, KnownNames known, Map<String, Map<String, String>> names) {
    this.renaming = renaming;
    this.known = known;
    this.names = Map.copyOf(names);
  }

  /**
   * Returns the aliases of a schema. They are found through {@code properties, items,
   * additionalProperties, anyOf} and {@code $ref}.
   *
   * @param schema the schema, which itself does not name them
   * @param names for each subschema that has some, by its JSON pointer in the schema: from the
   *     alias to the property or the enum value; no alias is itself a property or a value of it
   */
  public static Aliases of(JsonSchema schema, Map<String, Map<String, String>> names) {
    JsonObject document = schema.document();
    Restorer renaming = new AliasCompiler(document, names).compile(document, "");
    return new Aliases(renaming, KnownNames.of(document), names);
  }

  /** Returns the aliases at a part of the schema: from the alias to what it stands for. */
  public Map<String, String> at(SchemaPart part) {
    return names.getOrDefault(part.pointer(), Map.of());
  }

  /** Returns the aliases of a part of the schema, for answers to that part {@code alone()}. */
  public Aliases within(SchemaPart part) {
    Map<String, Map<String, String>> moved = new HashMap<>();
    names.forEach(
        (pointer, aliases) -> {
          moved.put(SchemaSupport.WHOLE + pointer, aliases);
          if (pointer.equals(part.pointer()) || pointer.startsWith(part.pointer() + "/")) {
            moved.put(pointer.substring(part.pointer().length()), aliases);
          }
        });
    return of(part.alone(), moved);
  }

  /**
   * An answer with the names of the schema.
   *
   * @param value the answer
   * @param repairs what was renamed: in each place the alias and the name
   */
  public record Renamed(Json value, List<Repair> repairs) {
    /** Creates one with a copy of the list. */
    public Renamed {
      repairs = List.copyOf(repairs);
    }

    /** Returns the repairs, without any content. */
    @Override
    public String toString() {
      return "Renamed[repairs=" + repairs + "]";
    }
  }

  /** Returns an answer with every alias renamed. Never throws: what it does not know it leaves. */
  public Renamed rename(Json answer) {
    Restorer.Memory memory = new Restorer.Memory();
    Json renamed = renaming.restore(answer, memory);
    List<Repair> repairs = new ArrayList<>();
    collect(answer, renamed, "", memory, repairs);
    return new Renamed(renamed, repairs);
  }

  /** Lists what was renamed afterwards: while renaming, unions try branches that are not taken. */
  private void collect(
      Json before, Json after, String pointer, Restorer.Memory memory, List<Repair> repairs) {
    if (before == after) {
      return;
    }
    if (before instanceof JsonObject from && after instanceof JsonObject to) {
      for (Map.Entry<String, Json> member : to.members().entrySet()) {
        String name = member.getKey();
        String alias = memory.nameBefore(to, name);
        String place = JsonPointer.child(pointer, name);
        if (!alias.equals(name)) {
          repairs.add(repair(place, alias, name));
        }
        from.get(alias).ifPresent(v -> collect(v, member.getValue(), place, memory, repairs));
      }
    } else if (before instanceof JsonArray from && after instanceof JsonArray to) {
      for (int i = 0; i < from.items().size(); i++) {
        String place = JsonPointer.child(pointer, i);
        collect(from.items().get(i), to.items().get(i), place, memory, repairs);
      }
    } else if (before instanceof JsonString from && after instanceof JsonString to) {
      repairs.add(repair(pointer, from.value(), to.value()));
    }
  }

  /** A name in a map is the model's own, and can quote the document. */
  private Repair repair(String pointer, String before, String after) {
    return new Repair(Repair.Kind.ALIAS, known.shown(pointer), before, after);
  }
}
