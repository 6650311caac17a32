package dev.instructor.ollama;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.ToolSpec;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the body of one chat request. */
final class RequestWriter {
  static final Set<String> OWNED = Set.of("model", "messages", "tools", "format", "stream");

  private static final String THINK = "think";
  private static final String OPTIONS = "options";

  /** What stands beside the options that control generation; all else is one of those. */
  private static final Set<String> MEMBERS =
      Set.of(THINK, OPTIONS, "keep_alive", "truncate", "shift", "logprobs", "top_logprobs");

  private final ChatRequest request;
  private final ModelProfile profile;

  private RequestWriter(ChatRequest request, ModelProfile profile) {
    this.request = request;
    this.profile = profile;
  }

  /**
   * Returns the body.
   *
   * @throws ConfigurationException if the format cannot express the request
   */
  static JsonObject write(ChatRequest request, ModelProfile profile, boolean stream) {
    profile.check(request);
    return new RequestWriter(request, profile).body(stream);
  }

  private JsonObject body(boolean stream) {
    JsonObject.Builder body =
        Json.object()
            .put("model", request.model())
            .put("messages", Json.array(MessageWriter.write(instructed())))
            .putAll(tools());
    request.output().flatMap(RequestWriter::format).ifPresent(format -> body.put("format", format));
    options(body);
    // Unless told otherwise, the server streams.
    return body.put("stream", stream).build();
  }

  /**
   * Says in words what the format does not: the schema, which becomes a grammar that the model does
   * not see ("Structured Outputs": it is ideal to pass it in the prompt too), and that a tool is to
   * be called, since there is no choice among them.
   */
  private List<Message> instructed() {
    ChatRequest said = request.withToolChoiceInWords(profile);
    return request.asksIn(Mode.JSON_SCHEMA)
        ? said.instructed(request.output().orElseThrow().instruction()).messages()
        : said.messages();
  }

  private JsonObject tools() {
    List<ToolSpec> tools = request.toolsToTell(profile);
    return tools.isEmpty()
        ? JsonObject.empty()
        : Json.object()
            .put("tools", Json.array(tools.stream().map(RequestWriter::tool).toList()))
            .build();
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
  private static Optional<Json> format(OutputDirective output) {
    return switch (output.mode()) {
      case JSON_SCHEMA -> Optional.of(output.schema());
      case JSON -> Optional.of(Json.of("json"));
      // A tool, or the prompt, says it all.
      case TOOLS, PROMPTED, AUTO -> Optional.empty();
    };
  }

  private void options(JsonObject.Builder body) {
    ChatOptions options = request.options();
    JsonObject.Builder generation = Json.object();
    options.temperature().ifPresent(value -> generation.put("temperature", value));
    options.topP().ifPresent(value -> generation.put("top_p", value));
    options.maxTokens().ifPresent(value -> generation.put(profile.maxTokensParameter(), value));
    options.seed().ifPresent(value -> generation.put("seed", value));
    if (!options.stop().isEmpty()) {
      generation.put("stop", Json.strings(options.stop()));
    }
    for (Map.Entry<String, Json> extra : options.extra().entrySet()) {
      if (OWNED.contains(extra.getKey())) {
        throw new ConfigurationException(
            "The option \"%s\" cannot be set: the request's own part is written there"
                .formatted(extra.getKey()));
      }
      if (!MEMBERS.contains(extra.getKey())) {
        generation.put(extra.getKey(), extra.getValue());
      } else if (!extra.getKey().equals(OPTIONS)) {
        body.put(extra.getKey(), extra.getValue());
      }
    }
    Optional.ofNullable(options.extra().get(OPTIONS))
        .flatMap(Json::asObject)
        .ifPresent(generation::putAll);
    think(options).ifPresent(think -> body.put(THINK, think));
    JsonObject all = generation.build();
    if (!all.members().isEmpty()) {
      body.put(OPTIONS, all);
    }
  }

  /** "Thinking", section "Enable thinking in API calls". */
  private static Optional<Json> think(ChatOptions options) {
    Optional<String> effort = options.reasoningEffort();
    if (effort.isPresent() && options.extra().containsKey(THINK)) {
      throw new ConfigurationException(
          "reasoningEffort and the option \"think\" both say how much the model is to think; keep"
              + " one of them");
    }
    return effort.map(
        word ->
            switch (word) {
              case "none" -> Json.of(false);
              case "low", "medium", "high", "max" -> Json.of(word);
              default ->
                  throw new ConfigurationException(
                      "Ollama's models think none, low, medium, high or max: reasoningEffort cannot be '%s'"
                          .formatted(word));
            });
  }
}
