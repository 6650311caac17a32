package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * What Bedrock refuses in a Converse request ("Converse" of the API reference; what Claude refuses
 * beside: Anthropic's "Extended thinking"). Wording: errors as users reported them; a member that
 * there is not is told as AWS's SDK tells it, which looks before it sends.
 */
final class BedrockRequestRules {
  private static final Set<String> MEMBERS =
      Set.of(
          "additionalModelRequestFields",
          "additionalModelResponseFieldPaths",
          "guardrailConfig",
          "inferenceConfig",
          "messages",
          "outputConfig",
          "performanceConfig",
          "promptVariables",
          "requestMetadata",
          "serviceTier",
          "system",
          "toolConfig");

  private static final Set<String> INFERENCE =
      Set.of("maxTokens", "stopSequences", "temperature", "topP");

  private BedrockRequestRules() {}

  static Refused refused(String words) {
    return new Refused(400, "ValidationException", "", "", words);
  }

  static Refused unsupported(String field) {
    return refused(
        "This model doesn't support the %s field. Remove %s and try again."
            .formatted(field, field));
  }

  static void members(JsonObject object, Set<String> known, String at) {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw refused(
            "Unknown parameter in %s: \"%s\", must be one of: %s"
                .formatted(at, name, String.join(", ", known.stream().sorted().toList())));
      }
    }
  }

  /**
   * Checks a body.
   *
   * @throws Refused at the first thing that Bedrock would refuse
   */
  static void check(JsonObject body, String model, boolean streamed) {
    members(body, MEMBERS, "input");
    inference(body.object("inferenceConfig").orElse(JsonObject.empty()));
    if (!body.items("system").isEmpty() && !BedrockModels.hasSystem(model)) {
      throw refused(
          "This model doesn't support system messages. Try again without system messages or use a model that supports system messages.");
    }
    BedrockMessageRules.check(body, model);
    BedrockToolRules.check(body, model, streamed);
    output(body, model);
    if (BedrockModels.isClaude(model)) {
      claude(body, model);
    }
  }

  private static void inference(JsonObject config) {
    members(config, INFERENCE, "inferenceConfig");
    number(config, "maxTokens", BigDecimal.ONE, Optional.empty());
    number(config, "temperature", BigDecimal.ZERO, Optional.of(BigDecimal.ONE));
    number(config, "topP", BigDecimal.ZERO, Optional.of(BigDecimal.ONE));
    for (Json stop : config.items("stopSequences")) {
      if (!(stop instanceof JsonString text) || text.value().isEmpty()) {
        throw constraint(
            stop, "inferenceConfig.stopSequences", "have length greater than or equal to 1");
      }
    }
  }

  private static void number(
      JsonObject config, String name, BigDecimal least, Optional<BigDecimal> most) {
    Json value = config.get(name).orElse(Json.of(1));
    String at = "inferenceConfig." + name;
    if (!(value instanceof JsonNumber number)) {
      throw new Refused(400, "SerializationException", "", "", "");
    }
    if (number.value().compareTo(least) < 0) {
      throw constraint(value, at, "have value greater than or equal to " + least);
    }
    if (most.filter(limit -> number.value().compareTo(limit) > 0).isPresent()) {
      throw constraint(value, at, "have value less than or equal to " + most.get());
    }
  }

  static Refused constraint(Json value, String at, String rule) {
    return refused(
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must %s"
            .formatted(value.asText().orElse(value.toString()), at, rule));
  }

  /** "Get validated JSON results from models". */
  private static void output(JsonObject body, String model) {
    if (!body.has("outputConfig")) {
      return;
    }
    if (!BedrockModels.isStructured(model)) {
      throw unsupported("outputConfig.textFormat");
    }
    JsonObject format =
        body.at("/outputConfig/textFormat").flatMap(Json::asObject).orElse(JsonObject.empty());
    if (!format.text("type").equals(Optional.of("json_schema"))) {
      throw constraint(
          format.get("type").orElse(Json.ofNull()),
          "outputConfig.textFormat.type",
          "satisfy enum value set: [json_schema]");
    }
    String schema =
        format
            .at("/structure/jsonSchema/schema")
            .flatMap(Json::asText)
            .orElseThrow(
                () ->
                    refused("outputConfig.textFormat.structure.jsonSchema.schema: Field required"));
    try {
      schema(
          Json.parse(schema).asObject().orElse(JsonObject.empty()),
          "output_config.format.schema",
          model);
    } catch (InvalidJsonException e) {
      throw refused("outputConfig.textFormat.structure.jsonSchema.schema: Invalid JSON");
    }
  }

  /** The subset that is enforced is Anthropic's; its limits are those of Claude. */
  static void schema(JsonObject schema, String at, String model) {
    Optional<String> violation =
        AnthropicSchemaRules.violations(schema).stream()
            .filter(
                words -> BedrockModels.isClaude(model) || !words.startsWith("Schemas contains too"))
            .findFirst();
    if (violation.isPresent()) {
      throw refused(
          "The model returned the following errors: %s: %s".formatted(at, violation.get()));
    }
  }

  /** Returns whether a request has the model think. */
  static boolean thinks(JsonObject body) {
    return fields(body)
        .object("thinking")
        .flatMap(thinking -> thinking.text("type"))
        .filter(type -> !type.equals("disabled"))
        .isPresent();
  }

  private static JsonObject fields(JsonObject body) {
    return body.object("additionalModelRequestFields").orElse(JsonObject.empty());
  }

  private static void claude(JsonObject body, String model) {
    JsonObject choice =
        body.at("/toolConfig/toolChoice").flatMap(Json::asObject).orElse(JsonObject.empty());
    if (thinks(body) && (choice.has("any") || choice.has("tool"))) {
      throw ofModel("Thinking may not be enabled when tool_choice forces tool use.");
    }
    JsonObject config = body.object("inferenceConfig").orElse(JsonObject.empty());
    Optional<Json> temperature = config.get("temperature");
    if (thinks(body) && temperature.filter(value -> !isOne(value)).isPresent()) {
      throw ofModel("`temperature` may only be set to 1 when thinking is enabled.");
    }
    String name = BedrockModels.anthropicName(model);
    if (!AnthropicModels.samples(name) && (config.has("temperature") || config.has("topP"))) {
      throw ofModel("`temperature` is deprecated for this model.");
    }
    Optional<JsonNumber> budget =
        fields(body).at("/thinking/budget_tokens").map(JsonNumber.class::cast);
    Optional<JsonNumber> limit = config.get("maxTokens").map(JsonNumber.class::cast);
    if (budget.isPresent()
        && limit.isPresent()
        && limit.get().value().compareTo(budget.get().value()) <= 0) {
      throw ofModel("`max_tokens` must be greater than `thinking.budget_tokens`.");
    }
  }

  private static boolean isOne(Json value) {
    return value instanceof JsonNumber number && number.value().compareTo(BigDecimal.ONE) == 0;
  }

  private static Refused ofModel(String words) {
    return refused("The model returned the following errors: " + words);
  }
}
