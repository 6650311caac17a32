package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;

/** Makes a schema of its own of a part of another, with all that it refers to. */
final class SchemaSupport {
  private static final String NAME = "Document";

  /** Where the whole schema stands in a part of its own. */
  static final String WHOLE = "/$defs/" + NAME;

  private SchemaSupport() {}

  /**
   * Returns the part as a document.
   *
   * @param part a subschema of {@code document}, or one made of its subschemas
   */
  static JsonObject standalone(JsonObject document, JsonObject part) {
    JsonObject.Builder alone = moved(part).toBuilder();
    document.get("$schema").ifPresent(draft -> alone.put("$schema", draft));
    JsonObject whole = moved(document.without("$schema").without("$id").without("id"));
    return alone.put("$defs", Json.object().put(NAME, whole).build()).build();
  }

  private static JsonObject moved(JsonObject schema) {
    return SchemaKeywords.rewrite(
        schema,
        each ->
            each.members().get("$ref") instanceof JsonString reference
                    && SchemaReferences.isLocalPointer(reference.value())
                ? each.with("$ref", Json.of("#/$defs/" + NAME + reference.value().substring(1)))
                : each);
  }
}
