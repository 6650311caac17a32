package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Writes the same in other keywords, for subsets that lack some: it means the same values. */
final class WrittenForm {
  private WrittenForm() {}

  /** Returns a schema in the keywords of a subset. */
  static JsonObject of(JsonObject schema, Subset subset) {
    JsonObject written = schema;
    if (!subset.has(Feature.CONSTANTS)) {
      written = SchemaKeywords.rewrite(written, WrittenForm::withoutConstant);
    }
    if (!subset.has(Feature.TYPE_LISTS)) {
      written = SchemaKeywords.rewrite(written, WrittenForm::withoutTypeList);
    }
    return subset.has(Feature.ROOT_DESCRIPTION) ? written : written.without("description");
  }

  private static JsonObject withoutConstant(JsonObject schema) {
    if (!schema.has("const")) {
      return schema;
    }
    JsonObject.Builder written = Json.object();
    schema
        .members()
        .forEach(
            (keyword, value) -> {
              if (keyword.equals("const")) {
                written.put("enum", Json.array(List.of(value)));
              } else {
                written.put(keyword, value);
              }
            });
    return written.build();
  }

  private static JsonObject withoutTypeList(JsonObject schema) {
    if (!(schema.get("type").orElse(Json.ofNull()) instanceof JsonArray types)) {
      return schema;
    }
    List<Json> branches = new ArrayList<>();
    JsonObject rest = schema.without("description").without("type");
    for (Json type : types.items()) {
      JsonObject branch = StrictTypes.forType(rest, type.asText().orElse(""));
      if (!rest.has("enum") || branch.has("enum") || type.equals(Json.of("null"))) {
        branches.add(branch);
      }
    }
    JsonObject.Builder written = Json.object();
    schema.get("description").ifPresent(text -> written.put("description", text));
    return written.put("anyOf", Json.array(branches)).build();
  }
}
