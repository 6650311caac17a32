package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What Google refuses in a request to generate content. Fields and ranges: Gemini API, "Generating
 * content" and "GenerationConfig"; Vertex AI, "Generate content with the Gemini API"; per model:
 * "Gemini thinking"; wording: errors as users reported them, where they are known.
 */
final class GoogleRequestRules {
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "contents",
          "systemInstruction",
          "tools",
          "toolConfig",
          "safetySettings",
          "generationConfig",
          "cachedContent",
          "serviceTier",
          "store");

  /** Vertex AI alone. */
  private static final Set<String> OF_VERTEX = Set.of("labels", "modelArmorConfig");

  private static final Set<String> CONFIG =
      Set.of(
          "stopSequences",
          "responseMimeType",
          "responseSchema",
          "responseJsonSchema",
          "_responseJsonSchema",
          "responseFormat",
          "responseModalities",
          "candidateCount",
          "maxOutputTokens",
          "temperature",
          "topP",
          "topK",
          "seed",
          "presencePenalty",
          "frequencyPenalty",
          "responseLogprobs",
          "logprobs",
          "enableEnhancedCivicAnswers",
          "enableAffectiveDialog",
          "audioTimestamp",
          "speechConfig",
          "thinkingConfig",
          "imageConfig",
          "mediaResolution",
          "routingConfig",
          "modelSelectionConfig");

  private static final Set<String> LEVELS = Set.of("MINIMAL", "LOW", "MEDIUM", "HIGH");
  private static final int MAX_STOPS = 5;

  private GoogleRequestRules() {}

  static Refused refused(String message) {
    return refused("", message);
  }

  /** A 400 that blames a field; an empty one is none. */
  static Refused refused(String field, String message) {
    return new Refused(400, "INVALID_ARGUMENT", field, "", message);
  }

  static Refused unknown(String name, String at) {
    return refused(
        at,
        "Invalid JSON payload received. Unknown name \"%s\"%s: Cannot find field."
            .formatted(name, at.isEmpty() ? "" : " at '" + at + "'"));
  }

  /** Reads a body, with its names in camel case. */
  static JsonObject parse(String text) {
    try {
      return GoogleNames.camel(Json.parse(text)).asObject().orElseThrow(GoogleRequestRules::noJson);
    } catch (InvalidJsonException e) {
      throw noJson();
    }
  }

  private static Refused noJson() {
    return refused("Invalid JSON payload received. Expected an object key or }.");
  }

  /**
   * Checks a body.
   *
   * @throws Refused at the first thing that Google would refuse
   */
  static void check(JsonObject body, String model, boolean vertex) {
    for (String name : body.members().keySet()) {
      if (!FIELDS.contains(name) && !(vertex && OF_VERTEX.contains(name))) {
        throw unknown(name, "");
      }
    }
    GoogleContentRules.check(body, model);
    JsonObject config = object(body, "generationConfig");
    checkConfig(config, model);
    GoogleToolRules.check(body, config, model);
  }

  static JsonObject object(JsonObject holder, String name) {
    Json value = holder.get(name).orElse(JsonObject.empty());
    return value
        .asObject()
        .orElseThrow(
            () ->
                refused(
                    GoogleNames.snake(name),
                    "Invalid value at '%s': expected an object"
                        .formatted(GoogleNames.snake(name))));
  }

  private static void checkConfig(JsonObject config, String model) {
    for (String name : config.members().keySet()) {
      if (!CONFIG.contains(name)) {
        throw unknown(name, "generation_config");
      }
    }
    range(config, "temperature", "0", "2");
    range(config, "topP", "0", "1");
    range(config, "topK", "1", "1000");
    range(config, "candidateCount", "1", "8");
    range(config, "maxOutputTokens", "1", "1000000");
    range(config, "seed", "-2147483648", "2147483647");
    if (config.items("stopSequences").size() > MAX_STOPS) {
      throw invalid("stop_sequences", "should have at most %s elements".formatted(MAX_STOPS));
    }
    checkFormat(config, model);
    checkThinking(object(config, "thinkingConfig"), model);
  }

  private static Refused invalid(String field, String why) {
    String at = "generation_config." + field;
    return refused(at, "* GenerateContentRequest.%s: [FIELD_INVALID] %s".formatted(at, why));
  }

  private static void range(JsonObject config, String name, String least, String most) {
    Json value = config.get(name).orElse(Json.ofNull());
    if (value.isNull()) {
      return;
    }
    if (!(value instanceof JsonNumber number)) {
      throw refused(
          "generation_config." + GoogleNames.snake(name),
          "Invalid value at 'generation_config.%s' (TYPE_NUMBER)"
              .formatted(GoogleNames.snake(name)));
    }
    if (number.value().compareTo(new BigDecimal(least)) < 0
        || number.value().compareTo(new BigDecimal(most)) > 0) {
      throw invalid(
          GoogleNames.snake(name),
          "must be in the range [%s, %s], but it is %s".formatted(least, most, number));
    }
  }

  private static void checkFormat(JsonObject config, String model) {
    String type = config.text("responseMimeType").orElse("text/plain");
    if (!Set.of("text/plain", "application/json", "text/x.enum").contains(type)) {
      throw invalid(
          "response_mime_type",
          "allowed mimetypes are `text/plain`, `application/json`, `application/xml`, `application/yaml` and `text/x.enum`.");
    }
    List<String> schemas =
        List.of("responseSchema", "responseJsonSchema", "_responseJsonSchema").stream()
            .filter(config::has)
            .toList();
    if (schemas.size() > 1) {
      throw invalid("response_json_schema", "must be omitted if response_schema is set");
    }
    if (!schemas.isEmpty() && type.equals("text/plain")) {
      throw invalid(
          GoogleNames.snake(schemas.get(0)),
          "response_mime_type must be set to use a response schema");
    }
    if (GoogleModels.isBare(model) && type.equals("application/json")) {
      throw refused("JSON mode is not enabled for models/" + model);
    }
    if (!schemas.isEmpty() && !schemas.get(0).equals("responseSchema")) {
      JsonObject schema = object(config, schemas.get(0));
      GeminiSchemaRules.refusal(schema)
          .ifPresent(
              violation -> {
                throw invalid(
                    "response_json_schema",
                    "at '%s': %s".formatted(violation.place(), violation.message()));
              });
    }
  }

  private static void checkThinking(JsonObject thinking, String model) {
    for (String name : thinking.members().keySet()) {
      if (!Set.of("includeThoughts", "thinkingBudget", "thinkingLevel").contains(name)) {
        throw unknown(name, "generation_config.thinking_config");
      }
    }
    if (thinking.has("thinkingBudget") && thinking.has("thinkingLevel")) {
      throw refused("You can only set only one of thinking budget and thinking level.");
    }
    if (thinking.has("thinkingLevel")) {
      String level = thinking.text("thinkingLevel").orElse("");
      if (!LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
        throw refused(
            "generation_config.thinking_config.thinking_level",
            "Invalid value at 'generation_config.thinking_config.thinking_level' (type.googleapis.com/google.ai.generativelanguage.v1beta.ThinkingConfig.ThinkingLevel), \"%s\""
                .formatted(level));
      }
      if (!GoogleModels.isThirdOrLater(model)) {
        throw refused("Thinking level is not supported for this model.");
      }
    }
    if (thinking.get("thinkingBudget").orElse(Json.ofNull()) instanceof JsonNumber budget) {
      checkBudget(budget.value().intValue(), model);
    }
    if (!thinking.members().isEmpty() && GoogleModels.isBare(model)) {
      throw refused("Thinking is not enabled for models/" + model);
    }
  }

  private static void checkBudget(int budget, String model) {
    if (budget == 0 && GoogleModels.alwaysThinks(model)) {
      throw refused("Budget 0 is invalid. This model only works in thinking mode.");
    }
    if (GoogleModels.isSecondHalf(model)
        && (budget < -1 || budget > GoogleModels.maxBudget(model))) {
      throw refused(
          "The thinking budget %s is invalid. Please choose a value between 0 and %s."
              .formatted(budget, GoogleModels.maxBudget(model)));
    }
  }
}
