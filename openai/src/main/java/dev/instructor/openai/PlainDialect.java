package dev.instructor.openai;

import dev.instructor.json.Json;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaDialect;
import java.util.List;

/** Sends a schema as it is. */
final class PlainDialect implements SchemaDialect {
  static final PlainDialect INSTANCE = new PlainDialect();

  private PlainDialect() {}

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public AdaptedSchema adapt(JsonSchema schema) {
    return new AdaptedSchema(name(), schema.document(), false, List.of(), (Json answer) -> answer);
  }
}
