package dev.instructor.test;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.JsonSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Anthropic refuses in the tools of a request and in the choice among them. Fields: "Create a
 * Message" of its API reference, "Define tools" and "Strict tool use"; wording: errors as users
 * reported them. The vendor's own tools are taken as they are.
 */
final class AnthropicToolRules {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "description",
          "input_schema",
          "strict",
          "type",
          "cache_control",
          "allowed_callers",
          "defer_loading",
          "eager_input_streaming",
          "input_examples");
  private static final int MAX_STRICT = 20;

  private AnthropicToolRules() {}

  static void check(JsonObject body, String model) {
    List<Json> tools = body.items("tools");
    int strict = 0;
    for (int i = 0; i < tools.size(); i++) {
      strict += tool(tools.get(i), "tools." + i, model) ? 1 : 0;
    }
    if (strict > MAX_STRICT) {
      throw AnthropicRequestRules.refused(
          "Too many strict tools (%s). The maximum number of strict tools supported is %s."
              .formatted(strict, MAX_STRICT));
    }
    choice(body, model, tools);
  }

  /** Checks a tool, and returns whether it is strict. */
  private static boolean tool(Json value, String path, String model) {
    JsonObject tool =
        value
            .asObject()
            .orElseThrow(
                () -> AnthropicRequestRules.refused(path + ": Input should be a valid dictionary"));
    if (!isCustom(tool)) {
      return false;
    }
    String at = path + ".custom";
    for (String name : tool.members().keySet()) {
      if (!FIELDS.contains(name)) {
        throw AnthropicRequestRules.extra(at + "." + name);
      }
    }
    String name = tool.text("name").orElseThrow(() -> AnthropicRequestRules.required(at + ".name"));
    if (!NAME.matcher(name).matches()) {
      throw AnthropicRequestRules.refused(
          at + ".name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
    }
    JsonObject schema =
        tool.object("input_schema")
            .orElseThrow(() -> AnthropicRequestRules.required(at + ".input_schema"));
    schema(schema, at + ".input_schema");
    boolean strict = tool.get("strict").equals(Optional.of(Json.of(true)));
    if (strict) {
      strict(schema, at, model);
    }
    return strict;
  }

  static boolean isCustom(JsonObject tool) {
    return tool.text("type").orElse("custom").equals("custom");
  }

  private static void schema(JsonObject schema, String at) {
    if (!schema.has("type")) {
      throw AnthropicRequestRules.required(at + ".type");
    }
    if (schema.text("type").filter("object"::equals).isEmpty()) {
      throw AnthropicRequestRules.refused(at + ".type: Input should be 'object'");
    }
    if (List.of("oneOf", "allOf", "anyOf").stream().anyMatch(schema::has)) {
      throw AnthropicRequestRules.refused(
          at + ": input_schema does not support oneOf, allOf, or anyOf at the top level");
    }
    try {
      JsonSchema.of(schema).requireValid();
    } catch (ConfigurationException e) {
      throw AnthropicRequestRules.refused(
          at
              + ": JSON schema is invalid. It must match JSON Schema draft 2020-12 (https://json-schema.org/draft/2020-12). Learn more about tool use at https://docs.claude.com/en/docs/tool-use.");
    }
  }

  private static void strict(JsonObject schema, String at, String model) {
    if (!AnthropicModels.hasStructuredOutputs(model)) {
      throw AnthropicRequestRules.extra(at + ".strict");
    }
    AnthropicSchemaRules.violations(schema).stream()
        .findFirst()
        .ifPresent(
            words -> {
              throw AnthropicRequestRules.refused(at + ": " + words);
            });
  }

  private static void choice(JsonObject body, String model, List<Json> tools) {
    if (!body.has("tool_choice")) {
      return;
    }
    if (tools.isEmpty()) {
      throw AnthropicRequestRules.refused(
          "tool_choice may only be specified while providing tools.");
    }
    JsonObject choice =
        body.object("tool_choice")
            .orElseThrow(
                () ->
                    AnthropicRequestRules.refused(
                        "tool_choice: Input should be a valid dictionary"));
    String type =
        choice.text("type").orElseThrow(() -> AnthropicRequestRules.required("tool_choice.type"));
    if (!Set.of("auto", "any", "tool", "none").contains(type)) {
      throw AnthropicRequestRules.refused(
          "tool_choice: Input tag '%s' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool', 'none'"
              .formatted(type));
    }
    if (Set.of("any", "tool").contains(type) && !AnthropicModels.takesForcedTools(model)) {
      throw AnthropicRequestRules.refused(
          "tool_choice: type \"tool\" and \"any\" are not supported for this model.");
    }
    if (type.equals("tool")) {
      String name =
          choice
              .text("name")
              .orElseThrow(() -> AnthropicRequestRules.required("tool_choice.tool.name"));
      if (tools.stream().noneMatch(tool -> tool.at("/name").equals(Optional.of(Json.of(name))))) {
        throw AnthropicRequestRules.refused("Tool '" + name + "' not found in provided tools");
      }
    }
  }
}
