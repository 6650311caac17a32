package dev.instructor.openai;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the body of one request to the Responses API. */
final class ResponsesRequest {
  static final Set<String> OWNED =
      Set.of("model", "input", "tools", "tool_choice", "stream", "background");

  private static final String TEXT = "text";
  private static final String REASONING = "reasoning";

  private final ResponsesFlavour flavour;
  private final ModelProfile profile;
  private final ChatRequest request;

  ResponsesRequest(ResponsesFlavour flavour, ModelProfile profile, ChatRequest request) {
    this.flavour = flavour;
    this.profile = profile;
    this.request = request;
  }

  JsonObject write(boolean stream) {
    profile.check(request);
    JsonObject.Builder body =
        Json.object()
            .put("model", request.model())
            .put(
                "input",
                Json.array(
                    ResponsesInput.write(
                        request.withToolChoiceInWords(profile).messages(),
                        flavour,
                        profile.provider())));
    Optional<JsonObject> format = request.output().flatMap(this::format);
    tools(body);
    if (flavour.saysStore()) {
      body.put("store", false);
    }
    if (flavour.asksForEncrypted(request.model())) {
      body.put("include", Json.strings(List.of("reasoning.encrypted_content")));
    }
    options(request.options(), format, body);
    if (stream) {
      body.put("stream", true);
    }
    return body.build();
  }

  /**
   * A switch expression: a mode that is forgotten here must not compile, rather than be left out of
   * the request.
   */
  private Optional<JsonObject> format(OutputDirective output) {
    return switch (output.mode()) {
      case TOOLS -> Optional.empty(); // One of the tools.
      case JSON_SCHEMA -> Optional.of(schemaFormat(output));
      case JSON -> Optional.of(Json.object().put("type", "json_object").build());
      case PROMPTED -> Optional.empty(); // The prompt says it all.
      case AUTO ->
          throw new ConfigurationException("A request must name its mode; AUTO is resolved before");
    };
  }

  private static JsonObject schemaFormat(OutputDirective output) {
    JsonObject.Builder format = Json.object().put("type", "json_schema").put("name", output.name());
    output.description().ifPresent(text -> format.put("description", text));
    return format.put("schema", output.schema()).put("strict", output.strict()).build();
  }

  private void tools(JsonObject.Builder body) {
    Optional<OutputDirective> output =
        request.output().filter(directive -> directive.mode() == Mode.TOOLS);
    List<Json> tools = new ArrayList<>();
    output.ifPresent(o -> tools.add(tool(o.name(), o.description(), o.schema(), o.strict())));
    if (ownAreTold()) {
      for (ToolSpec tool : request.tools()) {
        tools.add(tool(tool.name(), tool.description(), tool.schema(), tool.strict()));
      }
    }
    if (tools.isEmpty()) {
      return;
    }
    body.put("tools", Json.array(tools)).put("tool_choice", toolChoice(output));
    if (request.tools().isEmpty() && profile.hasSwitchForParallelCalls(request)) {
      body.put("parallel_tool_calls", false);
    }
  }

  /** Tools that are not to be called are left out where the answer's form does not go with them. */
  private boolean ownAreTold() {
    boolean beside =
        request.output().map(output -> profile.besideTools().contains(output.mode())).orElse(true);
    return beside;
  }

  /**
   * {@code strict} is always told: where it is missing, the vendor makes a schema strict by itself
   * (OpenAI, "Migrate to the Responses API": functions are strict by default).
   */
  private static JsonObject tool(
      String name, Optional<String> description, JsonObject schema, boolean strict) {
    JsonObject.Builder tool = Json.object().put("type", "function").put("name", name);
    description.ifPresent(text -> tool.put("description", text));
    return tool.put("parameters", schema).put("strict", strict).build();
  }

  private Json toolChoice(Optional<OutputDirective> output) {
    if (output.isEmpty()) {
      return Json.of(word(request.toolUse()));
    }
    boolean alone = request.tools().isEmpty() || request.toolUse() == ToolUse.NONE;
    if (profile.toolChoice() == ToolChoice.AUTO) {
      return Json.of(word(ToolUse.AUTO));
    }
    return alone && profile.toolChoice() == ToolChoice.NAMED
        ? Json.object().put("type", "function").put("name", output.get().name()).build()
        : Json.of(word(ToolUse.REQUIRED));
  }

  private static String word(ToolUse use) {
    return switch (use) {
      case AUTO -> "auto";
      case REQUIRED -> "required";
      case NONE -> "none";
    };
  }

  private void options(ChatOptions options, Optional<JsonObject> format, JsonObject.Builder body) {
    options.temperature().ifPresent(value -> body.put("temperature", value));
    options.topP().ifPresent(value -> body.put("top_p", value));
    options.maxTokens().ifPresent(value -> body.put("max_output_tokens", value));
    if (options.seed().isPresent()) {
      throw lacks("seed");
    }
    if (!options.stop().isEmpty()) {
      throw lacks("stop texts");
    }
    for (Map.Entry<String, Json> extra : options.extra().entrySet()) {
      if (OWNED.contains(extra.getKey())) {
        throw owned(extra.getKey());
      }
      body.put(extra.getKey(), extra.getValue());
    }
    format.ifPresent(value -> put(TEXT, "format", value, body));
    options.reasoningEffort().ifPresent(effort -> put(REASONING, "effort", Json.of(effort), body));
  }

  private static ConfigurationException lacks(String what) {
    return new ConfigurationException(
        "The Responses API has no %s: leave it out, or take the option api=chat".formatted(what));
  }

  /** Puts ours beside what the caller has in the same object, such as {@code text.verbosity}. */
  private void put(String member, String name, Json value, JsonObject.Builder body) {
    Json own = request.options().extra().getOrDefault(member, JsonObject.empty());
    JsonObject object =
        own.asObject()
            .orElseThrow(
                () ->
                    new ConfigurationException("The option \"%s\" is an object".formatted(member)));
    if (object.has(name)) {
      throw owned(member + "." + name);
    }
    body.put(member, object.with(name, value));
  }

  private static ConfigurationException owned(String name) {
    return new ConfigurationException(
        "The option \"%s\" cannot be set: the request's own part is written there".formatted(name));
  }
}
