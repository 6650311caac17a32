package dev.instructor.schema;

import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's Structured Outputs ("Structured model outputs", section "Supported schemas"). */
final class OpenAiStrictDialect implements SchemaDialect {
  @Override
  public String name() {
    return "openai-strict";
  }

  @Override
  public AdaptedSchema adapt(JsonSchema schema) {
    JsonObject document = schema.requireValid().document();
    StrictAdapter adapter = new StrictAdapter(document);
    StrictAdapter.Part root = adapter.root();
    List<AdaptedSchema.Loss> refused = new ArrayList<>(adapter.refused());
    if (refused.isEmpty()) {
      JsonObject sent = root.schema();
      AdaptedSchema.Restoration restoration = root.restorer().restoration();
      boolean wrapped = !RootShape.isPlainObject(sent);
      if (wrapped) {
        boolean map = root.restorer() instanceof Restorer.OfMap;
        String name = map ? "entries" : RootShape.name(document, sent);
        restoration = new RootShape.Unwrapping(name, restoration, schema);
        sent = RootShape.wrapped(name, sent, true);
      }
      sent = adapter.withDefinitions(sent, wrapped);
      refused.addAll(StrictLimits.exceeded(sent));
      if (refused.isEmpty()) {
        return new AdaptedSchema(name(), sent, true, adapter.lost(), restoration);
      }
    }
    return PlainDialect.adapt(schema, name(), refused);
  }
}
