package dev.instructor.llamacpp.internal.grammar;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads the keywords of a schema that say what the others are about, and joins schemas. */
final class SchemaParts {
  /** What says nothing about the value. */
  private static final Set<String> NOTES =
      Set.of(
          "title",
          "description",
          "default",
          "examples",
          "$comment",
          "$schema",
          "$id",
          "$defs",
          "definitions",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$anchor",
          "discriminator");

  private SchemaParts() {}

  /** Returns whether a schema says nothing about the value but by this keyword. */
  static boolean isAlone(JsonObject schema, String keyword) {
    return schema.has(keyword)
        && schema.members().keySet().stream()
            .allMatch(name -> name.equals(keyword) || NOTES.contains(name));
  }

  /** Returns the types that are named, or that the other keywords are about; empty for all. */
  static List<String> types(JsonObject schema) {
    Json type = schema.get("type").orElse(null);
    if (type instanceof JsonString one) {
      return List.of(one.value());
    } else if (type instanceof JsonArray several) {
      List<String> names = several.items().stream().flatMap(t -> t.asText().stream()).toList();
      // Every integer is a number; both in one choice would be two ways to the same text.
      return names.contains("number")
          ? names.stream().filter(name -> !name.equals("integer")).toList()
          : names;
    } else if (schema.has("properties")) {
      return List.of("object");
    } else if (schema.has("prefixItems")) {
      return List.of("array");
    }
    return List.of();
  }

  /** Returns a schema with what its {@code $ref} and {@code allOf} say written into it. */
  static JsonObject merged(JsonObject schema, Function<String, Json> targets) {
    JsonObject all = schema.without("$ref").without("allOf");
    if (schema.text("$ref").isPresent()) {
      all = join(targets.apply(schema.text("$ref").orElseThrow()), all);
    }
    for (Json part : schema.items("allOf")) {
      all = join(all, part);
    }
    return all;
  }

  /** Returns what keeps to both. */
  static Json both(JsonObject rest, Json branch, Function<String, Json> targets) {
    boolean saysNothing = NOTES.containsAll(rest.members().keySet());
    if (saysNothing || !(branch instanceof JsonObject object)) {
      return branch;
    }
    return join(rest, object.has("$ref") ? merged(object, targets) : object);
  }

  /**
   * Joins two schemas; where both say something of one keyword that cannot be joined, the later.
   */
  private static JsonObject join(Json first, Json second) {
    JsonObject a = first.asObject().orElse(JsonObject.empty());
    JsonObject b = second.asObject().orElse(JsonObject.empty());
    JsonObject.Builder joined = a.toBuilder();
    for (Map.Entry<String, Json> member : b.members().entrySet()) {
      String name = member.getKey();
      Json before = a.get(name).orElse(null);
      if (before == null) {
        joined.put(name, member.getValue());
      } else if (name.equals("properties")) {
        joined.put(name, properties(before, member.getValue()));
      } else if (name.equals("required") || name.equals("allOf")) {
        joined.put(name, union(before, member.getValue()));
      } else {
        joined.put(name, member.getValue());
      }
    }
    return joined.build();
  }

  private static Json properties(Json first, Json second) {
    JsonObject.Builder all = first.asObject().orElse(JsonObject.empty()).toBuilder();
    second.asObject().orElse(JsonObject.empty()).members().forEach(all::put);
    return all.build();
  }

  private static Json union(Json first, Json second) {
    Set<Json> all = new LinkedHashSet<>();
    first.asArray().ifPresent(array -> all.addAll(array.items()));
    second.asArray().ifPresent(array -> all.addAll(array.items()));
    return Json.array(new ArrayList<>(all));
  }
}
