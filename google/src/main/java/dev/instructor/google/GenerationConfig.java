package dev.instructor.google;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes how to generate (Gemini API, "GenerationConfig"). What else the vendor has there, such as
 * {@code topK}, comes from the option {@code generationConfig}.
 */
final class GenerationConfig {
  static final String NAME = "generationConfig";

  private static final String THINKING = "thinkingConfig";

  private static final Set<String> OWNED =
      Set.of(
          "candidateCount",
          "responseMimeType",
          "responseSchema",
          "responseJsonSchema",
          "_responseJsonSchema",
          "responseFormat",
          "candidate_count",
          "response_mime_type",
          "response_schema",
          "response_json_schema",
          "response_format");

  /**
   * Budgets in tokens for the models that have no levels (Google, "OpenAI compatibility", section
   * "Thinking").
   */
  private static final Map<String, Integer> BUDGETS =
      Map.of("none", 0, "minimal", 1_024, "low", 1_024, "medium", 8_192, "high", 24_576);

  private final ModelProfile profile;
  private final String model;
  private final ChatOptions options;

  GenerationConfig(ModelProfile profile, ChatRequest request) {
    this.profile = profile;
    this.model = request.model();
    this.options = request.options();
  }

  void write(JsonObject.Builder config) {
    options.temperature().ifPresent(value -> config.put("temperature", value));
    options.topP().ifPresent(value -> config.put("topP", value));
    options.maxTokens().ifPresent(value -> config.put(profile.maxTokensParameter(), value));
    options.seed().ifPresent(value -> config.put("seed", value));
    if (!options.stop().isEmpty()) {
      config.put("stopSequences", Json.strings(options.stop()));
    }
    options.reasoningEffort().ifPresent(effort -> config.put(THINKING, thinking(effort)));
  }

  /** Returns how much to think: a level, or a number of tokens (Google, "Gemini thinking"). */
  private JsonObject thinking(String effort) {
    String word = effort.strip().toLowerCase(Locale.ROOT);
    if (word.matches("-?[0-9]{1,6}")) {
      return Json.object().put("thinkingBudget", Long.parseLong(word)).build();
    }
    if (!ModelFacts.hasThinkingBudget(model)) {
      return Json.object().put("thinkingLevel", word.toUpperCase(Locale.ROOT)).build();
    }
    Integer budget = BUDGETS.get(word);
    if (budget == null) {
      throw new ConfigurationException(
          "The reasoning effort of %s is one of none, minimal, low, medium, high, or a number of tokens"
              .formatted(model));
    }
    return Json.object().put("thinkingBudget", (long) budget).build();
  }

  /** Adds what the caller wrote in the vendor's own words. */
  void merge(JsonObject.Builder config) {
    Json extra = options.extra().get(NAME);
    if (extra == null) {
      return;
    }
    JsonObject own =
        extra
            .asObject()
            .orElseThrow(
                () -> new ConfigurationException("The option \"generationConfig\" is an object"));
    JsonObject written = config.build();
    config.putAll(written);
    own.members()
        .forEach(
            (name, value) -> {
              if (OWNED.contains(name)) {
                throw RequestWriter.owned(NAME + "." + name);
              }
              if (!written.has(name)) {
                config.put(name, value);
              } else if (name.equals(THINKING) && value instanceof JsonObject more) {
                config.put(name, both(written.object(name).orElse(JsonObject.empty()), more));
              } else {
                throw new ConfigurationException(
                    "The option \"generationConfig\" sets %s, which is set by another option too"
                        .formatted(name));
              }
            });
  }

  private static JsonObject both(JsonObject first, JsonObject second) {
    return first.toBuilder().putAll(second).build();
  }
}
