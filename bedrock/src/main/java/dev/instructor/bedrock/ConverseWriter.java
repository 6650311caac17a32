package dev.instructor.bedrock;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the body of one Converse request (Amazon Bedrock API Reference, "Converse"). */
final class ConverseWriter {
  static final Set<String> OWNED =
      Set.of("modelId", "messages", "system", "inferenceConfig", "toolConfig", "outputConfig");

  private static final String MODEL_FIELDS = "additionalModelRequestFields";

  private final ChatRequest request;
  private final ModelProfile profile;
  private final Family family;
  private final Reasoning reasoning;
  private final JsonObject modelFields;
  private final Optional<JsonObject> format;
  private final Tools tools;

  /**
   * Creates a writer.
   *
   * @param base the model that stands behind the request's name
   */
  ConverseWriter(ChatRequest request, ModelProfile profile, Family family, String base) {
    this.request = request;
    this.profile = profile;
    this.family = family;
    this.modelFields = own(request.options());
    this.reasoning = Reasoning.of(family, base, request, modelFields);
    // Its own check goes first: it refuses tools that are only told, too.
    this.tools = Tools.of(request, profile, family.strict(), reasoning.forcible());
    profile.check(request);
    this.format = request.output().map(ConverseWriter::format);
  }

  private static JsonObject own(ChatOptions options) {
    Optional<Json> stated = Optional.ofNullable(options.extra().get(MODEL_FIELDS));
    return stated
        .map(
            value ->
                value
                    .asObject()
                    .orElseThrow(
                        () ->
                            new ConfigurationException(
                                "The option \"%s\" has to be an object".formatted(MODEL_FIELDS))))
        .orElse(JsonObject.empty());
  }

  /** Returns what has to be given up, a sentence each. */
  List<String> warnings() {
    boolean thinking = !reasoning.members().members().isEmpty() && !reasoning.forcible();
    return Stream.concat(
            reasoning.warnings().stream(), tools.warning(request.model(), thinking).stream())
        .toList();
  }

  JsonObject write() {
    List<Json> system = new ArrayList<>(MessageWriter.system(request.messages(), family));
    tools.words().ifPresent(words -> system.add(MessageWriter.text(words)));
    boolean apart = !family.has(Family.Trait.NO_SYSTEM);
    JsonObject.Builder body =
        Json.object()
            .put(
                "messages",
                Json.array(
                    MessageWriter.write(request.messages(), apart ? List.of() : system, family)));
    if (apart && !system.isEmpty()) {
      body.put("system", Json.array(system));
    }
    put(body, "inferenceConfig", inference(request.options()));
    format.ifPresent(body::putAll);
    put(body, "toolConfig", tools.config());
    put(body, MODEL_FIELDS, fields());
    extra(request.options(), body);
    return body.build();
  }

  private JsonObject fields() {
    JsonObject own = reasoning.warnings().isEmpty() ? modelFields : modelFields.without("thinking");
    return own.toBuilder().putAll(reasoning.members()).build();
  }

  private static void put(JsonObject.Builder body, String name, JsonObject value) {
    if (!value.members().isEmpty()) {
      body.put(name, value);
    }
  }

  /**
   * A switch expression: a mode that is forgotten here must not compile, rather than be left out of
   * the request.
   */
  private static JsonObject format(OutputDirective output) {
    return switch (output.mode()) {
      case TOOLS, PROMPTED -> JsonObject.empty(); // Among the tools, or in the prompt.
      case JSON_SCHEMA -> Json.object().put("outputConfig", schemaFormat(output)).build();
      case JSON ->
          throw new ConfigurationException("Bedrock has no mode JSON: take another profile");
      case AUTO ->
          throw new ConfigurationException("A request must name its mode; AUTO is resolved before");
    };
  }

  /** "OutputConfig" of the API reference: the schema stands there as text. */
  private static JsonObject schemaFormat(OutputDirective output) {
    if (!output.strict()) {
      throw new ConfigurationException(
          "Bedrock enforces every schema of mode JSON_SCHEMA, and cannot enforce that of %s (instructor schema --dialect anthropic says why): take mode TOOLS or PROMPTED, or AUTO, which does it by itself"
              .formatted(output.name()));
    }
    JsonObject.Builder definition =
        Json.object().put("name", output.name()).put("schema", output.schema().toString());
    output
        .description()
        .filter(text -> !text.isBlank())
        .ifPresent(text -> definition.put("description", text));
    JsonObject structure = Json.object().put("jsonSchema", definition.build()).build();
    return Json.object()
        .put(
            "textFormat",
            Json.object().put("type", "json_schema").put("structure", structure).build())
        .build();
  }

  /** "InferenceConfiguration" of the API reference. */
  private JsonObject inference(ChatOptions options) {
    if (options.seed().isPresent()) {
      throw new ConfigurationException("Bedrock has no seed: leave it out");
    }
    if (reasoning.budget().isPresent()
        && options.maxTokens().isPresent()
        && options.maxTokens().getAsInt() <= reasoning.budget().getAsInt()) {
      throw new ConfigurationException(
          "The token limit of %s leaves nothing beside the %s tokens for thinking: raise maxTokens or lower reasoningEffort"
              .formatted(options.maxTokens().getAsInt(), reasoning.budget().getAsInt()));
    }
    JsonObject.Builder config = Json.object();
    options.maxTokens().ifPresent(value -> config.put(profile.maxTokensParameter(), (long) value));
    options.temperature().ifPresent(value -> config.put("temperature", value));
    options.topP().ifPresent(value -> config.put("topP", value));
    if (!options.stop().isEmpty()) {
      config.put("stopSequences", Json.strings(options.stop()));
    }
    return config.build();
  }

  private static void extra(ChatOptions options, JsonObject.Builder body) {
    for (Map.Entry<String, Json> extra : options.extra().entrySet()) {
      if (OWNED.contains(extra.getKey())) {
        throw new ConfigurationException(
            "The option \"%s\" cannot be set: the request's own part is written there"
                .formatted(extra.getKey()));
      }
      if (!extra.getKey().equals(MODEL_FIELDS)) {
        body.put(extra.getKey(), extra.getValue());
      }
    }
  }
}
