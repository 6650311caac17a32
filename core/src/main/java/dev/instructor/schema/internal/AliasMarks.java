package dev.instructor.schema.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.JsonString;
import dev.instructor.schema.Aliases;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.internal.TypeModel.Constant;
import dev.instructor.schema.internal.TypeModel.Property;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The aliases of one schema. While it is written they stand in it as marks, because only when it is
 * done it is known where each part of it stands. Not thread-safe.
 */
final class AliasMarks {
  private static final String MARK = "dev.instructor/aliases";
  private static final Set<String> NAMED = Set.of("properties", "$defs");
  private static final Set<String> SINGLE = Set.of("items", "additionalProperties");

  private final Map<String, Map<String, String>> found = new HashMap<>();
  private boolean marked;

  /** Marks the schema of a structure; a name that is a property itself is no alias. */
  void put(TypeModel.Structure structure, JsonObject properties, JsonObject.Builder schema) {
    Map<String, Json> aliases = new LinkedHashMap<>();
    for (Property property : structure.properties()) {
      for (String alias : property.aliases()) {
        if (!properties.has(alias)) {
          aliases.putIfAbsent(alias, Json.of(property.name()));
        }
      }
    }
    put(aliases, schema);
  }

  /** Marks the schema of an enum; a name that is a value itself is no alias. */
  void put(TypeModel.Choice choice, JsonObject.Builder schema) {
    Map<String, Json> aliases = new LinkedHashMap<>();
    for (Constant constant : choice.constants()) {
      for (String alias : constant.aliases()) {
        aliases.putIfAbsent(alias, constant.value());
      }
    }
    for (Constant constant : choice.constants()) {
      constant.value().asText().ifPresent(aliases::remove);
    }
    put(aliases, schema);
  }

  private void put(Map<String, Json> aliases, JsonObject.Builder schema) {
    if (!aliases.isEmpty()) {
      schema.put(MARK, JsonObject.of(aliases));
      marked = true;
    }
  }

  /** Returns a finished schema without marks, and what they said. */
  SchemaGenerator.Written taken(JsonObject schema) {
    if (!marked) {
      return new SchemaGenerator.Written(JsonSchema.of(schema), Optional.empty());
    }
    JsonSchema clean = JsonSchema.of(clean(schema, ""));
    return new SchemaGenerator.Written(clean, Optional.of(Aliases.of(clean, found)));
  }

  private JsonObject clean(JsonObject schema, String pointer) {
    JsonObject.Builder copy = Json.object();
    schema
        .members()
        .forEach(
            (keyword, value) -> {
              String place = JsonPointer.child(pointer, keyword);
              if (keyword.equals(MARK) && value instanceof JsonObject aliases) {
                found.put(pointer, names(aliases));
              } else if (NAMED.contains(keyword) && value instanceof JsonObject parts) {
                copy.put(keyword, parts(parts, place));
              } else if (SINGLE.contains(keyword) && value instanceof JsonObject part) {
                copy.put(keyword, clean(part, place));
              } else if (keyword.equals("anyOf") && value instanceof JsonArray branches) {
                copy.put(keyword, branches(branches.items(), place));
              } else {
                copy.put(keyword, value);
              }
            });
    return copy.build();
  }

  private Json parts(JsonObject parts, String pointer) {
    JsonObject.Builder copy = Json.object();
    parts.members().forEach((name, part) -> copy.put(name, part(part, pointer, name)));
    return copy.build();
  }

  private Json branches(List<Json> branches, String pointer) {
    Json[] copy = new Json[branches.size()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = part(branches.get(i), pointer, Integer.toString(i));
    }
    return Json.array(List.of(copy));
  }

  private Json part(Json part, String parent, String name) {
    return part instanceof JsonObject schema
        ? clean(schema, JsonPointer.child(parent, name))
        : part;
  }

  private static Map<String, String> names(JsonObject aliases) {
    Map<String, String> names = new HashMap<>();
    aliases.members().forEach((alias, name) -> names.put(alias, ((JsonString) name).value()));
    return names;
  }
}
