package dev.instructor.openai;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.Set;

/** Writes the body of one chat completions request. */
final class RequestWriter {
  static final Set<String> OWNED =
      Set.of(
          "model",
          "messages",
          "tools",
          "tool_choice",
          "functions",
          "function_call",
          "response_format",
          "n",
          "stream",
          "stream_options");

  private final OpenAiVendor vendor;
  private final ModelProfile profile;

  RequestWriter(OpenAiVendor vendor, ModelProfile profile) {
    this.vendor = vendor;
    this.profile = profile;
  }

  JsonObject write(ChatRequest request, boolean stream) {
    profile.check(request);
    JsonObject.Builder body =
        Json.object()
            .put("model", request.model())
            .put(
                "messages",
                Json.array(
                    MessageWriter.write(
                        request.withToolChoiceInWords(profile).messages(),
                        vendor,
                        !profile.doesNotThink(request))));
    body.putAll(new ToolWriter(profile, request).write());
    request.output().ifPresent(output -> body.putAll(directive(output)));
    options(request.options(), body);
    if (stream) {
      body.put("stream", true);
      if (vendor.flavour().streamUsage()) {
        body.put("stream_options", Json.object().put("include_usage", true).build());
      }
    }
    return body.build();
  }

  /**
   * A switch expression: a mode that is forgotten here must not compile, rather than be left out of
   * the request.
   */
  private JsonObject directive(OutputDirective output) {
    return switch (output.mode()) {
      case TOOLS -> JsonObject.empty(); // It is one of the tools.
      case JSON_SCHEMA -> Json.object().put("response_format", schemaFormat(output)).build();
      case JSON ->
          Json.object()
              .put("response_format", Json.object().put("type", "json_object").build())
              .build();
      case PROMPTED -> JsonObject.empty(); // The prompt says it all.
      case AUTO ->
          throw new ConfigurationException("A request must name its mode; AUTO is resolved before");
    };
  }

  private JsonObject schemaFormat(OutputDirective output) {
    return switch (vendor.flavour().schemaForm()) {
      case JSON_SCHEMA ->
          Json.object().put("type", "json_schema").put("json_schema", schema(output)).build();
      case JSON_OBJECT ->
          Json.object().put("type", "json_object").put("schema", output.schema()).build();
    };
  }

  private static JsonObject schema(OutputDirective output) {
    JsonObject.Builder format = Json.object().put("name", output.name());
    output.description().ifPresent(text -> format.put("description", text));
    format.put("schema", output.schema());
    if (output.strict()) {
      format.put("strict", true);
    }
    return format.build();
  }

  private void options(ChatOptions options, JsonObject.Builder body) {
    options.temperature().ifPresent(value -> body.put("temperature", value));
    options.topP().ifPresent(value -> body.put("top_p", value));
    options.maxTokens().ifPresent(value -> body.put(profile.maxTokensParameter(), value));
    options.seed().ifPresent(value -> body.put(vendor.flavour().seedParameter(), value));
    options.reasoningEffort().ifPresent(value -> body.put("reasoning_effort", value));
    if (!options.stop().isEmpty()) {
      body.put("stop", Json.strings(options.stop()));
    }
    options
        .extra()
        .forEach(
            (name, value) -> {
              if (OWNED.contains(name)) {
                throw new ConfigurationException(
                    "The option \"%s\" cannot be set: the request's own part is written there"
                        .formatted(name));
              }
              body.put(name, value);
            });
  }
}
