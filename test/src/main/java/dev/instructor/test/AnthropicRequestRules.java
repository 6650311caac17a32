package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * What Anthropic refuses in a request for a message. Parameters: "Create a Message" of its API
 * reference, those of beta versions included; per model: "Effort", "Extended thinking", "Adaptive
 * thinking" and the migration guides; wording: recorded errors, and errors as users reported them.
 */
final class AnthropicRequestRules {
  private static final Set<String> PARAMETERS =
      Set.of(
          "cache_control",
          "container",
          "context_management",
          "fallbacks",
          "inference_geo",
          "max_tokens",
          "mcp_servers",
          "messages",
          "metadata",
          "model",
          "output_config",
          "output_format",
          "service_tier",
          "speed",
          "stop_sequences",
          "stream",
          "system",
          "temperature",
          "thinking",
          "tool_choice",
          "tools",
          "top_k",
          "top_p");
  private static final int MIN_BUDGET = 1_024;
  private static final String DOCUMENTATION =
      " Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking";

  private AnthropicRequestRules() {}

  static JsonObject parse(String text) {
    try {
      return Json.parse(text).asObject().orElseThrow(AnthropicRequestRules::noJson);
    } catch (InvalidJsonException e) {
      throw noJson();
    }
  }

  private static Refused noJson() {
    return refused("The request body is not valid JSON");
  }

  static Refused refused(String words) {
    return Refused.badRequest("", "", words);
  }

  static Refused required(String at) {
    return refused(at + ": Field required");
  }

  static Refused extra(String at) {
    return refused(at + ": Extra inputs are not permitted");
  }

  /**
   * Checks a body.
   *
   * @throws Refused at the first thing that Anthropic would refuse
   */
  static void check(JsonObject body) {
    for (String name : body.members().keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw extra(name);
      }
    }
    for (String name : List.of("model", "max_tokens", "messages")) {
      if (!body.has(name)) {
        throw required(name);
      }
    }
    String model = body.text("model").orElse("");
    number(body, "max_tokens", 1, Integer.MAX_VALUE);
    number(body, "temperature", 0, 1);
    number(body, "top_p", 0, 1);
    number(body, "top_k", 0, Integer.MAX_VALUE);
    checkMaxTokens(body, model);
    checkStream(body);
    checkStop(body);
    checkSampling(body, model);
    checkThinking(body, model);
    checkOutput(body, model);
    AnthropicMessageRules.check(body, model);
    AnthropicToolRules.check(body, model);
  }

  private static void number(JsonObject body, String name, long least, long most) {
    Json value = body.get(name).orElse(Json.ofNull());
    if (!body.has(name)) {
      return;
    }
    if (!(value instanceof JsonNumber number)) {
      throw refused(name + ": Input should be a valid number");
    }
    if (number.value().compareTo(BigDecimal.valueOf(least)) < 0) {
      throw refused(name + ": Input should be greater than or equal to " + least);
    }
    if (number.value().compareTo(BigDecimal.valueOf(most)) > 0) {
      throw refused(name + ": Input should be less than or equal to " + most);
    }
  }

  private static long integer(JsonObject holder, String name) {
    return holder.get(name).orElse(Json.ofNull()) instanceof JsonNumber number
        ? number.value().longValue()
        : 0;
  }

  private static void checkMaxTokens(JsonObject body, String model) {
    long limit = integer(body, "max_tokens");
    if (limit > AnthropicModels.maxTokens(model)) {
      throw refused(
          "max_tokens: %s > %s, which is the maximum allowed number of output tokens for %s"
              .formatted(limit, AnthropicModels.maxTokens(model), model));
    }
  }

  private static void checkStream(JsonObject body) {
    if (body.has("stream") && !(body.get("stream").orElseThrow() instanceof JsonBoolean)) {
      throw refused("stream: Input should be a valid boolean");
    }
  }

  private static void checkStop(JsonObject body) {
    Json stop = body.get("stop_sequences").orElse(Json.array(List.of()));
    if (!(stop instanceof JsonArray stops)) {
      throw refused("stop_sequences: Input should be a valid list");
    }
    for (Json each : stops.items()) {
      if (!(each instanceof JsonString text) || text.value().isBlank()) {
        throw refused("stop_sequences: each stop sequence must contain non-whitespace");
      }
    }
  }

  private static void checkSampling(JsonObject body, String model) {
    if (!AnthropicModels.samples(model)) {
      for (String name : List.of("temperature", "top_p", "top_k")) {
        if (body.has(name) && !body.get(name).orElseThrow().sameAs(Json.of(1))) {
          throw refused("`" + name + "` is deprecated for this model.");
        }
      }
    } else if (AnthropicModels.samplesByOneOnly(model)
        && body.has("temperature")
        && body.has("top_p")) {
      throw refused(
          "`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
    }
  }

  private static void checkThinking(JsonObject body, String model) {
    JsonObject thinking = body.object("thinking").orElse(JsonObject.empty());
    String type = thinking.text("type").orElse("");
    switch (type) {
      case "enabled" -> checkBudget(body, thinking, model);
      case "adaptive" -> {
        if (!AnthropicModels.adapts(model)) {
          throw refused("adaptive thinking is not supported on this model");
        }
      }
      case "disabled" -> {
        if (AnthropicModels.alwaysThinks(model)) {
          throw refused("\"thinking.type.disabled\" is not supported for this model.");
        }
      }
      default -> {
        if (body.has("thinking") && !type.equals("between_tools")) {
          throw refused(
              "thinking: Input tag '%s' found using 'type' does not match any of the expected tags: 'adaptive', 'disabled', 'enabled'"
                  .formatted(type));
        }
      }
    }
  }

  private static void checkBudget(JsonObject body, JsonObject thinking, String model) {
    if (!AnthropicModels.takesBudget(model)) {
      throw refused(
          "\"thinking.type.enabled\" is not supported for this model. Use \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking behavior.");
    }
    long budget = integer(thinking, "budget_tokens");
    if (!thinking.has("budget_tokens")) {
      throw required("thinking.enabled.budget_tokens");
    }
    if (budget < MIN_BUDGET) {
      throw refused(
          "thinking.enabled.budget_tokens: Input should be greater than or equal to " + MIN_BUDGET);
    }
    if (integer(body, "max_tokens") <= budget) {
      throw refused("`max_tokens` must be greater than `thinking.budget_tokens`." + DOCUMENTATION);
    }
    if (body.has("temperature") && !body.get("temperature").orElseThrow().sameAs(Json.of(1))) {
      throw refused("`temperature` may only be set to 1 when thinking is enabled." + DOCUMENTATION);
    }
    if (body.has("top_k")) {
      throw refused("`top_k` must be unset when thinking is enabled." + DOCUMENTATION);
    }
    String choice =
        body.object("tool_choice").flatMap(stated -> stated.text("type")).orElse("auto");
    if (Set.of("any", "tool").contains(choice)) {
      throw refused("Thinking may not be enabled when tool_choice forces tool use.");
    }
  }

  private static void checkOutput(JsonObject body, String model) {
    JsonObject config = body.object("output_config").orElse(JsonObject.empty());
    config
        .text("effort")
        .filter(effort -> !AnthropicModels.efforts(model).contains(effort))
        .ifPresent(
            effort -> {
              Set<String> supported = AnthropicModels.efforts(model);
              throw supported.isEmpty()
                  ? refused("This model does not support the effort parameter.")
                  : refused(
                      "This model does not support effort level '%s'. Supported levels: %s."
                          .formatted(effort, String.join(", ", supported)));
            });
    for (String name : config.members().keySet()) {
      if (!Set.of("effort", "format", "task_budget").contains(name)) {
        throw extra("output_config." + name);
      }
    }
    if (config.has("format")) {
      checkFormat(config.get("format").orElseThrow(), "output_config.format", model);
    }
    if (body.has("output_format")) {
      checkFormat(body.get("output_format").orElseThrow(), "output_format", model);
    }
  }

  private static void checkFormat(Json value, String at, String model) {
    if (!AnthropicModels.hasStructuredOutputs(model)) {
      throw extra(at);
    }
    JsonObject format =
        value.asObject().orElseThrow(() -> refused(at + ": Input should be a valid dictionary"));
    for (String name : format.members().keySet()) {
      if (!Set.of("type", "schema").contains(name)) {
        throw extra(at + "." + name);
      }
    }
    if (format.text("type").filter("json_schema"::equals).isEmpty()) {
      throw refused(at + ".type: Input should be 'json_schema'");
    }
    JsonObject schema = format.object("schema").orElseThrow(() -> required(at + ".schema"));
    AnthropicSchemaRules.violations(schema).stream()
        .findFirst()
        .ifPresent(
            words -> {
              throw refused(at + ".schema: " + words);
            });
  }
}
