package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random schemas of the keywords that generated schemas use, and values that may match them. */
final class RandomSchemas {
  private static final List<String> NAMES =
      List.of("a", "b", "kind", "value", "items", "x/y", "z~");
  private static final List<String> TEXTS =
      List.of("", "a", "ab", "abc", "😀", "2026-01-31", "red", "7", "a@b.de", "[]");

  private final Random random;
  private final boolean closed;

  /**
   * Creates a source.
   *
   * @param closed whether objects allow no further properties, so that what is valid can be adapted
   */
  RandomSchemas(long seed, boolean closed) {
    this.random = new Random(seed);
    this.closed = closed;
  }

  JsonObject schema() {
    JsonObject root = schema(4);
    return root.with("$defs", Json.object().put("Leaf", scalar()).put("Tree", tree()).build());
  }

  private JsonObject tree() {
    return Json.object()
        .put("type", "object")
        .put(
            "properties",
            Json.object()
                .put("v", scalar())
                .put("next", reference("Tree"))
                .put(
                    "all",
                    Json.object().put("type", "array").put("items", reference("Tree")).build())
                .build())
        .put("required", Json.strings(List.of("v")))
        .put("additionalProperties", false)
        .build();
  }

  private static JsonObject reference(String name) {
    return Json.object().put("$ref", "#/$defs/" + name).build();
  }

  private JsonObject schema(int depth) {
    int choice = random.nextInt(depth <= 0 ? 4 : 12);
    return switch (choice) {
      case 4, 5, 6 -> object(depth);
      case 7 -> array(depth);
      case 8 -> map(depth);
      case 9 -> union(depth);
      case 10 -> nullable(schema(depth - 1));
      case 11 -> reference(random.nextBoolean() ? "Leaf" : "Tree");
      default -> scalar();
    };
  }

  private JsonObject scalar() {
    JsonObject.Builder schema = Json.object();
    switch (random.nextInt(7)) {
      case 0 -> {
        schema.put("type", "integer");
        if (random.nextBoolean()) {
          schema.put("minimum", 0).put("maximum", random.nextInt(9));
        }
      }
      case 1 -> {
        schema.put("type", "number");
        if (random.nextBoolean()) {
          schema.put("exclusiveMinimum", -1).put("multipleOf", Json.parse("0.5"));
        }
      }
      case 2 -> schema.put("type", "boolean");
      case 3 -> schema.put("type", "string").put("enum", Json.strings(List.of("red", "a", "ab")));
      case 4 -> schema.put("type", "string").put("maxLength", 2).put("minLength", 1);
      case 5 -> schema.put("type", "string").put("pattern", "^[a-z]*$");
      default -> schema.put("type", "string");
    }
    return schema.build();
  }

  private JsonObject object(int depth) {
    Map<String, Json> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      properties.put(name, schema(depth - 1));
      if (random.nextBoolean() && !required.contains(name)) {
        required.add(name);
      }
    }
    JsonObject.Builder schema =
        Json.object()
            .put("type", "object")
            .put("properties", JsonObject.of(properties))
            .put("required", Json.strings(required));
    if (closed || random.nextBoolean()) {
      schema.put("additionalProperties", false);
    }
    if (!closed && random.nextInt(4) == 0) {
      schema.put("minProperties", 1).put("maxProperties", 3);
    }
    return schema.build();
  }

  private JsonObject array(int depth) {
    JsonObject.Builder schema = Json.object().put("type", "array").put("items", schema(depth - 1));
    if (random.nextInt(3) == 0) {
      schema.put("maxItems", 2).put("uniqueItems", random.nextBoolean());
    }
    return schema.build();
  }

  private JsonObject map(int depth) {
    JsonObject.Builder schema =
        Json.object().put("type", "object").put("additionalProperties", schema(depth - 1));
    if (random.nextInt(3) == 0) {
      schema.put(
          "propertyNames",
          Json.object().put("enum", Json.strings(List.of("a", "b", "kind"))).build());
    }
    return schema.build();
  }

  private JsonObject nullable(JsonObject schema) {
    JsonObject none = Json.object().put("type", "null").build();
    return Json.object().put("anyOf", Json.array(List.of(schema, none))).build();
  }

  private JsonObject union(int depth) {
    if (!closed && random.nextBoolean()) {
      List<Json> branches = List.of(schema(depth - 1), schema(depth - 1), scalar());
      return Json.object()
          .put(random.nextBoolean() ? "anyOf" : "oneOf", Json.array(branches))
          .build();
    }
    List<Json> branches = new ArrayList<>();
    for (String tag : List.of("red", "ab")) {
      JsonObject branch = object(depth);
      JsonObject.Builder properties = Json.object();
      properties.put("kind", Json.object().put("type", "string").put("const", tag).build());
      branch.object("properties").orElseThrow().without("kind").members().forEach(properties::put);
      List<String> required = new ArrayList<>(List.of("kind"));
      branch.items("required").stream()
          .map(name -> name.asText().orElseThrow())
          .filter(name -> !name.equals("kind"))
          .forEach(required::add);
      branches.add(
          branch.with("properties", properties.build()).with("required", Json.strings(required)));
    }
    return Json.object().put("anyOf", Json.array(branches)).build();
  }

  /** Returns a value that often matches a schema of the document. */
  Json value(JsonObject document, Json schema, int depth) {
    if (!(schema instanceof JsonObject object) || random.nextInt(40) == 0 && !closed) {
      return anything(2);
    }
    if (object.has("$ref")) {
      String reference = object.text("$ref").orElseThrow();
      return value(document, document.at(reference.substring(1)).orElseThrow(), depth - 1);
    }
    for (String keyword : List.of("anyOf", "oneOf")) {
      if (object.has(keyword)) {
        List<Json> branches = object.items(keyword);
        return value(document, branches.get(random.nextInt(branches.size())), depth);
      }
    }
    if (object.has("const")) {
      return object.get("const").orElseThrow();
    }
    if (object.has("enum")) {
      return object.items("enum").get(random.nextInt(object.items("enum").size()));
    }
    return switch (object.text("type").orElse("string")) {
      case "object" -> objectValue(document, object, depth);
      case "array" -> arrayValue(document, object, depth);
      case "integer" -> Json.of(random.nextInt(closed ? 1 : 12));
      case "number" -> random.nextBoolean() ? Json.parse("1.50") : Json.parse("1e0");
      case "boolean" -> Json.of(random.nextBoolean());
      case "null" -> Json.ofNull();
      default -> Json.of(closed ? "a" : TEXTS.get(random.nextInt(TEXTS.size())));
    };
  }

  private Json objectValue(JsonObject document, JsonObject schema, int depth) {
    JsonObject.Builder value = Json.object();
    JsonObject properties = schema.object("properties").orElse(JsonObject.empty());
    properties
        .members()
        .forEach(
            (name, property) -> {
              boolean required = schema.items("required").contains(Json.of(name));
              if (required || (depth > 0 && random.nextInt(3) > 0)) {
                value.put(name, value(document, property, depth - 1));
              }
            });
    if (schema.get("additionalProperties").orElse(Json.of(true)) instanceof JsonObject more) {
      for (String name : List.of("a", "b")) {
        if (depth > 0 && random.nextBoolean()) {
          value.put(name, value(document, more, depth - 1));
        }
      }
    } else if (!closed && random.nextInt(6) == 0) {
      value.put("extra", anything(1));
    }
    return value.build();
  }

  private Json arrayValue(JsonObject document, JsonObject schema, int depth) {
    List<Json> items = new ArrayList<>();
    int count = depth <= 0 ? 0 : random.nextInt(closed ? 2 : 4);
    for (int i = 0; i < count; i++) {
      items.add(value(document, schema.get("items").orElseThrow(), depth - 1));
    }
    return Json.array(items);
  }

  private Json anything(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> Json.ofNull();
      case 1 -> Json.of(random.nextBoolean());
      case 2 -> Json.of(random.nextInt(20) - 5);
      case 3 -> Json.parse("2.50");
      case 6 -> new JsonArray(List.of(anything(depth - 1)));
      case 7 ->
          Json.object().put(NAMES.get(random.nextInt(NAMES.size())), anything(depth - 1)).build();
      default -> Json.of(TEXTS.get(random.nextInt(TEXTS.size())));
    };
  }
}
