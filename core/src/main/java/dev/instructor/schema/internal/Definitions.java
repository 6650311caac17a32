package dev.instructor.schema.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The named schemas of one run: each is first written as a reference, and at the end stands in
 * {@code $defs} if it is used more than once or contains itself, and in place of its only reference
 * otherwise. Not thread-safe.
 */
final class Definitions {
  private static final String PREFIX = "#/$defs/";

  private final Map<Object, Definition> byKey = new HashMap<>();
  private final Map<String, Definition> byName = new LinkedHashMap<>();

  private static final class Definition {
    private final String name;
    private JsonObject body = JsonObject.empty();
    private int uses;
    private boolean recursive;

    private Definition(String name) {
      this.name = name;
    }

    private boolean isShared() {
      return recursive || uses > 1;
    }
  }

  /**
   * Returns a reference to a definition, which is made if it is new.
   *
   * @param key what tells the definition from all others
   * @param name the name to give it; a number is added if it is taken
   * @param body makes the definition; may ask for references to it
   */
  JsonObject reference(Object key, String name, Supplier<JsonObject> body) {
    Definition definition = byKey.get(key);
    if (definition == null) {
      definition = new Definition(free(name));
      byKey.put(key, definition);
      byName.put(definition.name, definition);
      definition.body = body.get();
    }
    definition.uses++;
    return Json.object().put("$ref", PREFIX + definition.name).build();
  }

  /** Returns what a reference stands for; a schema that is no reference comes back as it is. */
  JsonObject target(JsonObject schema) {
    Definition definition = definition(schema);
    return definition == null ? schema : definition.body;
  }

  /** Returns the whole schema: references to what is used once replaced, the others defined. */
  JsonObject resolve(JsonObject root) {
    byName.values().forEach(definition -> definition.recursive = contains(definition));
    JsonObject resolved = inline(root);
    JsonObject.Builder definitions = Json.object();
    for (Definition definition : byName.values()) {
      if (definition.isShared()) {
        definitions.put(definition.name, inline(definition.body));
      }
    }
    JsonObject shared = definitions.build();
    return shared.members().isEmpty() ? resolved : resolved.with("$defs", shared);
  }

  private String free(String name) {
    String candidate = name;
    for (int i = 2; byName.containsKey(candidate); i++) {
      candidate = name + "_" + i;
    }
    return candidate;
  }

  private @Nullable Definition definition(JsonObject schema) {
    return schema.members().get("$ref") instanceof JsonString reference
            && reference.value().startsWith(PREFIX)
        ? byName.get(reference.value().substring(PREFIX.length()))
        : null;
  }

  private boolean contains(Definition start) {
    Set<Definition> seen = new HashSet<>();
    List<Definition> open = new ArrayList<>(List.of(start));
    while (!open.isEmpty()) {
      List<Definition> next = new ArrayList<>();
      references(open.remove(open.size() - 1).body, next);
      if (next.contains(start)) {
        return true;
      }
      next.stream().filter(seen::add).forEach(open::add);
    }
    return false;
  }

  private void references(Json value, List<Definition> found) {
    if (value instanceof JsonObject object) {
      Definition definition = definition(object);
      if (definition != null) {
        found.add(definition);
      }
      object.members().values().forEach(member -> references(member, found));
    } else if (value instanceof JsonArray array) {
      array.items().forEach(item -> references(item, found));
    }
  }

  private JsonObject inline(JsonObject schema) {
    Definition definition = definition(schema);
    JsonObject.Builder copy = Json.object();
    schema.members().forEach((name, value) -> copy.put(name, inline(value)));
    return definition == null || definition.isShared()
        ? copy.build()
        : merge(inline(definition.body), copy.build());
  }

  private Json inline(Json value) {
    if (value instanceof JsonObject object) {
      return inline(object);
    }
    return value instanceof JsonArray array
        ? Json.array(array.items().stream().map(this::inline).toList())
        : value;
  }

  private static JsonObject merge(JsonObject body, JsonObject siblings) {
    JsonObject.Builder merged = Json.object();
    body.get("type").ifPresent(type -> merged.put("type", type));
    Descriptions.join(siblings.text("description"), body.text("description"))
        .ifPresent(text -> merged.put("description", text));
    body.members()
        .forEach(
            (name, value) -> {
              if (!name.equals("type") && !name.equals("description")) {
                merged.put(name, value);
              }
            });
    siblings
        .members()
        .forEach(
            (name, value) -> {
              if (!name.equals("$ref") && !name.equals("description")) {
                merged.put(name, value);
              }
            });
    return merged.build();
  }
}
