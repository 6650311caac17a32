package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Bedrock refuses in the tools of a Converse request ("ToolConfiguration", "ToolSpecification"
 * and "ToolChoice" of the API reference).
 */
final class BedrockToolRules {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final Set<String> KINDS = Set.of("auto", "any", "tool");

  private BedrockToolRules() {}

  static void check(JsonObject body, String model, boolean streamed) {
    if (!body.has("toolConfig")) {
      if (BedrockMessageRules.mentionsTools(body)) {
        throw BedrockRequestRules.refused(
            "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
      }
      return;
    }
    JsonObject config = body.object("toolConfig").orElse(JsonObject.empty());
    BedrockRequestRules.members(config, Set.of("tools", "toolChoice"), "toolConfig");
    if (!BedrockModels.hasTools(model)) {
      throw BedrockRequestRules.refused("This model doesn't support tool use.");
    }
    if (streamed && !BedrockModels.streamsTools(model)) {
      throw BedrockRequestRules.refused("This model doesn't support tool use in streaming mode.");
    }
    List<Json> tools = config.items("tools");
    if (tools.isEmpty()) {
      throw BedrockRequestRules.constraint(
          Json.array(tools), "toolConfig.tools", "have length greater than or equal to 1");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tools.size(); i++) {
      JsonObject tool = tools.get(i).asObject().orElse(JsonObject.empty());
      String at = "toolConfig.tools." + i;
      BedrockRequestRules.members(tool, Set.of("toolSpec", "systemTool", "cachePoint"), at);
      if (tool.has("cachePoint")) {
        BedrockMessageRules.cachePoint(model);
      }
      tool.object("toolSpec").ifPresent(spec -> spec(spec, at + ".toolSpec", model, names));
    }
    config.object("toolChoice").ifPresent(choice -> choice(choice, model, names));
  }

  private static void spec(JsonObject spec, String at, String model, Set<String> names) {
    BedrockRequestRules.members(spec, Set.of("name", "description", "inputSchema", "strict"), at);
    String name = spec.text("name").orElse("");
    if (!NAME.matcher(name).matches()) {
      throw BedrockRequestRules.constraint(
          Json.of(name), at + ".name", "satisfy regular expression pattern: [a-zA-Z0-9_-]+");
    }
    if (!names.add(name)) {
      throw BedrockRequestRules.refused(
          "The tool name %s is used more than once. Use unique names and try again."
              .formatted(name));
    }
    if (spec.text("description").filter(String::isEmpty).isPresent()) {
      throw BedrockRequestRules.constraint(
          Json.of(""), at + ".description", "have length greater than or equal to 1");
    }
    Optional<JsonObject> schema = spec.at("/inputSchema/json").flatMap(Json::asObject);
    if (!schema.flatMap(json -> json.text("type")).equals(Optional.of("object"))) {
      throw BedrockRequestRules.refused(
          "The value at %s.inputSchema.json.type must be one of the following: object."
              .formatted(at));
    }
    if (spec.get("strict").equals(Optional.of(Json.of(true)))) {
      if (!BedrockModels.isStructured(model)) {
        throw BedrockRequestRules.unsupported(at + ".strict");
      }
      BedrockRequestRules.schema(schema.get(), "tools." + name + ".input_schema", model);
    }
  }

  private static void choice(JsonObject choice, String model, Set<String> names) {
    BedrockRequestRules.members(choice, KINDS, "toolConfig.toolChoice");
    for (String kind : choice.members().keySet()) {
      if (!BedrockModels.takesChoice(model, kind)) {
        throw BedrockRequestRules.unsupported("toolConfig.toolChoice." + kind);
      }
    }
    Optional<String> name = choice.at("/tool/name").flatMap(Json::asText);
    if (choice.has("tool") && !names.contains(name.orElse(""))) {
      throw BedrockRequestRules.refused(
          "The model returned the following errors: Tool '%s' not found in provided tools"
              .formatted(name.orElse("")));
    }
  }
}
