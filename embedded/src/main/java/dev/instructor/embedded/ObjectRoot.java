package dev.instructor.embedded;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaDialect;
import java.util.List;

/** Leaves a schema as it is; a root that is no object becomes the one member of an object. */
final class ObjectRoot implements SchemaDialect {
  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public AdaptedSchema adapt(JsonSchema schema) {
    JsonObject document = schema.document();
    if (document.text("type").filter("object"::equals).isPresent()) {
      return new AdaptedSchema(name(), document, false, List.of(), answer -> answer);
    }
    // The name is what the model reads: a list of things, or a value.
    String member = document.text("type").filter("array"::equals).isPresent() ? "items" : "value";
    return new AdaptedSchema(
        name(), wrapped(document, member), false, List.of(), answer -> unwrapped(answer, member));
  }

  private static JsonObject wrapped(JsonObject document, String member) {
    JsonObject.Builder inner = document.without("$defs").without("$schema").toBuilder();
    JsonObject.Builder outer =
        Json.object()
            .put("type", "object")
            .put("properties", Json.object().put(member, inner.build()).build())
            .put("required", Json.strings(List.of(member)));
    document.get("$defs").ifPresent(definitions -> outer.put("$defs", definitions));
    return outer.build();
  }

  private static Json unwrapped(Json answer, String member) {
    return answer
        .asObject()
        .filter(object -> object.members().size() == 1)
        .flatMap(object -> object.get(member))
        .orElse(answer);
  }
}
