package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes unions and "or null" in the forms that OpenAI documents. */
final class StrictNullable {
  private static final Json NULL_TYPE = Json.of("null");
  private static final JsonObject NULL = Json.object().put("type", "null").build();
  private static final Set<String> CONTAINERS = Set.of("object", "array");

  private StrictNullable() {}

  /** Returns a union; a scalar or null is one schema with two types. */
  static JsonObject union(String description, List<Json> branches) {
    JsonObject.Builder union = Json.object();
    if (branches.size() == 1 || (branches.size() == 2 && branches.contains(NULL))) {
      Json other =
          branches.get(0).equals(NULL) ? branches.get(branches.size() - 1) : branches.get(0);
      if (other instanceof JsonObject only && (branches.size() == 1 || isBareScalar(only))) {
        JsonObject schema = branches.size() == 1 ? only : orNull(only);
        return description.isEmpty() ? schema : withDescription(schema, description);
      }
    }
    if (!description.isEmpty()) {
      union.put("description", description);
    }
    return union.put("anyOf", Json.array(branches)).build();
  }

  /** Returns a schema with the description of another, if that has one. */
  static JsonObject described(JsonObject schema, JsonObject described) {
    return described.text("description").map(text -> withDescription(schema, text)).orElse(schema);
  }

  private static JsonObject withDescription(JsonObject schema, String description) {
    if (schema.has("$ref")) {
      // A reference has no siblings.
      return Json.object()
          .put("description", description)
          .put("anyOf", Json.array(List.of(schema)))
          .build();
    }
    String own = schema.text("description").orElse("");
    String text =
        own.isEmpty() || description.contains(own) ? description : description + "\n" + own;
    JsonObject.Builder described = Json.object();
    schema.get("type").ifPresent(type -> described.put("type", type));
    described.put("description", text);
    schema.without("type").without("description").members().forEach(described::put);
    return described.build();
  }

  private static boolean isBareScalar(JsonObject schema) {
    return schema.text("type").filter(type -> !CONTAINERS.contains(type)).isPresent()
        && !schema.has("enum")
        && !schema.has("const");
  }

  /** Returns a schema that accepts null too. */
  static JsonObject orNull(JsonObject schema) {
    if (schema.has("anyOf")) {
      List<Json> branches = new ArrayList<>(schema.items("anyOf"));
      branches.add(NULL);
      return schema.with("anyOf", Json.array(branches));
    }
    List<Json> types = StrictAdapter.list(schema.get("type").orElse(Json.array(List.of())));
    boolean scalar =
        !types.isEmpty()
            && types.stream().noneMatch(t -> CONTAINERS.contains(t.asText().orElse("")));
    if (!scalar) {
      JsonObject.Builder outer = Json.object();
      schema.get("description").ifPresent(text -> outer.put("description", text));
      Json inner = schema.without("description");
      return outer.put("anyOf", Json.array(List.of(inner, NULL))).build();
    }
    JsonObject.Builder nullable = Json.object().put("type", plus(types, NULL_TYPE));
    schema.members().forEach((keyword, value) -> put(nullable, keyword, value));
    return nullable.build();
  }

  /** Returns a schema without the null that it accepts at its top, if it accepts more than that. */
  static Json withoutNull(Json schema) {
    if (!(schema instanceof JsonObject object)) {
      return schema;
    }
    JsonObject result = object;
    for (String keyword : List.of("anyOf", "oneOf", "enum", "type")) {
      Json nothing =
          keyword.endsWith("Of") ? NULL : keyword.equals("type") ? NULL_TYPE : Json.ofNull();
      List<Json> rest = result.items(keyword).stream().filter(one -> !one.equals(nothing)).toList();
      if (!rest.isEmpty() && rest.size() < result.items(keyword).size()) {
        boolean type = keyword.equals("type") && rest.size() == 1;
        result = result.with(keyword, type ? rest.get(0) : Json.array(rest));
      }
    }
    return result;
  }

  private static void put(JsonObject.Builder nullable, String keyword, Json value) {
    switch (keyword) {
      case "type" -> {}
      case "const" -> nullable.put("enum", Json.array(List.of(value, Json.ofNull())));
      case "enum" ->
          nullable.put(
              "enum",
              plus(value instanceof JsonArray values ? values.items() : List.of(), Json.ofNull()));
      default -> nullable.put(keyword, value);
    }
  }

  private static JsonArray plus(List<Json> items, Json more) {
    List<Json> all = new ArrayList<>(items);
    if (!all.contains(more)) {
      all.add(more);
    }
    return Json.array(all);
  }
}
