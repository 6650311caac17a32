package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Google refuses in the tools of a request (Gemini API, "Function calling" and
 * "FunctionDeclaration"; wording: errors as users reported them).
 */
final class GoogleToolRules {
  private static final Set<String> TOOLS =
      Set.of(
          "functionDeclarations",
          "googleSearch",
          "googleSearchRetrieval",
          "codeExecution",
          "urlContext",
          "fileSearch",
          "googleMaps",
          "computerUse",
          "mcpServers",
          "retrieval",
          "enterpriseWebSearch");
  private static final Set<String> DECLARATION =
      Set.of(
          "name",
          "description",
          "behavior",
          "parameters",
          "parametersJsonSchema",
          "response",
          "responseJsonSchema");

  /** The older form of a schema knows these and nothing else (Gemini API, "Schema"). */
  private static final Set<String> OPEN_API =
      Set.of(
          "type",
          "format",
          "title",
          "description",
          "nullable",
          "enum",
          "maxItems",
          "minItems",
          "properties",
          "required",
          "minProperties",
          "maxProperties",
          "minLength",
          "maxLength",
          "pattern",
          "example",
          "anyOf",
          "propertyOrdering",
          "default",
          "items",
          "minimum",
          "maximum");

  private static final Set<String> MODES =
      Set.of("MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,63}");

  private GoogleToolRules() {}

  /** Returns the functions that a request declares; a single tool may stand without brackets. */
  static List<JsonObject> functions(JsonObject body) {
    List<JsonObject> functions = new ArrayList<>();
    for (JsonObject tool : tools(body)) {
      tool.items("functionDeclarations").forEach(f -> f.asObject().ifPresent(functions::add));
    }
    return functions;
  }

  private static List<JsonObject> tools(JsonObject body) {
    Json tools = body.get("tools").orElse(Json.array(List.of()));
    List<Json> all = tools instanceof JsonObject ? List.of(tools) : body.items("tools");
    return all.stream().flatMap(tool -> tool.asObject().stream()).toList();
  }

  /** Returns the functions that the model has to choose from; none if it is free. */
  static List<String> forced(JsonObject body) {
    JsonObject calling = calling(body);
    List<String> allowed =
        calling.items("allowedFunctionNames").stream()
            .flatMap(name -> name.asText().stream())
            .toList();
    boolean any = calling.text("mode").filter("ANY"::equals).isPresent();
    return any ? allowed : List.of();
  }

  static Optional<String> mode(JsonObject body) {
    return calling(body).text("mode");
  }

  private static JsonObject calling(JsonObject body) {
    return body.at("/toolConfig/functionCallingConfig")
        .flatMap(Json::asObject)
        .orElse(JsonObject.empty());
  }

  static void check(JsonObject body, JsonObject config, String model) {
    List<JsonObject> tools = tools(body);
    for (int i = 0; i < tools.size(); i++) {
      for (String name : tools.get(i).members().keySet()) {
        if (!TOOLS.contains(name)) {
          throw GoogleRequestRules.unknown(name, "tools[" + i + "]");
        }
      }
      declarations(tools.get(i).items("functionDeclarations"), "tools[" + i + "]");
    }
    List<JsonObject> functions = functions(body);
    boolean json = config.text("responseMimeType").filter("application/json"::equals).isPresent();
    if (!functions.isEmpty() && GoogleModels.isBare(model)) {
      throw GoogleRequestRules.refused("Function calling is not enabled for models/" + model);
    }
    if (json && !tools.isEmpty() && !GoogleModels.isThirdOrLater(model)) {
      throw GoogleRequestRules.refused(
          "%s with a response mime type: 'application/json' is unsupported"
              .formatted(functions.isEmpty() ? "Tool use" : "Function calling"));
    }
    checkCalling(body, functions, tools.isEmpty());
  }

  private static void declarations(List<Json> declarations, String tool) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < declarations.size(); i++) {
      String at = tool + ".function_declarations[" + i + "]";
      JsonObject function = declarations.get(i).asObject().orElse(JsonObject.empty());
      for (String name : function.members().keySet()) {
        if (!DECLARATION.contains(name)) {
          throw GoogleRequestRules.unknown(name, at);
        }
      }
      String name = function.text("name").orElse("");
      if (!NAME.matcher(name).matches()) {
        throw GoogleRequestRules.refused(
            at + ".name",
            "* GenerateContentRequest.%s.name: [FIELD_INVALID] Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 64.\n"
                .formatted(at));
      }
      if (!names.add(name)) {
        throw GoogleRequestRules.refused("Duplicate function declaration found: " + name);
      }
      parameters(function, at);
    }
  }

  private static void parameters(JsonObject function, String at) {
    if (function.has("parameters") && function.has("parametersJsonSchema")) {
      throw GoogleRequestRules.refused(
          at, "parameters and parameters_json_schema are mutually exclusive");
    }
    function.get("parameters").ifPresent(schema -> openApi(schema, at + ".parameters"));
    function
        .object("parametersJsonSchema")
        .ifPresent(
            schema -> {
              if (!schema.text("type").orElse("object").equalsIgnoreCase("object")) {
                throw refused(at, "schema at top-level must be an object");
              }
              GeminiSchemaRules.refusal(schema)
                  .ifPresent(
                      v -> {
                        throw refused(at, "at '%s': %s".formatted(v.place(), v.message()));
                      });
            });
  }

  private static Refused refused(String at, String why) {
    return GoogleRequestRules.refused(
        at + ".parameters_json_schema",
        "* GenerateContentRequest.%s.parameters_json_schema: [FIELD_INVALID] %s\n"
            .formatted(at, why));
  }

  private static void openApi(Json value, String at) {
    JsonObject schema = value.asObject().orElse(JsonObject.empty());
    for (String name : schema.members().keySet()) {
      if (!OPEN_API.contains(name)) {
        throw GoogleRequestRules.unknown(name, at);
      }
    }
    schema
        .object("properties")
        .ifPresent(
            named ->
                named
                    .members()
                    .values()
                    .forEach(part -> openApi(part, at + ".properties[0].value")));
    schema.get("items").ifPresent(part -> openApi(part, at + ".items"));
    schema.items("anyOf").forEach(part -> openApi(part, at + ".any_of[0]"));
  }

  private static void checkCalling(JsonObject body, List<JsonObject> functions, boolean noTools) {
    JsonObject calling = calling(body);
    String mode = calling.text("mode").orElse("AUTO");
    if (!MODES.contains(mode)) {
      throw GoogleRequestRules.refused(
          "tool_config.function_calling_config.mode",
          "Invalid value at 'tool_config.function_calling_config.mode' (type.googleapis.com/google.ai.generativelanguage.v1beta.FunctionCallingConfig.Mode), \"%s\""
              .formatted(mode));
    }
    List<Json> allowed = calling.items("allowedFunctionNames");
    if (functions.isEmpty() && ((mode.equals("ANY") && noTools) || !allowed.isEmpty())) {
      throw GoogleRequestRules.refused(
          "Function calling config is set without function_declarations.");
    }
    if (!allowed.isEmpty() && !Set.of("ANY", "VALIDATED").contains(mode)) {
      throw GoogleRequestRules.refused(
          "tool_config.function_calling_config.allowed_function_names",
          "allowed_function_names should only be set when the mode is ANY or VALIDATED.");
    }
    List<Json> names = functions.stream().flatMap(f -> f.get("name").stream()).toList();
    for (Json name : allowed) {
      if (!names.contains(name)) {
        throw GoogleRequestRules.refused(
            "tool_config.function_calling_config.allowed_function_names",
            "%s is not in the function declarations.".formatted(name));
      }
    }
  }
}
