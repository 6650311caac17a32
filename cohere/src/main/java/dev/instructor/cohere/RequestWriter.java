package dev.instructor.cohere;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
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
import java.util.Optional;
import java.util.Set;

/** Writes the body of one chat request. */
final class RequestWriter {
  static final Set<String> OWNED =
      Set.of(
          "model", "messages", "tools", "tool_choice", "strict_tools", "response_format", "stream");

  private static final String THINKING = "thinking";

  private final ChatRequest request;
  private final ModelProfile profile;
  private final List<ToolSpec> tools;

  private RequestWriter(ChatRequest request, ModelProfile profile) {
    this.request = request;
    this.profile = profile;
    this.tools = request.toolsToTell(profile);
  }

  /**
   * Returns a writer.
   *
   * @throws ConfigurationException if the model lacks what the request asks for
   */
  static RequestWriter of(ChatRequest request, ModelProfile profile) {
    profile.check(request);
    return new RequestWriter(request, profile);
  }

  /** Returns what has to be given up, a sentence each. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>(request.toolChoiceWarnings(profile));
    if (tools.stream().anyMatch(ToolSpec::strict) && !isStrict()) {
      warnings.add(
          "No schema of a tool is enforced: Cohere enforces those of all tools or of none, and that"
              + " of one cannot be");
    }
    return warnings;
  }

  private boolean isStrict() {
    return tools.stream().allMatch(ToolSpec::strict);
  }

  /**
   * Returns the body.
   *
   * @throws ConfigurationException if the format cannot express the request
   */
  JsonObject body(boolean stream) {
    JsonObject.Builder body =
        Json.object()
            .put("model", request.model())
            .put("messages", Json.array(MessageWriter.write(instructed())))
            .putAll(tools());
    request.output().ifPresent(output -> body.putAll(format(output)));
    options(body);
    return body.put("stream", stream).build();
  }

  private boolean canForce() {
    return profile.toolChoice() != ToolChoice.AUTO;
  }

  /**
   * Says in words what the format does not: that JSON is wanted, without which a model can get
   * stuck ("Structured Outputs", section "JSON mode"), and of which form, since it is not
   * documented that the model sees the schema it is held to; and that a tool is to be called, where
   * no choice can be made.
   */
  private List<Message> instructed() {
    ChatRequest said = request.withToolChoiceInWords(profile);
    return request.asksIn(Mode.JSON_SCHEMA)
        ? said.instructed(request.output().orElseThrow().instruction()).messages()
        : said.messages();
  }

  private JsonObject tools() {
    if (tools.isEmpty()) {
      return JsonObject.empty();
    }
    JsonObject.Builder body =
        Json.object().put("tools", Json.array(tools.stream().map(RequestWriter::tool).toList()));
    // One switch for all of them.
    if (isStrict()) {
      body.put("strict_tools", true);
    }
    choice().ifPresent(choice -> body.put("tool_choice", choice));
    return body.build();
  }

  private Optional<String> choice() {
    if (!canForce()) {
      return Optional.empty();
    }
    return request.asksIn(Mode.TOOLS) || request.toolUse() == ToolUse.REQUIRED
        ? Optional.of("REQUIRED")
        : Optional.of("NONE").filter(none -> request.toolUse() == ToolUse.NONE);
  }

  private static JsonObject tool(ToolSpec tool) {
    JsonObject.Builder function = Json.object().put("name", tool.name());
    tool.description().ifPresent(text -> function.put("description", text));
    function.put("parameters", tool.schema());
    return Json.object().put("type", "function").put("function", function.build()).build();
  }

  /**
   * A switch expression: a mode that is forgotten here must not compile, rather than be left out of
   * the request.
   */
  private static JsonObject format(OutputDirective output) {
    return switch (output.mode()) {
      case JSON_SCHEMA -> format(Json.object().put("json_schema", output.schema()));
      case JSON -> format(Json.object());
      // A tool, or the prompt, says it all.
      case TOOLS, PROMPTED, AUTO -> JsonObject.empty();
    };
  }

  private static JsonObject format(JsonObject.Builder more) {
    JsonObject format = Json.object().put("type", "json_object").putAll(more.build()).build();
    return Json.object().put("response_format", format).build();
  }

  private void options(JsonObject.Builder body) {
    ChatOptions options = request.options();
    options.temperature().ifPresent(value -> body.put("temperature", value));
    options.topP().ifPresent(value -> body.put("p", value));
    options.maxTokens().ifPresent(value -> body.put(profile.maxTokensParameter(), value));
    options.seed().ifPresent(value -> body.put("seed", value));
    if (!options.stop().isEmpty()) {
      body.put("stop_sequences", Json.strings(options.stop()));
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
    thinking(options).ifPresent(thinking -> body.put(THINKING, thinking));
  }

  /**
   * An effort is a budget of tokens: {@code low} and {@code medium} have 1,024 and 4,096, {@code
   * high} has none and so no limit, {@code none} switches thinking off ("Reasoning").
   */
  private static Optional<JsonObject> thinking(ChatOptions options) {
    Optional<String> effort = options.reasoningEffort();
    if (effort.isPresent() && options.extra().containsKey(THINKING)) {
      throw new ConfigurationException(
          "reasoningEffort and the option \"thinking\" both say how much Cohere is to think; keep"
              + " one of them");
    }
    return effort.map(
        word ->
            switch (word) {
              case "none" -> Json.object().put("type", "disabled").build();
              case "low" -> budget(1_024);
              case "medium" -> budget(4_096);
              case "high" -> Json.object().put("type", "enabled").build();
              default -> budget(tokens(word));
            });
  }

  private static JsonObject budget(int tokens) {
    return Json.object().put("type", "enabled").put("token_budget", (long) tokens).build();
  }

  private static int tokens(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          "Cohere thinks within a budget: reasoningEffort is none, low, medium, high or a number of"
              + " tokens, not '"
              + word
              + "'");
    }
  }
}
