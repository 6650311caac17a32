package dev.instructor.cli;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pieces of JSON Schema that a {@link FieldList} is made of. */
final class SchemaWords {
  private static final JsonObject NULL = Json.object().put("type", "null").build();

  private SchemaWords() {}

  /** Returns the named scalar types, in the given order, each with its schema. */
  static Map<String, JsonObject> scalars(String... names) {
    Map<String, JsonObject> scalars = new LinkedHashMap<>();
    for (String name : names) {
      scalars.put(name, scalar(name));
    }
    return scalars;
  }

  private static JsonObject scalar(String name) {
    return switch (name) {
      case "string", "integer", "number", "boolean" -> Json.object().put("type", name).build();
      case "datetime" -> Json.object().put("type", "string").put("format", "date-time").build();
      default -> Json.object().put("type", "string").put("format", name).build();
    };
  }

  /** Returns the schema of one of several strings. */
  static JsonObject choice(List<String> constants) {
    return Json.object().put("type", "string").put("enum", Json.strings(constants)).build();
  }

  /** Returns a schema that allows null as well, in the form that Java types have it too. */
  static JsonObject nullable(JsonObject schema) {
    JsonObject.Builder outer = Json.object();
    schema.get("description").ifPresent(text -> outer.put("description", text));
    List<Json> options = List.of(schema.without("description"), NULL);
    return outer.put("anyOf", Json.array(options)).build();
  }
}
