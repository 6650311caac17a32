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
 * What OpenAI refuses in a request for a chat completion. Parameters and ranges: "Create chat
 * completion" of OpenAI's API reference; per model: its guide "Reasoning models"; wording: recorded
 * errors, and errors as users reported them.
 */
final class OpenAiRequestRules {
  private static final Set<String> PARAMETERS =
      Set.of(
          "audio",
          "frequency_penalty",
          "function_call",
          "functions",
          "logit_bias",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "metadata",
          "modalities",
          "model",
          "moderation",
          "n",
          "parallel_tool_calls",
          "prediction",
          "presence_penalty",
          "prompt_cache_key",
          "prompt_cache_options",
          "prompt_cache_retention",
          "reasoning_effort",
          "response_format",
          "safety_identifier",
          "seed",
          "service_tier",
          "stop",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "user",
          "verbosity",
          "web_search_options");
  private static final List<String> SAMPLING =
      List.of(
          "top_p",
          "presence_penalty",
          "frequency_penalty",
          "logprobs",
          "top_logprobs",
          "logit_bias");
  private static final int MAX_STOPS = 4;

  private final OpenAiToolRules toolRules;

  OpenAiRequestRules(StrictSchemaRules strictRules) {
    this.toolRules = new OpenAiToolRules(strictRules);
  }

  /** Reads a body as every vendor does. */
  static JsonObject parse(String text) {
    try {
      return Json.parse(text).asObject().orElseThrow(OpenAiRequestRules::noJson);
    } catch (InvalidJsonException e) {
      throw noJson();
    }
  }

  private static Refused noJson() {
    return Refused.badRequest(
        "",
        "",
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble figuring out how to fix this, please contact us through our help center at help.openai.com.)");
  }

  /** Returns the messages, which every vendor wants. */
  static List<Json> messages(JsonObject body) {
    Json value = body.get("messages").orElseThrow(() -> Refused.missing("messages"));
    List<Json> messages =
        value
            .asArray()
            .orElseThrow(() -> Refused.wrongType("messages", "an array of objects", value))
            .items();
    if (messages.isEmpty()) {
      throw Refused.emptyArray("messages");
    }
    return messages;
  }

  /**
   * Checks a body.
   *
   * @throws Refused at the first thing that OpenAI would refuse
   */
  void check(JsonObject body) {
    String model =
        body.text("model")
            .filter(name -> !name.isEmpty())
            .orElseThrow(() -> Refused.badRequest("", "", "you must provide a model parameter"));
    checkNames(body, model);
    List<Json> messages = messages(body);
    OpenAiMessageRules.check(messages, model);
    checkRanges(body);
    checkStream(body);
    checkStop(body);
    if (OpenAiModels.reasons(model)) {
      checkReasoning(body, model);
    }
    toolRules.checkTools(body);
    toolRules.checkFormat(body, model, messages);
  }

  private static void checkNames(JsonObject body, String model) {
    List<String> unknown =
        body.members().keySet().stream()
            .filter(
                name ->
                    !PARAMETERS.contains(name)
                        || (name.equals("reasoning_effort")
                            && !OpenAiModels.reasons(model)
                            && has(body, name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw Refused.badRequest(
          "",
          "",
          "Unrecognized request argument%s supplied: %s"
              .formatted(unknown.size() == 1 ? "" : "s", String.join(", ", unknown)));
    }
  }

  private static void checkRanges(JsonObject body) {
    decimal(body, "temperature", 0, 2);
    decimal(body, "top_p", 0, 1);
    decimal(body, "presence_penalty", -2, 2);
    decimal(body, "frequency_penalty", -2, 2);
    integer(body, "n", 1, 128);
    integer(body, "top_logprobs", 0, 20);
    integer(body, "max_tokens", 1, Integer.MAX_VALUE);
    integer(body, "max_completion_tokens", 1, Integer.MAX_VALUE);
    integer(body, "seed", Long.MIN_VALUE, Long.MAX_VALUE);
    if (has(body, "max_tokens") && has(body, "max_completion_tokens")) {
      throw Refused.badRequest(
          "max_tokens",
          "invalid_parameter_combination",
          "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.");
    }
  }

  static void decimal(JsonObject body, String name, int least, int most) {
    if (has(body, name)) {
      Json value = body.get(name).orElseThrow();
      if (!(value instanceof JsonNumber number)) {
        throw Refused.wrongType(name, "a decimal", value);
      }
      checkRange(name, "decimal", number, least, most);
    }
  }

  static void integer(JsonObject body, String name, long least, long most) {
    if (has(body, name)) {
      Json value = body.get(name).orElseThrow();
      if (!(value instanceof JsonNumber number) || !number.isIntegral()) {
        throw Refused.wrongType(name, "an integer", value);
      }
      checkRange(name, "integer", number, least, most);
    }
  }

  private static void checkRange(
      String name, String kind, JsonNumber number, long least, long most) {
    if (number.value().compareTo(BigDecimal.valueOf(most)) > 0) {
      throw outOfRange(name, kind, "above", "maximum", "<= " + most, number);
    }
    if (number.value().compareTo(BigDecimal.valueOf(least)) < 0) {
      throw outOfRange(name, kind, "below", "minimum", ">= " + least, number);
    }
  }

  private static Refused outOfRange(
      String name, String kind, String side, String limit, String range, JsonNumber actual) {
    return Refused.badRequest(
        name,
        "%s_%s_%s_value".formatted(kind, side, limit.substring(0, 3)),
        "Invalid '%s': %s %s %s value. Expected a value %s, but got %s instead."
            .formatted(name, kind, side, limit, range, actual));
  }

  static void checkStream(JsonObject body) {
    Json stream = body.get("stream").orElse(Json.ofNull());
    if (!stream.isNull() && !(stream instanceof JsonBoolean)) {
      throw Refused.wrongType("stream", "a boolean", stream);
    }
    if (has(body, "stream_options") && !stream.equals(Json.of(true))) {
      throw Refused.badRequest(
          "stream_options",
          "",
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
    }
  }

  private static void checkStop(JsonObject body) {
    Json stop = body.get("stop").orElse(Json.ofNull());
    if (stop instanceof JsonArray stops && stops.items().size() > MAX_STOPS) {
      throw Refused.longArray("stop", MAX_STOPS, stops.items().size());
    }
    if (!stop.isNull() && !(stop instanceof JsonArray) && !(stop instanceof JsonString)) {
      throw Refused.wrongType("stop", "one of a string or array of strings", stop);
    }
  }

  private static void checkReasoning(JsonObject body, String model) {
    if (has(body, "max_tokens")) {
      throw Refused.badRequest(
          "max_tokens",
          "unsupported_parameter",
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.");
    }
    body.text("reasoning_effort")
        .ifPresent(effort -> OpenAiModels.checkEffort(effort, "reasoning_effort"));
    if (has(body, "parallel_tool_calls") && !OpenAiModels.takesParallelToolCalls(model)) {
      throw Refused.unsupportedParameter("parallel_tool_calls");
    }
    if (has(body, "stop") && !OpenAiModels.takesStop(model)) {
      throw Refused.unsupportedParameter("stop");
    }
    // The newer ones sample like the rest when they are told not to think.
    if (body.text("reasoning_effort").filter("none"::equals).isPresent()) {
      return;
    }
    Json temperature = body.get("temperature").orElse(Json.ofNull());
    if (!temperature.isNull() && !temperature.sameAs(Json.of(1))) {
      throw Refused.badRequest(
          "temperature",
          "unsupported_value",
          "Unsupported value: 'temperature' does not support %s with this model. Only the default (1) value is supported."
              .formatted(temperature));
    }
    for (String name : SAMPLING) {
      if (has(body, name)) {
        throw Refused.unsupportedParameter(name);
      }
    }
  }

  static boolean has(JsonObject body, String name) {
    return !body.get(name).orElse(Json.ofNull()).isNull();
  }
}
