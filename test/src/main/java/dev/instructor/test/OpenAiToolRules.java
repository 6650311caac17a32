package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What OpenAI refuses in the tools and in the response format of a chat completion. Fields: "Create
 * chat completion" of OpenAI's API reference, "Function calling" and "Structured model outputs" of
 * its guides; wording: errors as users reported them.
 */
final class OpenAiToolRules {
  private static final String NAME = "^[a-zA-Z0-9_-]+$";
  private static final Pattern NAME_PATTERN = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final int MAX_NAME = 64;
  private static final int MAX_TOOLS = 128;
  private static final Set<String> FUNCTION_FIELDS =
      Set.of("name", "description", "parameters", "strict");
  private static final Set<String> FORMAT_FIELDS =
      Set.of("name", "description", "schema", "strict");

  private final StrictSchemaRules strictRules;

  OpenAiToolRules(StrictSchemaRules strictRules) {
    this.strictRules = strictRules;
  }

  void checkTools(JsonObject body) {
    Json value = body.get("tools").orElse(Json.ofNull());
    if (value.isNull()) {
      for (String name : List.of("tool_choice", "parallel_tool_calls")) {
        if (!body.get(name).orElse(Json.ofNull()).isNull()) {
          throw Refused.badRequest(
              name,
              "",
              "Invalid value for '%1$s': '%1$s' is only allowed when 'tools' are specified."
                  .formatted(name));
        }
      }
      return;
    }
    List<Json> tools =
        value
            .asArray()
            .orElseThrow(() -> Refused.wrongType("tools", "an array of objects", value))
            .items();
    if (tools.isEmpty()) {
      throw Refused.emptyArray("tools");
    }
    if (tools.size() > MAX_TOOLS) {
      throw Refused.longArray("tools", MAX_TOOLS, tools.size());
    }
    for (int i = 0; i < tools.size(); i++) {
      checkTool(tools.get(i), "tools[" + i + "]");
    }
    body.get("tool_choice").ifPresent(choice -> checkChoice(choice, tools));
  }

  private void checkTool(Json value, String at) {
    JsonObject tool = value.asObject().orElseThrow(() -> Refused.wrongType(at, "an object", value));
    String type = tool.text("type").orElseThrow(() -> Refused.missing(at + ".type"));
    if (type.equals("custom")) {
      return;
    }
    if (!type.equals("function")) {
      throw Refused.wrongValue(at + ".type", type, "'function' and 'custom'");
    }
    refuseUnknown(tool, Set.of("type", "function"), at);
    JsonObject function =
        tool.object("function").orElseThrow(() -> Refused.missing(at + ".function"));
    refuseUnknown(function, FUNCTION_FIELDS, at + ".function");
    String name = function.text("name").orElseThrow(() -> Refused.missing(at + ".function.name"));
    checkName(name, at + ".function.name");
    Optional<Json> parameters = function.get("parameters").filter(schema -> !schema.isNull());
    if (parameters.isPresent()) {
      schemaProblem(parameters.get(), isStrict(function))
          .ifPresent(
              problem -> {
                throw Refused.badRequest(
                    at + ".function.parameters",
                    "invalid_function_parameters",
                    "Invalid schema for function '" + name + "': " + problem);
              });
    }
  }

  static void checkName(String name, String at) {
    if (name.isEmpty()) {
      throw Refused.badRequest(
          at,
          "empty_string",
          "Invalid '%s': empty string. Expected a string with minimum length 1, but got an empty string instead."
              .formatted(at));
    }
    if (name.length() > MAX_NAME) {
      throw Refused.longText(at, MAX_NAME, name.length());
    }
    if (!NAME_PATTERN.matcher(name).matches()) {
      throw Refused.mismatch(at, NAME);
    }
  }

  private static void checkChoice(Json choice, List<Json> tools) {
    if (choice.isNull()) {
      return;
    }
    if (choice instanceof JsonString word) {
      if (!Set.of("none", "auto", "required").contains(word.value())) {
        throw Refused.wrongValue("tool_choice", word.value(), "'none', 'auto', and 'required'");
      }
      return;
    }
    JsonObject object =
        choice
            .asObject()
            .orElseThrow(
                () -> Refused.wrongType("tool_choice", "one of a string or an object", choice));
    String type = object.text("type").orElseThrow(() -> Refused.missing("tool_choice.type"));
    if (!Set.of("function", "custom", "allowed_tools").contains(type)) {
      throw Refused.wrongValue(
          "tool_choice.type", type, "'function', 'allowed_tools', and 'custom'");
    }
    if (type.equals("function")) {
      JsonObject function =
          object.object("function").orElseThrow(() -> Refused.missing("tool_choice.function"));
      String name =
          function.text("name").orElseThrow(() -> Refused.missing("tool_choice.function.name"));
      if (tools.stream()
          .noneMatch(tool -> tool.at("/function/name").equals(Optional.of(Json.of(name))))) {
        throw Refused.badRequest(
            "tool_choice", "", "Tool choice '" + name + "' not found in 'tools' parameter.");
      }
    }
  }

  void checkFormat(JsonObject body, String model, List<Json> messages) {
    Json value = body.get("response_format").orElse(Json.ofNull());
    if (value.isNull()) {
      return;
    }
    JsonObject format =
        value
            .asObject()
            .orElseThrow(() -> Refused.wrongType("response_format", "an object", value));
    String type = format.text("type").orElseThrow(() -> Refused.missing("response_format.type"));
    switch (type) {
      case "text" -> {}
      case "json_object" -> checkJsonMode(model, messages);
      case "json_schema" -> checkJsonSchema(format, model);
      default ->
          throw Refused.wrongValue(
              "response_format.type", type, "'json_object', 'json_schema', and 'text'");
    }
  }

  private static void checkJsonMode(String model, List<Json> messages) {
    if (!OpenAiModels.hasJsonMode(model)) {
      throw Refused.badRequest(
          "response_format",
          "",
          "Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.");
    }
    if (!OpenAiMessageRules.text(messages).toLowerCase(Locale.ROOT).contains("json")) {
      throw Refused.badRequest(
          "messages",
          "",
          "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.");
    }
  }

  private void checkJsonSchema(JsonObject format, String model) {
    if (!OpenAiModels.hasStructuredOutputs(model)) {
      throw Refused.badRequest(
          "",
          "",
          "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs");
    }
    String at = "response_format.json_schema";
    JsonObject described = format.object("json_schema").orElseThrow(() -> Refused.missing(at));
    refuseUnknown(described, FORMAT_FIELDS, at);
    String name = described.text("name").orElseThrow(() -> Refused.missing(at + ".name"));
    checkName(name, at + ".name");
    Json schema = described.get("schema").orElseThrow(() -> Refused.missing(at + ".schema"));
    schemaProblem(schema, isStrict(described))
        .ifPresent(
            problem -> {
              throw Refused.badRequest(
                  "response_format",
                  "",
                  "Invalid schema for response_format '" + name + "': " + problem);
            });
  }

  Optional<String> schemaProblem(Json value, boolean strict) {
    if (!(value instanceof JsonObject schema)) {
      return Optional.of(value + " is not of type 'object', 'boolean'.");
    }
    Json type = schema.get("type").orElse(Json.of("None"));
    if (!type.equals(Json.of("object"))) {
      return Optional.of(
          "schema must be a JSON Schema of 'type: \"object\"', got 'type: %s'.".formatted(type));
    }
    return strict ? strictRules.violation(schema) : Optional.empty();
  }

  static boolean isStrict(JsonObject described) {
    return described.get("strict").filter(Json.of(true)::equals).isPresent();
  }

  static void refuseUnknown(JsonObject object, Set<String> known, String at) {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw Refused.unknown(at + "." + name);
      }
    }
  }
}
