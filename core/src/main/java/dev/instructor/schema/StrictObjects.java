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

/** Adapts objects and maps: closed objects, maps as entry lists where there are no others. */
final class StrictObjects {
  /** The members of an entry of a map. */
  static final String KEY = "key";

  static final String VALUE = "value";

  /** What a map's size is called as the list of entries that it is sent as. */
  private static final Map<String, String> SIZES =
      Map.of("minProperties", "minItems", "maxProperties", "maxItems");

  private static final List<String> SIZES_IN_ORDER = List.of("minProperties", "maxProperties");

  private final StrictAdapter adapter;
  private final Subset subset;

  StrictObjects(StrictAdapter adapter, Subset subset) {
    this.adapter = adapter;
    this.subset = subset;
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
        return free(schema, at);
      }
    } else if (stated && !closed && !isFree(more)) {
      return adapter.refuse(
          at, "additionalProperties", "further properties beside the known cannot be enforced");
    }
    if (schema.has("patternProperties")) {
      return adapter.refuse(at, "patternProperties", "properties by pattern cannot be enforced");
    }
    return object(schema, properties, at);
  }

  /** Returns whether properties of any kind may stand beside the known ones. */
  private boolean isFree(Json more) {
    return subset.has(Feature.FREE_OBJECTS)
        && (more.equals(Json.of(true)) || more.equals(JsonObject.empty()));
  }

  private StrictAdapter.Part free(JsonObject schema, String at) {
    if (!subset.has(Feature.FREE_OBJECTS) || schema.has("patternProperties")) {
      return adapter.refuse(at, "additionalProperties", "free properties cannot be enforced");
    }
    Set<String> dropped = new LinkedHashSet<>(schema.members().keySet());
    dropped.removeAll(Set.of("additionalProperties", "properties"));
    JsonObject.Builder sent = Json.object().put("type", "object");
    adapter.types().describe(schema, dropped, at).ifPresent(text -> sent.put("description", text));
    if (subset.has(Feature.ADDITIONAL_PROPERTIES)) {
      sent.put("additionalProperties", true);
    }
    return new StrictAdapter.Part(sent.build(), Restorer.SAME);
  }

  /** Returns the size of a map as that of the list that is sent; nothing if it is not sent. */
  private Optional<Json> size(JsonObject schema, String keyword) {
    String name = SIZES.getOrDefault(keyword, "");
    return schema
        .get(keyword)
        .flatMap(limit -> subset.keywords().sent(name, Json.object().put(name, limit).build()));
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
    Set<String> nulls = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    boolean oneIsRequired = !required.isEmpty() || subset.has(Feature.NOTHING_REQUIRED);
    Set<String> later = new LinkedHashSet<>(properties.members().keySet());
    for (Map.Entry<String, Json> property : properties.members().entrySet()) {
      String name = property.getKey();
      later.remove(name);
      if (property.getValue() instanceof JsonBoolean never && !never.value()) {
        continue;
      }
      String place = JsonPointer.child(JsonPointer.child(at, "properties"), name);
      boolean leftOut =
          required.contains(name)
              ? isNullThatCannotBeSaid(property.getValue())
              : (oneIsRequired || !restorers.isEmpty())
                  && subset.absence().leftOut(later.stream().anyMatch(required::contains));
      if (leftOut && required.contains(name)) {
        nulls.add(name);
      }
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
    JsonObject sentProperties = adapted.build();
    if (sentProperties.members().isEmpty() && !subset.has(Feature.EMPTY_OBJECTS)) {
      return adapter.refuse(at, "properties", "an object without properties cannot be enforced");
    }
    sent.put("properties", sentProperties);
    sent.put("required", Json.strings(List.copyOf(names)));
    if (subset.has(Feature.ADDITIONAL_PROPERTIES)) {
      sent.put(
          "additionalProperties",
          isFree(schema.get("additionalProperties").orElse(Json.of(false))));
    }
    return new StrictAdapter.Part(
        sent.build(), Restorer.OfAbsent.of(Restorer.OfObject.of(restorers, optional), nulls));
  }

  /** Where there are no alternatives, what may be null is left out. */
  private boolean isNullThatCannotBeSaid(Json property) {
    return !subset.has(Feature.UNIONS)
        && adapter.acceptsNull(property)
        && !StrictNullable.withoutNull(property).equals(property);
  }

  private StrictAdapter.Part map(JsonObject schema, Json value, String valueAt, String at) {
    Set<String> dropped = new LinkedHashSet<>(schema.members().keySet());
    dropped.removeAll(
        Set.of("additionalProperties", "patternProperties", "properties", "propertyNames"));
    if (subset.has(Feature.MAPS)) {
      return keptMap(schema, dropped, value, valueAt, at);
    }
    dropped.removeIf(keyword -> SIZES.containsKey(keyword) && size(schema, keyword).isPresent());
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
            .build();
    if (subset.has(Feature.ADDITIONAL_PROPERTIES)) {
      entry = entry.with("additionalProperties", Json.of(false));
    }
    JsonObject.Builder sent = Json.object().put("type", "array");
    String own = adapter.types().describe(schema, dropped, at).orElse("");
    sent.put("description", StrictWords.describe(own, List.of("one entry per key, no key twice")));
    sent.put("items", entry);
    for (String keyword : SIZES_IN_ORDER) {
      size(schema, keyword).ifPresent(limit -> sent.put(SIZES.getOrDefault(keyword, ""), limit));
    }
    return new StrictAdapter.Part(sent.build(), new Restorer.OfMap(values.restorer()));
  }

  private StrictAdapter.Part keptMap(
      JsonObject schema, Set<String> otherKeywords, Json value, String valueAt, String at) {
    Set<String> dropped = new LinkedHashSet<>(otherKeywords);
    if (schema.has("propertyNames")) {
      dropped.add("propertyNames");
    }
    dropped.removeIf(keyword -> subset.keywords().sent(keyword, schema).isPresent());
    JsonObject.Builder sent = Json.object().put("type", "object");
    adapter.types().describe(schema, dropped, at).ifPresent(text -> sent.put("description", text));
    StrictAdapter.Part values = adapter.adapt(value, valueAt);
    sent.put("additionalProperties", values.schema());
    for (String keyword : SIZES_IN_ORDER) {
      subset.keywords().sent(keyword, schema).ifPresent(limit -> sent.put(keyword, limit));
    }
    return new StrictAdapter.Part(sent.build(), Restorer.OfValues.of(values.restorer()));
  }
}
