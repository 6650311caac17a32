package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adapts objects and maps: closed objects with every property required, maps as entry lists. */
final class StrictObjects {
  /** The members of an entry of a map. */
  static final String KEY = "key";

  static final String VALUE = "value";

  /** What a map's size is called as the list of entries that it is sent as. */
  private static final Map<String, String> SIZES =
      Map.of("minProperties", "minItems", "maxProperties", "maxItems");

  private final StrictAdapter adapter;
  private final StrictRules rules;

  StrictObjects(StrictAdapter adapter, StrictRules rules) {
    this.adapter = adapter;
    this.rules = rules;
  }

  StrictAdapter.Part adapt(JsonObject schema, String at) {
    JsonObject properties = schema.object("properties").orElse(JsonObject.empty());
    Json more = schema.get("additionalProperties").orElse(Json.of(true));
    boolean stated = schema.has("additionalProperties");
    boolean closed = Json.of(false).equals(more);
    Optional<Json> byPattern = onlyPattern(schema);
    if (properties.members().isEmpty()) {
      if (more instanceof JsonObject value && !value.members().isEmpty() && byPattern.isEmpty()) {
        return map(schema, value, JsonPointer.child(at, "additionalProperties"), at);
      }
      if (byPattern.isPresent() && (closed || !stated)) {
        String pattern =
            schema.object("patternProperties").orElseThrow().members().keySet().iterator().next();
        String place = JsonPointer.child(JsonPointer.child(at, "patternProperties"), pattern);
        return map(schema.with("propertyNames", ofPattern(pattern)), byPattern.get(), place, at);
      }
      if (!closed && !(schema.has("properties") && !stated)) {
        return adapter.refuse(at, "additionalProperties", "free properties cannot be enforced");
      }
    } else if (stated && !closed) {
      return adapter.refuse(
          at, "additionalProperties", "further properties beside the known cannot be enforced");
    }
    if (schema.has("patternProperties")) {
      return adapter.refuse(at, "patternProperties", "properties by pattern cannot be enforced");
    }
    return object(schema, properties, at);
  }

  private boolean keepsSize(JsonObject schema, String keyword) {
    return schema
        .get(keyword)
        .filter(limit -> rules.keeps(SIZES.getOrDefault(keyword, ""), limit))
        .isPresent();
  }

  private static JsonObject ofPattern(String pattern) {
    return Json.object().put("pattern", pattern).build();
  }

  /** Returns the schema of properties whose names match a pattern, if there is just one. */
  private static Optional<Json> onlyPattern(JsonObject schema) {
    return schema
        .object("patternProperties")
        .filter(patterns -> patterns.members().size() == 1 && !schema.has("propertyNames"))
        .map(patterns -> patterns.members().values().iterator().next());
  }

  private StrictAdapter.Part object(JsonObject schema, JsonObject properties, String at) {
    Set<String> required = new LinkedHashSet<>();
    schema.items("required").forEach(name -> name.asText().ifPresent(required::add));
    for (String name : required) {
      if (!properties.has(name)) {
        return adapter.refuse(
            at, "required", "the property " + name + " is required but not described");
      }
    }
    Set<String> dropped = new LinkedHashSet<>(schema.members().keySet());
    dropped.removeAll(Set.of("properties", "required", "additionalProperties"));
    JsonObject.Builder sent = Json.object().put("type", "object");
    adapter.types().describe(schema, dropped, at).ifPresent(text -> sent.put("description", text));

    JsonObject.Builder adapted = Json.object();
    Map<String, Restorer> restorers = new HashMap<>();
    Set<String> optional = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    Set<String> later = new LinkedHashSet<>(properties.members().keySet());
    for (Map.Entry<String, Json> property : properties.members().entrySet()) {
      String name = property.getKey();
      later.remove(name);
      if (property.getValue() instanceof JsonBoolean never && !never.value()) {
        continue;
      }
      String place = JsonPointer.child(JsonPointer.child(at, "properties"), name);
      boolean leftOut =
          !required.contains(name)
              && rules.mayBeLeftOut(later.stream().anyMatch(required::contains));
      Json original =
          leftOut ? StrictNullable.withoutNull(property.getValue()) : property.getValue();
      StrictAdapter.Part part = adapter.adapt(original, place);
      JsonObject value = part.schema();
      if (!leftOut && !required.contains(name) && !adapter.acceptsNull(original)) {
        optional.add(name);
        value = StrictNullable.orNull(value);
      }
      if (!leftOut) {
        names.add(name);
      }
      adapted.put(name, value);
      restorers.put(name, part.restorer());
    }
    sent.put("properties", adapted.build());
    if (!names.isEmpty() || adapted.build().members().isEmpty()) {
      sent.put("required", Json.strings(List.copyOf(names)));
    }
    sent.put("additionalProperties", false);
    return new StrictAdapter.Part(sent.build(), Restorer.OfObject.of(restorers, optional));
  }

  private StrictAdapter.Part map(JsonObject schema, Json value, String valueAt, String at) {
    Set<String> dropped = new LinkedHashSet<>(schema.members().keySet());
    dropped.removeAll(
        Set.of("additionalProperties", "patternProperties", "properties", "propertyNames"));
    dropped.removeIf(keyword -> SIZES.containsKey(keyword) && keepsSize(schema, keyword));
    JsonObject names =
        schema
            .object("propertyNames")
            .map(n -> Json.object().put("type", "string").putAll(n).build())
            .orElse(Json.object().put("type", "string").build());
    StrictAdapter.Part keys = adapter.adapt(names, JsonPointer.child(at, "propertyNames"));
    StrictAdapter.Part values = adapter.adapt(value, valueAt);
    JsonObject entry =
        Json.object()
            .put("type", "object")
            .put(
                "properties",
                Json.object().put(KEY, keys.schema()).put(VALUE, values.schema()).build())
            .put("required", Json.strings(List.of(KEY, VALUE)))
            .put("additionalProperties", false)
            .build();
    JsonObject.Builder sent = Json.object().put("type", "array");
    String own = adapter.types().describe(schema, dropped, at).orElse("");
    sent.put("description", StrictWords.describe(own, List.of("one entry per key, no key twice")));
    sent.put("items", entry);
    for (String keyword : List.of("minProperties", "maxProperties")) {
      if (keepsSize(schema, keyword)) {
        sent.put(SIZES.getOrDefault(keyword, ""), schema.get(keyword).orElseThrow());
      }
    }
    return new StrictAdapter.Part(sent.build(), new Restorer.OfMap(values.restorer()));
  }
}
