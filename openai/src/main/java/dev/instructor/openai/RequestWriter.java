package dev.instructor.openai;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
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
    JsonObject.Builder body =
        Json.object()
            .put("model", request.model())
            .put("messages", Json.array(MessageWriter.write(request.messages())));
    request.output().ifPresent(output -> body.putAll(directive(output, request.model())));
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
  private JsonObject directive(OutputDirective output, String model) {
    return switch (output.mode()) {
      case TOOLS -> tools(output, model);
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

  private JsonObject tools(OutputDirective output, String model) {
    JsonObject.Builder body =
        Json.object()
            .put("tools", Json.array(List.of(tool(output))))
            .put("tool_choice", toolChoice(output.name()));
    if (vendor.flavour().singleToolCall().filter(p -> p.matcher(model).find()).isPresent()) {
      body.put("parallel_tool_calls", false);
    }
    return body.build();
  }

  private static JsonObject tool(OutputDirective output) {
    JsonObject.Builder function = Json.object().put("name", output.name());
    output.description().ifPresent(text -> function.put("description", text));
    function.put("parameters", output.schema());
    if (output.strict()) {
      function.put("strict", true);
    }
    return Json.object().put("type", "function").put("function", function.build()).build();
  }

  private Json toolChoice(String name) {
    return switch (profile.toolChoice()) {
      case NAMED ->
          Json.object()
              .put("type", "function")
              .put("function", Json.object().put("name", name).build())
              .build();
      case REQUIRED -> Json.of("required");
      case ANY -> Json.of("any");
      case AUTO -> Json.of("auto");
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
