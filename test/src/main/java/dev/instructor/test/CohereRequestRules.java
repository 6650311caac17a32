package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Cohere refuses in a request for an answer. Parameters, types and ranges: API reference,
 * "Chat"; wording: "Errors (status codes and description)", as far as it has the case.
 */
final class CohereRequestRules {
  private static final Set<String> PARAMETERS =
      Set.of(
          "citation_options",
          "documents",
          "frequency_penalty",
          "k",
          "logprobs",
          "max_tokens",
          "messages",
          "model",
          "p",
          "presence_penalty",
          "priority",
          "response_format",
          "safety_mode",
          "seed",
          "stop_sequences",
          "stream",
          "strict_tools",
          "temperature",
          "thinking",
          "tool_choice",
          "tools");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern WITHOUT_CHOICE =
      Pattern.compile("^command-r(-plus)?(-0[0-9]-2024)?$");
  private static final Pattern UNSTRUCTURED = Pattern.compile("^command(-light)?(-nightly)?$|aya-");
  private static final int MAX_STOPS = 5;

  private CohereRequestRules() {}

  static JsonObject parse(String text) {
    try {
      return Json.parse(text).asObject().orElseThrow(CohereRequestRules::noJson);
    } catch (InvalidJsonException e) {
      throw noJson();
    }
  }

  private static Refused noJson() {
    return refused("invalid json syntax");
  }

  static Refused refused(int status, String words) {
    return new Refused(status, "", "", "", words);
  }

  static Refused refused(String words) {
    return refused(400, words);
  }

  /**
   * Checks a body.
   *
   * @throws Refused at the first thing that Cohere would refuse
   */
  static void check(JsonObject body) {
    for (String name : body.members().keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw refused(422, "unknown field: parameter " + name + " is not a valid field");
      }
    }
    String model =
        body.text("model")
            .filter(name -> !name.isEmpty())
            .orElseThrow(() -> refused("a model parameter is required for this endpoint."));
    number(body, "temperature", "0", "1.0");
    number(body, "p", "0.01", "0.99");
    number(body, "k", "0", "500");
    number(body, "frequency_penalty", "0", "1");
    number(body, "presence_penalty", "0", "1");
    number(body, "max_tokens", "0", "1000000");
    number(body, "seed", "0", "18446744073709552000");
    number(body, "priority", "0", "999");
    for (String name : List.of("stream", "strict_tools", "logprobs")) {
      if (body.has(name) && !(body.get(name).orElseThrow() instanceof JsonBoolean)) {
        throw refused(422, "invalid type: parameter " + name + " is of type bool");
      }
    }
    checkStops(body.get("stop_sequences").orElse(Json.array(List.of())));
    checkThinking(body);
    checkTools(body, model);
    checkFormat(body, model);
    CohereMessageRules.check(body, model);
  }

  private static void number(JsonObject body, String name, String least, String most) {
    if (!body.has(name)) {
      return;
    }
    if (!(body.get(name).orElseThrow() instanceof JsonNumber number)) {
      throw refused(422, "invalid type: parameter " + name + " is of type number");
    }
    if (number.value().compareTo(new BigDecimal(least)) < 0
        || number.value().compareTo(new BigDecimal(most)) > 0) {
      throw refused(
          "invalid request: %s must be between %s and %s inclusive.".formatted(name, least, most));
    }
  }

  private static void checkStops(Json stops) {
    if (!(stops instanceof JsonArray all)
        || all.items().stream().anyMatch(stop -> stop.asText().isEmpty())) {
      throw refused(422, "invalid type: parameter stop_sequences is of type array of strings");
    }
    if (all.items().size() > MAX_STOPS) {
      throw refused(
          "invalid request: stop_sequences must have at most %s elements - received %s"
              .formatted(MAX_STOPS, all.items().size()));
    }
  }

  private static void checkThinking(JsonObject body) {
    if (!body.has("thinking")) {
      return;
    }
    JsonObject thinking =
        body.object("thinking")
            .orElseThrow(() -> refused(422, "invalid type: parameter thinking is of type object"));
    if (!Set.of("enabled", "disabled").contains(thinking.text("type").orElse(""))) {
      throw refused("invalid request: thinking.type must be one of 'enabled', or 'disabled'.");
    }
    number(thinking, "token_budget", "1", "1000000");
  }

  private static void checkTools(JsonObject body, String model) {
    List<Json> tools = body.items("tools");
    for (Json tool : tools) {
      JsonObject function =
          tool.asObject()
              .filter(object -> object.text("type").filter("function"::equals).isPresent())
              .flatMap(object -> object.object("function"))
              .orElseThrow(() -> refused("invalid request: tool must be of type function"));
      String name = function.text("name").orElse("");
      if (!NAME.matcher(name).matches()) {
        throw refused(
            "invalid request: tool names can only contain certain characters (A-Za-z0-9_) and can't begin with a digit (provided name: '%s')."
                .formatted(name));
      }
      JsonObject schema =
          function.object("parameters").orElseThrow(() -> refused("schema must be an object"));
      checkRoot(schema);
      if (body.get("strict_tools").filter(Json.of(true)::equals).isPresent()
          && schema.items("required").isEmpty()) {
        throw refused(
            "invalid request: tool '%s' must have at least one required parameter with strict_tools"
                .formatted(name));
      }
    }
    if (!tools.isEmpty() && (model.contains("vision") || UNSTRUCTURED.matcher(model).find())) {
      throw refused(
          "invalid request: tools are not supported by the provided model: %s.".formatted(model));
    }
    checkChoice(body, model, tools.isEmpty());
  }

  private static void checkChoice(JsonObject body, String model, boolean noTools) {
    if (!body.has("tool_choice")) {
      return;
    }
    if (!Set.of("REQUIRED", "NONE").contains(body.text("tool_choice").orElse(""))) {
      throw refused(422, "invalid request: tool_choice must be one of 'REQUIRED', or 'NONE'.");
    }
    if (noTools) {
      throw refused("invalid request: tool_choice must be used with tools.");
    }
    if (WITHOUT_CHOICE.matcher(model).find()) {
      throw refused(
          "invalid request: tool_choice is not supported by the provided model: %s."
              .formatted(model));
    }
  }

  private static void checkFormat(JsonObject body, String model) {
    if (!body.has("response_format")) {
      return;
    }
    JsonObject format =
        body.object("response_format")
            .orElseThrow(
                () -> refused(422, "invalid type: parameter response_format is of type object"));
    String type = format.text("type").orElse("");
    if (!Set.of("text", "json_object").contains(type)) {
      throw refused(
          422, "invalid request: response_format.type must be one of 'text', or 'json_object'.");
    }
    if (type.equals("text")) {
      return;
    }
    if (UNSTRUCTURED.matcher(model).find()) {
      throw refused(
          "invalid request: response_format is not supported by the provided model: %s."
              .formatted(model));
    }
    if (!body.items("documents").isEmpty() || !body.items("tools").isEmpty()) {
      throw refused("invalid request: response_format is not supported with RAG.");
    }
    for (String name : List.of("json_schema", "schema")) {
      if (format.has(name)) {
        checkRoot(format.object(name).orElseThrow(() -> refused("schema must be an object")));
      }
    }
  }

  private static void checkRoot(JsonObject schema) {
    if (schema.text("type").filter("object"::equals).isEmpty()) {
      throw refused("schema must be an object");
    }
  }
}
