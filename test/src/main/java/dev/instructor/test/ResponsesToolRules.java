package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What OpenAI refuses in the tools and in the text format of a response. Fields: "Create a model
 * response" of OpenAI's API reference; wording: errors as users reported them.
 */
final class ResponsesToolRules {
  private static final Set<String> FUNCTION_FIELDS =
      Set.of("type", "name", "description", "parameters", "strict", "defer_loading");
  private static final Set<String> TEXT_FIELDS = Set.of("format", "verbosity");
  private static final Set<String> FORMAT_FIELDS =
      Set.of("type", "name", "description", "schema", "strict");
  private static final int MAX_TOOLS = 128;

  private final OpenAiToolRules shared;

  ResponsesToolRules(StrictSchemaRules strictRules) {
    this.shared = new OpenAiToolRules(strictRules);
  }

  void checkTools(JsonObject body, String model) {
    List<Json> tools = body.items("tools");
    if (tools.size() > MAX_TOOLS) {
      throw Refused.longArray("tools", MAX_TOOLS, tools.size());
    }
    for (int i = 0; i < tools.size(); i++) {
      checkTool(tools.get(i), "tools[" + i + "]");
    }
    if (OpenAiRequestRules.has(body, "parallel_tool_calls")
        && !OpenAiModels.takesParallelToolCalls(model)) {
      throw Refused.unsupportedParameter("parallel_tool_calls");
    }
    body.get("tool_choice")
        .filter(choice -> !choice.isNull())
        .ifPresent(choice -> checkChoice(choice, tools));
  }

  private void checkTool(Json value, String at) {
    JsonObject tool = value.asObject().orElseThrow(() -> Refused.wrongType(at, "an object", value));
    String type = tool.text("type").orElseThrow(() -> Refused.missing(at + ".type"));
    if (!type.equals("function")) {
      return; // The vendor's own tools are not looked into.
    }
    String name = tool.text("name").orElseThrow(() -> Refused.missing(at + ".name"));
    OpenAiToolRules.refuseUnknown(tool, FUNCTION_FIELDS, at);
    OpenAiToolRules.checkName(name, at + ".name");
    tool.get("parameters")
        .filter(schema -> !schema.isNull())
        .flatMap(schema -> shared.schemaProblem(schema, OpenAiToolRules.isStrict(tool)))
        .ifPresent(
            problem -> {
              throw Refused.badRequest(
                  at + ".parameters",
                  "invalid_function_parameters",
                  "Invalid schema for function '" + name + "': " + problem);
            });
  }

  private static void checkChoice(Json choice, List<Json> tools) {
    if (choice instanceof JsonString word) {
      if (!Set.of("none", "auto", "required").contains(word.value())) {
        throw Refused.wrongValue("tool_choice", word.value(), "'none', 'auto', and 'required'");
      }
      if (word.value().equals("required") && tools.isEmpty()) {
        throw Refused.badRequest(
            "tool_choice", "", "Tool choice 'required' must be specified with 'tools' parameter.");
      }
      return;
    }
    JsonObject object =
        choice
            .asObject()
            .orElseThrow(
                () -> Refused.wrongType("tool_choice", "one of an object or a string", choice));
    String type = object.text("type").orElseThrow(() -> Refused.missing("tool_choice.type"));
    if (!type.equals("function")) {
      return;
    }
    String name = object.text("name").orElseThrow(() -> Refused.missing("tool_choice.name"));
    if (tools.stream().noneMatch(tool -> tool.at("/name").equals(Optional.of(Json.of(name))))) {
      throw Refused.badRequest(
          "tool_choice", "", "Tool choice 'function' not found in 'tools' parameter.");
    }
  }

  void checkFormat(JsonObject body, String model) {
    JsonObject text = body.object("text").orElse(JsonObject.empty());
    OpenAiToolRules.refuseUnknown(text, TEXT_FIELDS, "text");
    Optional<JsonObject> format = text.object("format");
    if (format.isEmpty()) {
      return;
    }
    String type = format.get().text("type").orElseThrow(() -> Refused.missing("text.format.type"));
    switch (type) {
      case "text" -> {}
      case "json_object" -> checkJsonMode(body, model);
      case "json_schema" -> checkJsonSchema(format.get(), model);
      default ->
          throw Refused.wrongValue(
              "text.format.type", type, "'json_object', 'json_schema', and 'text'");
    }
  }

  private static void checkJsonMode(JsonObject body, String model) {
    if (!OpenAiModels.hasJsonMode(model)) {
      throw unsupported("json_object", model);
    }
    if (!ResponsesInputRules.text(body).toLowerCase(Locale.ROOT).contains("json")) {
      throw Refused.badRequest(
          "input",
          "",
          "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.");
    }
  }

  private static Refused unsupported(String type, String model) {
    return Refused.badRequest(
        "text.format",
        "",
        "Invalid parameter: 'text.format' of type '%s' is not supported with model version `%s`."
            .formatted(type, model));
  }

  private void checkJsonSchema(JsonObject format, String model) {
    if (!OpenAiModels.hasStructuredOutputs(model)) {
      throw unsupported("json_schema", model);
    }
    String name = format.text("name").orElseThrow(() -> Refused.missing("text.format.name"));
    OpenAiToolRules.refuseUnknown(format, FORMAT_FIELDS, "text.format");
    OpenAiToolRules.checkName(name, "text.format.name");
    Json schema = format.get("schema").orElseThrow(() -> Refused.missing("text.format.schema"));
    shared
        .schemaProblem(schema, OpenAiToolRules.isStrict(format))
        .ifPresent(
            problem -> {
              throw Refused.badRequest(
                  "text.format.schema",
                  "invalid_json_schema",
                  "Invalid schema for response_format '" + name + "': " + problem);
            });
  }
}
