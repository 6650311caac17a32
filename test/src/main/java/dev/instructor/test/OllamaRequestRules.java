package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * What an Ollama server refuses in a request, as of its source in August 2026 ({@code api/types.go}
 * and {@code server/routes.go}). The server passes over members that it does not know; the twin
 * does not, so that none is misspelt.
 */
final class OllamaRequestRules {
  private static final Set<String> MEMBERS =
      Set.of(
          "model",
          "messages",
          "stream",
          "format",
          "keep_alive",
          "tools",
          "options",
          "think",
          "truncate",
          "shift",
          "logprobs",
          "top_logprobs");
  private static final Set<String> MESSAGE =
      Set.of("role", "content", "thinking", "images", "tool_calls", "tool_name", "tool_call_id");
  private static final Set<String> LEVELS = Set.of("low", "medium", "high", "max");

  private OllamaRequestRules() {}

  static JsonObject parse(String text) {
    if (text.isBlank()) {
      throw refused("missing request body");
    }
    try {
      return Json.parse(text).asObject().orElseThrow(OllamaRequestRules::noJson);
    } catch (InvalidJsonException e) {
      throw noJson();
    }
  }

  private static Refused noJson() {
    return refused("invalid character in request body");
  }

  static Refused refused(int status, String words) {
    return new Refused(status, "", "", "", words);
  }

  static Refused refused(String words) {
    return refused(400, words);
  }

  private static Refused wrongType(String is, String field, String wanted) {
    return refused(
        "json: cannot unmarshal %s into Go struct field ChatRequest.%s of type %s"
            .formatted(is, field, wanted));
  }

  /**
   * Checks a body.
   *
   * @throws Refused at the first thing that the server would refuse
   */
  static void check(JsonObject body, OllamaTwin.OllamaModels models) {
    for (String name : body.members().keySet()) {
      if (!MEMBERS.contains(name)) {
        throw refused("the twin knows no member '" + name + "' of a request");
      }
    }
    String model = body.text("model").orElse("");
    if (model.isEmpty()) {
      throw refused("model is required");
    }
    Json stream = body.get("stream").orElse(Json.of(true));
    if (!(stream instanceof JsonBoolean)) {
      throw wrongType(stream.type(), "stream", "bool");
    }
    if (!body.get("options").orElse(JsonObject.empty()).isNull()
        && body.has("options")
        && body.object("options").isEmpty()) {
      throw wrongType(
          body.get("options").orElseThrow().type(), "options", "map[string]interface {}");
    }
    checkFormat(body.get("format").orElse(Json.ofNull()));
    checkThink(body.get("think").orElse(Json.ofNull()), model);
    body.items("messages").forEach(OllamaRequestRules::message);
    body.items("tools").forEach(OllamaRequestRules::tool);
    if (!body.items("tools").isEmpty() && models.withoutTools().contains(model)) {
      throw refused("registry.ollama.ai/library/" + model + ":latest does not support tools");
    }
  }

  private static void checkFormat(Json format) {
    boolean known =
        format.isNull()
            || format instanceof JsonObject
            || (format instanceof JsonString word && Set.of("", "json").contains(word.value()));
    if (!known) {
      throw refused(
          "invalid format: \"%s\"; expected \"json\" or a valid JSON Schema object"
              .formatted(format));
    }
  }

  private static void checkThink(Json think, String model) {
    if (think.isNull()) {
      return;
    }
    boolean known =
        think instanceof JsonBoolean
            || (think instanceof JsonString word && LEVELS.contains(word.value()));
    if (!known) {
      throw refused(
          think instanceof JsonString word
              ? "invalid think value: \"%s\" (must be \"high\", \"medium\", \"low\", \"max\", true, or false)"
                  .formatted(word.value())
              : "think must be a boolean or string (\"high\", \"medium\", \"low\", \"max\", true, or false)");
    }
    if (!think.equals(Json.of(false)) && !OllamaTwin.OllamaModels.think(model)) {
      throw refused("\"" + model + "\" does not support thinking");
    }
  }

  private static void message(Json value) {
    JsonObject message =
        value.asObject().orElseThrow(() -> wrongType(value.type(), "messages", "api.Message"));
    for (String name : message.members().keySet()) {
      if (!MESSAGE.contains(name)) {
        throw refused("the twin knows no member '" + name + "' of a message");
      }
    }
    if (!Set.of("system", "user", "assistant", "tool").contains(message.text("role").orElse(""))) {
      throw refused("invalid role: " + message.get("role").orElse(Json.ofNull()));
    }
    Json content = message.get("content").orElse(Json.of(""));
    if (!(content instanceof JsonString)) {
      throw wrongType(content.type(), "messages.content", "string");
    }
    for (Json image : message.items("images")) {
      try {
        Base64.getDecoder().decode(image.asText().orElse("not text"));
      } catch (IllegalArgumentException e) {
        throw refused("illegal base64 data at input byte 0");
      }
    }
    for (Json call : message.items("tool_calls")) {
      Json arguments = call.at("/function/arguments").orElse(Json.ofNull());
      if (!(arguments instanceof JsonObject)) {
        throw wrongType(
            arguments.type(),
            "messages.tool_calls.function.arguments",
            "api.ToolCallFunctionArguments");
      }
    }
  }

  private static void tool(Json tool) {
    if (tool.at("/function/name").flatMap(Json::asText).isEmpty()) {
      throw wrongType(tool.type(), "tools", "api.Tool");
    }
    Json parameters = tool.at("/function/parameters").orElse(JsonObject.empty());
    if (!(parameters instanceof JsonObject schema)) {
      throw wrongType(parameters.type(), "tools.function.parameters", "api.ToolFunctionParameters");
    }
    schema
        .object("properties")
        .orElse(JsonObject.empty())
        .members()
        .values()
        .forEach(OllamaRequestRules::property);
    if (!(schema.get("required").orElse(Json.array(List.of())) instanceof JsonArray)) {
      throw wrongType("string", "tools.function.parameters.required", "[]string");
    }
  }

  /** A schema that is {@code true} cannot be read as a property. */
  private static void property(Json property) {
    if (!(property instanceof JsonObject)) {
      throw wrongType(
          property instanceof JsonNumber ? "number" : property.type(),
          "tools.function.parameters.properties",
          "api.ToolProperty");
    }
  }
}
