package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Google refuses in the contents of a request. Fields: Gemini API, "Content"; order of calls
 * and their results: errors as users reported them; signatures: "Thought signatures".
 */
final class GoogleContentRules {
  private static final Set<String> DATA =
      Set.of(
          "text",
          "inlineData",
          "functionCall",
          "functionResponse",
          "fileData",
          "executableCode",
          "codeExecutionResult",
          "toolCall",
          "toolResponse");
  private static final Set<String> BESIDE =
      Set.of("thought", "thoughtSignature", "partMetadata", "videoMetadata", "mediaResolution");
  private static final Set<String> ROLES = Set.of("user", "model", "function", "");

  private GoogleContentRules() {}

  static void check(JsonObject body, String model) {
    List<Json> contents = body.items("contents");
    if (contents.isEmpty()) {
      throw GoogleRequestRules.refused(
          "contents", "* GenerateContentRequest.contents: contents is not specified\n");
    }
    List<JsonObject> turns = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      turns.add(content(contents.get(i), "contents[" + i + "]"));
    }
    JsonObject instruction = GoogleRequestRules.object(body, "systemInstruction");
    if (!instruction.members().isEmpty()) {
      if (GoogleModels.isBare(model)) {
        throw GoogleRequestRules.refused(
            "Developer instruction is not enabled for models/" + model);
      }
      content(instruction.without("role"), "system_instruction");
    }
    checkOrder(turns);
    if (GoogleModels.isThirdOrLater(model)) {
      checkSignatures(turns);
    }
  }

  private static JsonObject content(Json value, String at) {
    JsonObject content =
        value
            .asObject()
            .orElseThrow(() -> GoogleRequestRules.refused(at, "Invalid value at '" + at + "'"));
    for (String name : content.members().keySet()) {
      if (!name.equals("role") && !name.equals("parts")) {
        throw GoogleRequestRules.unknown(name, at);
      }
    }
    if (!ROLES.contains(role(content))) {
      throw GoogleRequestRules.refused("Please use a valid role: user, model.");
    }
    List<Json> parts = parts(content);
    if (parts.isEmpty()) {
      throw GoogleRequestRules.refused(
          at + ".parts",
          "* GenerateContentRequest.%s.parts: contents.parts must not be empty.\n".formatted(at));
    }
    for (int i = 0; i < parts.size(); i++) {
      part(parts.get(i), at + ".parts[" + i + "]");
    }
    return content;
  }

  private static String role(JsonObject content) {
    return content.text("role").orElse("");
  }

  /** One part may stand without the brackets of a list. */
  private static List<Json> parts(JsonObject content) {
    Json parts = content.get("parts").orElse(Json.array(List.of()));
    return parts instanceof JsonObject ? List.of(parts) : content.items("parts");
  }

  private static void part(Json value, String at) {
    JsonObject part =
        value
            .asObject()
            .orElseThrow(() -> GoogleRequestRules.refused(at, "Invalid value at '" + at + "'"));
    long data = 0;
    for (String name : part.members().keySet()) {
      if (DATA.contains(name)) {
        data++;
      } else if (!BESIDE.contains(name)) {
        throw GoogleRequestRules.unknown(name, at);
      }
    }
    if (data != 1) {
      throw GoogleRequestRules.refused(
          at,
          data == 0
              ? "* GenerateContentRequest.%s.data: required oneof field 'data' must have one initialized field\n"
                  .formatted(at)
              : "Invalid value at '%s': oneof field 'data' is already set. Cannot set another."
                  .formatted(at));
    }
    GoogleMediaRules.check(part, at);
    part.get("thoughtSignature").ifPresent(signature -> signature(signature, at));
    part.object("functionCall").ifPresent(call -> call(call, "args", at + ".function_call"));
    part.object("functionResponse")
        .ifPresent(result -> call(result, "response", at + ".function_response"));
  }

  /** Base64, of either alphabet. */
  private static void signature(Json signature, String at) {
    if (!signature.asText().orElse("?").matches("[A-Za-z0-9+/_-]+={0,2}")) {
      throw GoogleRequestRules.refused(
          at,
          "Invalid value at '%s.thought_signature' (TYPE_BYTES), Base64 decoding failed"
              .formatted(at));
    }
  }

  private static void call(JsonObject call, String holds, String at) {
    if (call.text("name").orElse("").isEmpty()) {
      throw GoogleRequestRules.refused(
          at + ".name", "* GenerateContentRequest.%s.name: Name cannot be empty.\n".formatted(at));
    }
    if (call.get(holds).filter(value -> !(value instanceof JsonObject)).isPresent()) {
      throw GoogleRequestRules.refused(
          at + "." + holds,
          "Invalid value at '%s.%s' (type.googleapis.com/google.protobuf.Struct)"
              .formatted(at, holds));
    }
  }

  private static List<JsonObject> with(JsonObject content, String name) {
    return parts(content).stream()
        .flatMap(part -> part.asObject().stream())
        .filter(part -> part.has(name))
        .toList();
  }

  /** All results of a turn's calls follow at once; contents of one side count as one turn. */
  private static void checkOrder(List<JsonObject> contents) {
    int open = 0;
    int results = 0;
    String before = "";
    for (JsonObject content : contents) {
      boolean model = role(content).equals("model");
      if (model && !before.equals("model")) {
        refuseOpen(open, results);
        open = 0;
        results = 0;
      }
      int called = with(content, "functionCall").size();
      int answered = with(content, "functionResponse").size();
      if (called > 0 && before.isEmpty()) {
        throw GoogleRequestRules.refused(
            "Please ensure that function call turn comes immediately after a user turn or after a function response turn.");
      }
      if (answered > 0 && open == 0) {
        throw GoogleRequestRules.refused(
            "Please ensure that function response turn comes immediately after a function call turn.");
      }
      open += called;
      results += answered;
      before = model ? "model" : "user";
    }
    if (before.equals("user")) {
      refuseOpen(open, results);
    }
  }

  private static void refuseOpen(int calls, int results) {
    if (calls != results) {
      throw GoogleRequestRules.refused(
          "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.");
    }
  }

  /** In the current turn, the first call of each step has its signature. */
  private static void checkSignatures(List<JsonObject> contents) {
    int from = 0;
    for (int i = 0; i < contents.size(); i++) {
      JsonObject content = contents.get(i);
      if (!role(content).equals("model") && with(content, "functionResponse").isEmpty()) {
        from = i;
      }
    }
    for (int i = from; i < contents.size(); i++) {
      List<JsonObject> calls = with(contents.get(i), "functionCall");
      if (!calls.isEmpty() && !calls.get(0).has("thoughtSignature")) {
        throw GoogleRequestRules.refused(
            "Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:%s` , position %s. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details."
                .formatted(
                    calls.get(0).at("/functionCall/name").flatMap(Json::asText).orElse(""), i + 1));
      }
    }
  }

  /** Returns all that is said in a request, to count its tokens. */
  static int length(JsonObject body) {
    return body.get("contents").map(contents -> contents.toString().length()).orElse(0)
        + body.get("systemInstruction").map(said -> said.toString().length()).orElse(0);
  }
}
