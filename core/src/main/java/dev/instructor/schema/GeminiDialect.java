package dev.instructor.schema;

import dev.instructor.json.JsonObject;

/**
 * The subset that Google takes in {@code responseJsonSchema} and {@code parametersJsonSchema}
 * (Gemini API, "GenerationConfig", and "Structured outputs", as of November 2026). It is a looser
 * schema of the same form: nothing but the root is reshaped.
 */
final class GeminiDialect implements SchemaDialect {
  @Override
  public String name() {
    return "gemini";
  }

  @Override
  public AdaptedSchema adapt(JsonSchema schema) {
    JsonObject document = schema.requireValid().document();
    GeminiArrays arrays = new GeminiArrays();
    GeminiAdapter adapter = new GeminiAdapter(document, arrays);
    JsonObject sent = adapter.root();
    if (arrays.exceed()) {
      adapter = new GeminiAdapter(document, arrays.within());
      sent = adapter.root();
    }
    if (!adapter.refused().isEmpty()) {
      return PlainDialect.adapt(schema, name(), adapter.refused());
    }
    AdaptedSchema.Restoration restoration = adapter.absent().restoration(schema);
    boolean wrapped = !RootShape.isPlainObject(sent);
    if (wrapped) {
      String name = RootShape.name(document, sent);
      restoration = new RootShape.Unwrapping(name, restoration, schema);
      sent = RootShape.wrapped(name, sent, true);
    }
    return new AdaptedSchema(
        name(), adapter.withDefinitions(sent, wrapped), true, adapter.lost(), restoration);
  }
}
