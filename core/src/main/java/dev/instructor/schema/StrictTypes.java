package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adapts a subschema of known type to a subset: scalars and arrays; objects go on. */
final class StrictTypes {
  private static final Set<String> STRING =
      Set.of("minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType");
  private static final Set<String> NUMBER =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  private static final Set<String> ARRAY =
      Set.of(
          "items",
          "prefixItems",
          "additionalItems",
          "minItems",
          "maxItems",
          "uniqueItems",
          "contains",
          "minContains",
          "maxContains",
          "unevaluatedItems");
  private static final Set<String> OBJECT =
      Set.of(
          "properties",
          "required",
          "additionalProperties",
          "patternProperties",
          "propertyNames",
          "minProperties",
          "maxProperties",
          "dependentRequired",
          "dependentSchemas",
          "dependencies",
          "unevaluatedProperties");
  private static final List<String> SIZES = List.of("minItems", "maxItems");
  private static final Set<String> ANY_TYPE = Set.of("not", "if", "then", "else");

  /** Keywords that are no constraint: said to the model, not lost. */
  private static final Set<String> REMARKS =
      Set.of("default", "examples", "contentEncoding", "contentMediaType");

  private final StrictAdapter adapter;
  private final Subset subset;
  private final StrictObjects objects;

  StrictTypes(StrictAdapter adapter, Subset subset) {
    this.adapter = adapter;
    this.subset = subset;
    this.objects = new StrictObjects(adapter, subset);
  }

  /** Adapts a subschema without references and combinations. */
  StrictAdapter.Part adapt(JsonObject schema, String at) {
    List<String> types = types(schema);
    if (types.isEmpty()) {
      return adapter.anything(schema, at, "type", "any JSON value cannot be enforced");
    }
    boolean containers = types.contains("object") || types.contains("array");
    if (types.size() > 1 && (containers || !subset.has(Feature.UNIONS))) {
      return split(schema, types, at);
    }
    if (containers && (schema.has("enum") || schema.has("const"))) {
      return adapter.refuse(at, "enum", "fixed objects and arrays cannot be enforced");
    }
    if (types.contains("object")) {
      return objects.adapt(schema, at);
    }
    return types.contains("array") ? array(schema, at) : scalar(schema, types, at);
  }

  /** Returns the types, from the other keywords if none is stated. */
  private static List<String> types(JsonObject schema) {
    Set<String> types = new LinkedHashSet<>();
    if (schema.has("type")) {
      StrictAdapter.list(schema.get("type").orElse(Json.ofNull()))
          .forEach(type -> type.asText().ifPresent(types::add));
    } else if (schema.has("const") || schema.has("enum")) {
      List<Json> values = new ArrayList<>(schema.items("enum"));
      schema.get("const").ifPresent(values::add);
      values.forEach(value -> types.add(value.type()));
    } else {
      Set<String> keywords = schema.members().keySet();
      if (keywords.stream().anyMatch(OBJECT::contains)) {
        types.add("object");
      }
      if (keywords.stream().anyMatch(ARRAY::contains)) {
        types.add("array");
      }
      if (keywords.stream().anyMatch(STRING::contains)) {
        types.add("string");
      }
      if (keywords.stream().anyMatch(NUMBER::contains)) {
        types.add("number");
      }
    }
    return List.copyOf(types);
  }

  private StrictAdapter.Part split(JsonObject schema, List<String> types, String at) {
    JsonObject.Builder union = Json.object();
    schema.get("description").ifPresent(text -> union.put("description", text));
    JsonObject rest = schema.without("description");
    List<Json> branches = new ArrayList<>();
    for (String type : types) {
      branches.add(forType(rest, type));
    }
    return adapter.adapt(union.put("anyOf", Json.array(branches)).build(), at);
  }

  /** Returns what a schema says of one of its types. */
  static JsonObject forType(JsonObject schema, String type) {
    JsonObject.Builder only = Json.object().put("type", type);
    schema
        .members()
        .forEach(
            (keyword, value) -> {
              Set<String> own =
                  switch (type) {
                    case "object" -> OBJECT;
                    case "array" -> ARRAY;
                    case "string" -> STRING;
                    case "number", "integer" -> NUMBER;
                    default -> Set.of();
                  };
              if (own.contains(keyword) || ANY_TYPE.contains(keyword)) {
                only.put(keyword, value);
              } else if (keyword.equals("enum")) {
                List<Json> values =
                    schema.items("enum").stream().filter(v -> isOf(v, type)).toList();
                if (!values.isEmpty() && !type.equals("null")) {
                  only.put("enum", Json.array(values));
                }
              }
            });
    return only.build();
  }

  private static boolean isOf(Json value, String type) {
    return type.equals("integer")
        ? value instanceof JsonNumber number && number.isIntegral()
        : value.type().equals(type);
  }

  private StrictAdapter.Part scalar(JsonObject schema, List<String> types, String at) {
    Json type = types.size() == 1 ? Json.of(types.get(0)) : Json.strings(types);
    JsonObject.Builder kept = Json.object();
    Set<String> dropped = new LinkedHashSet<>();
    for (Map.Entry<String, Json> member : schema.members().entrySet()) {
      String keyword = member.getKey();
      Optional<Json> value =
          keyword.equals("enum") || keyword.equals("const")
              ? Optional.of(member.getValue())
              : subset.keywords().sent(keyword, schema);
      if (value.isPresent()) {
        kept.put(keyword, value.get());
      } else {
        dropped.add(keyword);
      }
    }
    JsonObject.Builder sent = Json.object().put("type", type);
    describe(schema, dropped, at).ifPresent(text -> sent.put("description", text));
    return new StrictAdapter.Part(sent.putAll(kept.build()).build(), Restorer.SAME);
  }

  private StrictAdapter.Part array(JsonObject schema, String at) {
    if (schema.has("prefixItems")
        || schema.get("items").filter(JsonArray.class::isInstance).isPresent()) {
      return tuple(schema, at);
    }
    Json items = schema.get("items").orElse(Json.of(true));
    boolean anything = items.equals(Json.of(true)) || items.equals(JsonObject.empty());
    if (items.equals(Json.of(false)) || (anything && subset.anything().isEmpty())) {
      return adapter.refuse(at, "items", "an array of anything cannot be enforced");
    }
    Set<String> dropped = new LinkedHashSet<>(schema.members().keySet());
    dropped.removeIf(
        keyword -> keyword.equals("items") || subset.keywords().sent(keyword, schema).isPresent());
    JsonObject.Builder sent = Json.object().put("type", "array");
    describe(schema, dropped, at).ifPresent(text -> sent.put("description", text));
    StrictAdapter.Part part = adapter.adapt(items, JsonPointer.child(at, "items"));
    sent.put("items", part.schema());
    for (String keyword : SIZES) {
      subset.keywords().sent(keyword, schema).ifPresent(value -> sent.put(keyword, value));
    }
    return new StrictAdapter.Part(sent.build(), Restorer.OfArray.of(part.restorer()));
  }

  private StrictAdapter.Part tuple(JsonObject schema, String at) {
    boolean old = schema.get("items").filter(JsonArray.class::isInstance).isPresent();
    String keyword = old ? "items" : "prefixItems";
    Json rest = schema.get(old ? "additionalItems" : "items").orElse(Json.of(true));
    if (!subset.has(Feature.TUPLES) || !rest.equals(Json.of(false))) {
      return adapter.refuse(at, "prefixItems", "items of a kind each cannot be enforced");
    }
    Set<String> dropped = new LinkedHashSet<>(schema.members().keySet());
    dropped.removeAll(Set.of("items", "prefixItems", "additionalItems"));
    dropped.removeIf(each -> subset.keywords().sent(each, schema).isPresent());
    JsonObject.Builder sent = Json.object().put("type", "array");
    describe(schema, dropped, at).ifPresent(text -> sent.put("description", text));
    List<Json> items = new ArrayList<>();
    List<Restorer> restorers = new ArrayList<>();
    for (Json item : schema.items(keyword)) {
      String place = JsonPointer.child(JsonPointer.child(at, keyword), items.size());
      StrictAdapter.Part part = adapter.adapt(item, place);
      items.add(part.schema());
      restorers.add(part.restorer());
    }
    sent.put("prefixItems", Json.array(items)).put("items", false);
    for (String size : SIZES) {
      subset.keywords().sent(size, schema).ifPresent(value -> sent.put(size, value));
    }
    return new StrictAdapter.Part(sent.build(), Restorer.OfTuple.of(restorers));
  }

  /** Returns the description with what is dropped, and notes the losses. */
  Optional<String> describe(JsonObject schema, Set<String> dropped, String at) {
    Set<String> constraints = new LinkedHashSet<>();
    for (String keyword : dropped) {
      if (!REMARKS.contains(keyword)
          && (STRING.contains(keyword)
              || NUMBER.contains(keyword)
              || ARRAY.contains(keyword)
              || OBJECT.contains(keyword)
              || ANY_TYPE.contains(keyword))) {
        constraints.add(keyword);
      }
    }
    for (String keyword : constraints) {
      boolean said = !StrictWords.notes(schema, Set.of(keyword)).isEmpty();
      adapter.lose(at, keyword, said ? "said in the description" : "checked on the answer only");
    }
    Set<String> said = new LinkedHashSet<>(constraints);
    said.addAll(REMARKS);
    String text =
        StrictWords.describe(
            schema.text("description").orElse(""), StrictWords.notes(schema, said));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
