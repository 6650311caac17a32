package dev.instructor.google;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.Set;

/** Writes the body of one request (Gemini API, "Generating content"). */
final class RequestWriter {
  /** Both spellings: the vendor reads either. */
  static final Set<String> OWNED =
      Set.of(
          "model",
          "contents",
          "systemInstruction",
          "system_instruction",
          "tools",
          "toolConfig",
          "tool_config",
          "generation_config");

  private final ModelProfile profile;

  RequestWriter(ModelProfile profile) {
    this.profile = profile;
  }

  JsonObject write(ChatRequest request) {
    profile.check(request);
    JsonObject.Builder body =
        Json.object()
            .putAll(
                ContentWriter.write(
                    request.messages(), request.model(), MediaParts.of(profile.provider())));
    JsonObject.Builder config = Json.object();
    GenerationConfig options = new GenerationConfig(profile, request);
    options.write(config);
    request.output().ifPresent(output -> directive(output, config));
    body.putAll(new ToolWriter(request, profile).write());
    options.merge(config);
    JsonObject generation = config.build();
    if (!generation.members().isEmpty()) {
      body.put("generationConfig", generation);
    }
    request
        .options()
        .extra()
        .forEach(
            (name, value) -> {
              if (OWNED.contains(name)) {
                throw owned(name);
              }
              if (!name.equals(GenerationConfig.NAME)) {
                body.put(name, value);
              }
            });
    return body.build();
  }

  static ConfigurationException owned(String name) {
    return new ConfigurationException(
        "The option \"%s\" cannot be set: the request's own part is written there".formatted(name));
  }

  /**
   * A switch expression: a mode that is forgotten here must not compile, rather than be left out of
   * the request.
   */
  private void directive(OutputDirective output, JsonObject.Builder config) {
    config.putAll(
        switch (output.mode()) {
          case TOOLS, PROMPTED -> JsonObject.empty(); // It is a tool, or the prompt says it all.
          case JSON_SCHEMA ->
              Json.object()
                  .put("responseMimeType", "application/json")
                  .put("responseJsonSchema", described(output))
                  .build();
          case JSON -> Json.object().put("responseMimeType", "application/json").build();
          case AUTO ->
              throw new ConfigurationException(
                  "A request must name its mode; AUTO is resolved before");
        });
  }

  /** Returns the schema with the description, for which the format has no place of its own. */
  private static JsonObject described(OutputDirective output) {
    JsonObject schema = output.schema();
    return output
        .description()
        .filter(text -> !schema.has("description"))
        .map(text -> schema.with("description", Json.of(text)))
        .orElse(schema);
  }
}
