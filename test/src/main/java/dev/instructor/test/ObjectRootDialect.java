package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaDialect;
import java.util.List;

/** Sends a schema as it is; a root that is no object becomes the one member of an object. */
final class ObjectRootDialect implements SchemaDialect {
  private static final String MEMBER = "value";

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public AdaptedSchema adapt(JsonSchema schema) {
    JsonObject document = schema.document();
    if (document.text("type").filter("object"::equals).isPresent()) {
      return new AdaptedSchema(name(), document, false, List.of(), answer -> answer);
    }
    JsonObject wrapped =
        Json.object()
            .put("type", "object")
            .put("properties", Json.object().put(MEMBER, document).build())
            .put("required", Json.strings(List.of(MEMBER)))
            .build();
    return new AdaptedSchema(name(), wrapped, false, List.of(), ObjectRootDialect::unwrap);
  }

  private static Json unwrap(Json answer) {
    return answer
        .asObject()
        .filter(object -> object.members().size() == 1)
        .flatMap(object -> object.get(MEMBER))
        .orElse(answer);
  }
}
