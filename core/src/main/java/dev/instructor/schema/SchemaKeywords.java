package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Which keywords hold schemas, and how: a property may be called {@code items} too. */
final class SchemaKeywords {
  /** Keywords whose value maps names of the author's choice to schemas. */
  static final Set<String> NAMED =
      Set.of("properties", "$defs", "definitions", "patternProperties", "dependentSchemas");

  /** Keywords whose value is data, not a schema. */
  static final Set<String> DATA =
      Set.of("const", "enum", "default", "examples", "required", "type", "dependentRequired");

  private SchemaKeywords() {}

  /**
   * Returns a schema with every subschema and at last itself rewritten.
   *
   * @param rewrite what to make of one subschema, whose own parts are done
   */
  static JsonObject rewrite(JsonObject schema, UnaryOperator<JsonObject> rewrite) {
    JsonObject.Builder copy = Json.object();
    for (Map.Entry<String, Json> member : schema.members().entrySet()) {
      String keyword = member.getKey();
      Json value = member.getValue();
      if (DATA.contains(keyword)) {
        copy.put(keyword, value);
      } else if (NAMED.contains(keyword) && value instanceof JsonObject named) {
        JsonObject.Builder parts = Json.object();
        named.members().forEach((name, part) -> parts.put(name, rewritten(part, rewrite)));
        copy.put(keyword, parts.build());
      } else {
        copy.put(keyword, rewritten(value, rewrite));
      }
    }
    return rewrite.apply(copy.build());
  }

  private static Json rewritten(Json value, UnaryOperator<JsonObject> rewrite) {
    if (value instanceof JsonObject object) {
      return rewrite(object, rewrite);
    }
    if (value instanceof JsonArray array) {
      List<Json> items = new ArrayList<>();
      array.items().forEach(item -> items.add(rewritten(item, rewrite)));
      return Json.array(items);
    }
    return value;
  }
}
