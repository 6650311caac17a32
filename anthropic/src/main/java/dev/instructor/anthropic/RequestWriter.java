package dev.instructor.anthropic;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.chat.OutputDirective;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the body of one Messages request. */
final class RequestWriter {
  static final Set<String> OWNED =
      Set.of("model", "messages", "system", "tools", "tool_choice", "output_format", "stream");

  private static final String OUTPUT_CONFIG = "output_config";
  private static final String THINKING = "thinking";

  private final ChatRequest request;
  private final ModelProfile profile;
  private final ClaudeModel model;
  private final ThinkingChoice thinking;

  /** Whether the model was asked to think and cannot in this conversation. */
  private final boolean thoughtless;

  RequestWriter(ChatRequest request, ModelProfile profile) {
    this.request = request;
    this.profile = profile;
    this.model = ClaudeModel.named(request.model());
    ThinkingChoice asked = ThinkingChoice.of(model, request.model(), request.options());
    this.thinking = asked.in(request.messages());
    this.thoughtless = !thinking.equals(asked);
  }

  JsonObject write(boolean stream) {
    profile.check(request);
    JsonObject.Builder body =
        Json.object().put("model", request.model()).put("max_tokens", maxTokens());
    ToolWriter tools = new ToolWriter(request, isForced());
    JsonObject directive =
        request.output().map(this::directive).orElse(JsonObject.empty()).toBuilder()
            .putAll(tools.write())
            .build();
    CacheMarks.refuseTooMany(request.messages());
    List<Json> system = MessageWriter.system(request.messages());
    tools.words().map(MessageWriter::text).ifPresent(system::add);
    if (system.size() == 1 && !CacheMarks.isMarked(system.get(0))) {
      body.put("system", system.get(0).at("/text").orElseThrow());
    } else if (!system.isEmpty()) {
      body.put("system", Json.array(system));
    }
    body.put("messages", Json.array(MessageWriter.write(request.messages())));
    options(request.options(), directive, body);
    if (stream) {
      body.put("stream", true);
    }
    return body.build();
  }

  /** Returns what has to be given up, a sentence each. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (thoughtless) {
      warnings.add(HostedClaude.thoughtless(request.model()));
    }
    new ToolWriter(request, isForced())
        .words()
        .map(
            words ->
                "%s is asked for in words, not forced: %s takes no forced tool %s"
                    .formatted(
                        request
                            .output()
                            .filter(output -> output.mode() == Mode.TOOLS)
                            .map(output -> "The tool " + output.name())
                            .orElse("A tool"),
                        request.model(),
                        thinking.asked() ? "while it thinks" : "at all"))
        .ifPresent(warnings::add);
    return warnings;
  }

  private int maxTokens() {
    int limit =
        request
            .options()
            .maxTokens()
            .orElseGet(() -> model.maxTokens() + thinking.budget().orElse(0));
    if (thinking.budget().isPresent() && limit <= thinking.budget().getAsInt()) {
      throw new ConfigurationException(
          "The token limit of %s leaves nothing beside the %s tokens for thinking: raise maxTokens or lower reasoningEffort"
              .formatted(limit, thinking.budget().getAsInt()));
    }
    return limit;
  }

  /**
   * A switch expression: a mode that is forgotten here must not compile, rather than be left out of
   * the request.
   */
  private JsonObject directive(OutputDirective output) {
    return switch (output.mode()) {
      case TOOLS -> JsonObject.empty(); // It is one of the tools.
      case JSON_SCHEMA -> schemaFormat(output);
      case JSON -> throw new ConfigurationException("Anthropic has no mode JSON");
      case PROMPTED -> JsonObject.empty(); // The prompt says it all.
      case AUTO ->
          throw new ConfigurationException("A request must name its mode; AUTO is resolved before");
    };
  }

  /**
   * The vendor refuses a forced tool while the model thinks within a budget ("Extended thinking",
   * section "Feature compatibility"), and does not let it think if it does so adaptively, as a
   * recorded answer shows. So the thinking is kept, and the tool asked for in words.
   */
  private boolean isForced() {
    return profile.toolChoice() != ToolChoice.AUTO && model.canBeForced() && !thinking.asked();
  }

  private JsonObject schemaFormat(OutputDirective output) {
    if (!output.strict()) {
      throw new ConfigurationException(
          "Anthropic enforces every schema of mode JSON_SCHEMA, and cannot enforce that of %s (instructor schema --dialect anthropic says why): take mode TOOLS or PROMPTED, or AUTO, which does it by itself"
              .formatted(output.name()));
    }
    JsonObject schema =
        output.description().isEmpty() || output.schema().has("description")
            ? output.schema()
            : output.schema().with("description", Json.of(output.description().get()));
    JsonObject format = Json.object().put("type", "json_schema").put("schema", schema).build();
    return Json.object().put(OUTPUT_CONFIG, Json.object().put("format", format).build()).build();
  }

  private void options(ChatOptions options, JsonObject directive, JsonObject.Builder body) {
    sampling(options, body);
    if (options.seed().isPresent()) {
      throw new ConfigurationException("Anthropic has no seed: leave it out");
    }
    if (!options.stop().isEmpty()) {
      body.put("stop_sequences", Json.strings(options.stop()));
    }
    for (Map.Entry<String, Json> extra : options.extra().entrySet()) {
      if (OWNED.contains(extra.getKey())) {
        throw owned(extra.getKey());
      }
      body.put(extra.getKey(), extra.getValue());
    }
    if (thoughtless) {
      body.remove(THINKING);
    }
    thinking.member().ifPresent(member -> body.put(THINKING, member));
    body.putAll(directive.without(OUTPUT_CONFIG));
    JsonObject config = outputConfig(options, directive);
    if (!config.members().isEmpty()) {
      body.put(OUTPUT_CONFIG, config);
    }
  }

  /** The caller's own members, such as a task budget, beside ours. */
  private JsonObject outputConfig(ChatOptions options, JsonObject directive) {
    JsonObject.Builder config = Json.object();
    if (options.extra().get(OUTPUT_CONFIG) instanceof JsonObject own) {
      if (own.has("format")) {
        throw owned(OUTPUT_CONFIG + ".format");
      }
      config.putAll(own);
    }
    thinking.effort().ifPresent(effort -> config.put("effort", effort));
    directive.object(OUTPUT_CONFIG).ifPresent(config::putAll);
    return config.build();
  }

  private static ConfigurationException owned(String name) {
    return new ConfigurationException(
        "The option \"%s\" cannot be set: the request's own part is written there".formatted(name));
  }

  private void sampling(ChatOptions options, JsonObject.Builder body) {
    Sampling.check(model, request.model(), thinking, options);
    options.temperature().ifPresent(value -> body.put("temperature", value));
    options.topP().ifPresent(value -> body.put("top_p", value));
  }
}
