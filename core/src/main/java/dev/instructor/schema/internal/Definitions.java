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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named schemas of one run: each is first written as a reference, and at the end stands in
 * {@code $defs} if it is used more than once or contains itself, and in place of its only reference
 * otherwise. Not thread-safe.
 *
 * <p>Here, in {@link SchemaWriter} and in {@link PlainTypes} loops stand where streams and lambdas
 * would: each first lambda of a fresh JVM costs about as much as the schema of ten records.
 */
final class Definitions {
  private static final String PREFIX = "#/$defs/";

  private final Map<Object, Definition> byKey = new HashMap<>();
  private final Map<String, Definition> byName = new LinkedHashMap<>();
  private final List<Definition> open = new ArrayList<>();

  private static final class Definition {
    private final String name;
    private JsonObject body = JsonObject.empty();
    private final List<Definition> references = new ArrayList<>();
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
   * Returns whether a definition is new, and from now on known under its key. If it is, {@link
   * #define} must follow; the references in between are its own.
   *
   * @param key what tells the definition from all others
   * @param name the name to give it; a number is added if it is taken
   */
  boolean claim(Object key, String name) {
    if (byKey.containsKey(key)) {
      return false;
    }
    Definition definition = new Definition(free(name));
    byKey.put(key, definition);
    byName.put(definition.name, definition);
    open.add(definition);
    return true;
  }

  /** Sets what a definition says. */
  void define(Object key, JsonObject body) {
    find(key).body = body;
    open.remove(open.size() - 1);
  }

  /** Returns a reference to a definition. */
  JsonObject reference(Object key) {
    Definition definition = find(key);
    definition.uses++;
    if (!open.isEmpty()) {
      open.get(open.size() - 1).references.add(definition);
    }
    return Json.object().put("$ref", PREFIX + definition.name).build();
  }

  private Definition find(Object key) {
    return Objects.requireNonNull(byKey.get(key), "claimed before");
  }

  /** Returns what a reference stands for; a schema that is no reference comes back as it is. */
  JsonObject target(JsonObject schema) {
    Definition definition = definition(schema);
    return definition == null ? schema : definition.body;
  }

  /** Returns the whole schema: references to what is used once replaced, the others defined. */
  JsonObject resolve(JsonObject root) {
    for (Definition definition : byName.values()) {
      definition.recursive = containsItself(definition);
    }
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

  private static boolean containsItself(Definition start) {
    Set<Definition> seen = new HashSet<>();
    List<Definition> open = new ArrayList<>(start.references);
    while (!open.isEmpty()) {
      Definition next = open.remove(open.size() - 1);
      if (next == start) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(next.references);
      }
    }
    return false;
  }

  private JsonObject inline(JsonObject schema) {
    Definition definition = definition(schema);
    JsonObject own = inlineMembers(schema);
    return definition == null || definition.isShared() ? own : merge(inline(definition.body), own);
  }

  /** What holds no reference comes back as it is. */
  private JsonObject inlineMembers(JsonObject schema) {
    JsonObject.Builder copy = null;
    for (Map.Entry<String, Json> member : schema.members().entrySet()) {
      Json value = member.getValue();
      if (value instanceof JsonString) {
        continue;
      }
      Json inlined = inline(value);
      if (inlined != value) {
        copy = copy == null ? schema.toBuilder() : copy;
        copy.put(member.getKey(), inlined);
      }
    }
    return copy == null ? schema : copy.build();
  }

  private Json inline(Json value) {
    if (value instanceof JsonObject object) {
      return inline(object);
    }
    if (value instanceof JsonArray array) {
      List<Json> copy = null;
      List<Json> items = array.items();
      for (int i = 0; i < items.size(); i++) {
        Json inlined = inline(items.get(i));
        if (inlined != items.get(i)) {
          copy = copy == null ? new ArrayList<>(items) : copy;
          copy.set(i, inlined);
        }
      }
      return copy == null ? value : Json.array(copy);
    }
    return value;
  }

  private static JsonObject merge(JsonObject body, JsonObject siblings) {
    JsonObject.Builder merged = Json.object();
    if (body.members().get("type") instanceof JsonString type) {
      merged.put("type", type);
    }
    String text = Descriptions.join(Descriptions.stated(siblings), Descriptions.stated(body));
    if (text != null) {
      merged.put("description", text);
    }
    for (Map.Entry<String, Json> member : body.members().entrySet()) {
      if (!member.getKey().equals("type") && !member.getKey().equals("description")) {
        merged.put(member.getKey(), member.getValue());
      }
    }
    for (Map.Entry<String, Json> member : siblings.members().entrySet()) {
      if (!member.getKey().equals("$ref") && !member.getKey().equals("description")) {
        merged.put(member.getKey(), member.getValue());
      }
    }
    return merged.build();
  }
}
