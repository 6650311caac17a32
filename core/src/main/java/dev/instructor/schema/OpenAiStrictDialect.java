package dev.instructor.schema;

/** OpenAI's Structured Outputs ("Structured model outputs", section "Supported schemas"). */
final class OpenAiStrictDialect implements SchemaDialect {
  @Override
  public String name() {
    return "openai-strict";
  }

  @Override
  public AdaptedSchema adapt(JsonSchema schema) {
    StrictForm form = StrictForm.of(schema, schema.requireValid().document(), new OpenAiRules());
    return (form.refused().isEmpty() ? form.refusing(StrictLimits.exceeded(form.schema())) : form)
        .adapted(schema, name());
  }
}
