package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What OpenAI refuses in the input of a response. Fields: "Create a model response" of OpenAI's API
 * reference; wording: recorded errors, and errors as users reported them (vercel/ai#7543,
 * continuedev/continue#8933).
 */
final class ResponsesInputRules {
  private static final Set<String> ROLES = Set.of("assistant", "system", "developer", "user");
  private static final Set<String> GIVEN = Set.of("input_text", "input_image", "input_file");
  private static final Set<String> SAID = Set.of("output_text", "refusal");

  /** The members of the items that are looked into. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "message", Set.of("type", "role", "content", "id", "status", "phase"),
          "function_call",
              Set.of("type", "call_id", "name", "arguments", "id", "status", "namespace"),
          "function_call_output", Set.of("type", "call_id", "output", "id", "status"),
          "reasoning", Set.of("type", "summary", "content", "encrypted_content", "id", "status"));

  private static final Set<String> OTHERS =
      Set.of(
          "additional_tools",
          "apply_patch_call",
          "apply_patch_call_output",
          "code_interpreter_call",
          "compaction",
          "computer_call",
          "computer_call_output",
          "custom_tool_call",
          "custom_tool_call_output",
          "file_search_call",
          "image_generation_call",
          "mcp_call",
          "mcp_list_tools",
          "shell_call",
          "shell_call_output",
          "tool_search_call",
          "tool_search_output",
          "web_search_call");

  private static final int MAX_CALL_ID = 64;

  private ResponsesInputRules() {}

  static void check(JsonObject body) {
    Json input =
        body.get("input")
            .orElseThrow(
                () ->
                    Refused.badRequest(
                        "",
                        "missing_required_parameter",
                        "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation_id' must be provided."));
    if (input instanceof JsonString) {
      return;
    }
    List<Json> items =
        input
            .asArray()
            .orElseThrow(
                () -> Refused.wrongType("input", "one of a string or array of input items", input))
            .items();
    for (int i = 0; i < items.size(); i++) {
      Json value = items.get(i);
      String at = "input[" + i + "]";
      checkItem(value.asObject().orElseThrow(() -> Refused.wrongType(at, "an object", value)), at);
    }
    List<JsonObject> objects = items.stream().map(item -> item.asObject().orElseThrow()).toList();
    checkReasoning(objects);
    // What came before is with the vendor then.
    if (!OpenAiRequestRules.has(body, "previous_response_id")
        && !OpenAiRequestRules.has(body, "conversation")) {
      checkCalls(objects);
    }
  }

  private static void checkItem(JsonObject item, String at) {
    String type = item.text("type").orElse("message");
    Set<String> fields = FIELDS.get(type);
    if (type.equals("item_reference")) {
      throw notFound(item.text("id").orElse(""));
    }
    if (fields == null && OTHERS.contains(type)) {
      return;
    }
    if (fields == null) {
      List<String> types = new ArrayList<>(FIELDS.keySet());
      types.addAll(OTHERS);
      throw Refused.wrongValue(
          at + ".type", type, "'" + String.join("', '", types.stream().sorted().toList()) + "'");
    }
    OpenAiToolRules.refuseUnknown(item, fields, at);
    switch (type) {
      case "message" -> checkMessage(item, at);
      case "function_call" -> {
        checkId(item, "fc", at);
        checkCallId(item, at);
        OpenAiToolRules.checkName(text(item, "name", at), at + ".name");
        text(item, "arguments", at);
      }
      case "function_call_output" -> {
        checkCallId(item, at);
        if (!item.has("output")) {
          throw Refused.missing(at + ".output");
        }
      }
      default -> {
        checkId(item, "rs", at);
        if (!item.has("summary")) {
          throw Refused.missing(at + ".summary");
        }
      }
    }
  }

  private static void checkMessage(JsonObject item, String at) {
    String role = text(item, "role", at);
    if (!ROLES.contains(role)) {
      throw Refused.wrongValue(
          at + ".role", role, "'assistant', 'system', 'developer', and 'user'");
    }
    Json content = item.get("content").orElseThrow(() -> Refused.missing(at + ".content"));
    if (content instanceof JsonArray parts) {
      for (int i = 0; i < parts.items().size(); i++) {
        checkPart(parts.items().get(i), role.equals("assistant"), at + ".content[" + i + "]");
      }
    } else if (!(content instanceof JsonString)) {
      throw Refused.wrongType(at + ".content", "one of an array of objects or string", content);
    }
  }

  private static void checkPart(Json value, boolean said, String at) {
    JsonObject part = value.asObject().orElseThrow(() -> Refused.wrongType(at, "an object", value));
    String type = text(part, "type", at);
    if (!(said ? SAID : GIVEN).contains(type)) {
      throw Refused.wrongValue(
          at + ".type",
          type,
          said
              ? "'output_text' and 'refusal'"
              : "'input_text', 'input_image', 'output_text', 'refusal', 'input_file', 'computer_screenshot', and 'summary_text'");
    }
    if (type.endsWith("_text")) {
      text(part, "text", at);
    }
    if (type.equals("input_file")) {
      checkFile(part, at);
    }
  }

  private static void checkFile(JsonObject file, String at) {
    String data = file.text("file_data").orElse("");
    if (data.startsWith("data:audio/") || data.startsWith("data:video/")) {
      throw Refused.badRequest(
          at + ".file_data",
          "invalid_value",
          "Invalid file data: '%s.file_data'. Expected a base64-encoded data URL with a valid file MIME type (e.g. 'data:text/plain;base64,SGVsbG8sIFdvcmxkIQ=='), but got unsupported MIME type '%s'. Please see https://platform.openai.com/docs/assistants/tools/file-search#supported-files for supported file types."
              .formatted(at, data.substring("data:".length(), data.indexOf(';'))));
    }
    if (!data.isEmpty() && !file.has("filename")) {
      throw Refused.missing(at + ".filename");
    }
  }

  private static void checkId(JsonObject item, String prefix, String at) {
    item.text("id")
        .filter(id -> !id.startsWith(prefix))
        .ifPresent(
            id -> {
              throw Refused.badRequest(
                  at + ".id",
                  "invalid_value",
                  "Invalid '%s.id': '%s'. Expected an ID that begins with '%s'."
                      .formatted(at, id, prefix));
            });
  }

  private static void checkCallId(JsonObject item, String at) {
    String id = text(item, "call_id", at);
    if (id.length() > MAX_CALL_ID) {
      throw Refused.longText(at + ".call_id", MAX_CALL_ID, id.length());
    }
  }

  /** Nothing is stored: reasoning is sent as a whole, and an id asks for what it led to. */
  private static void checkReasoning(List<JsonObject> items) {
    for (int i = 0; i < items.size(); i++) {
      JsonObject item = items.get(i);
      if (item.text("type").filter("reasoning"::equals).isEmpty()) {
        continue;
      }
      String id = item.text("id").orElse("");
      if (item.text("encrypted_content").isEmpty()) {
        throw notFound(id);
      }
      boolean led = i + 1 < items.size() && items.get(i + 1).has("id");
      if (!id.isEmpty() && !led) {
        throw Refused.badRequest(
            "input",
            "",
            "Item '%s' of type 'reasoning' was provided without its required following item."
                .formatted(id));
      }
    }
  }

  private static Refused notFound(String id) {
    return new Refused(
        404,
        "invalid_request_error",
        "input",
        "",
        "Item with id '%s' not found. Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input."
            .formatted(id));
  }

  /** Every call has its output, and every output its call before it. */
  private static void checkCalls(List<JsonObject> items) {
    Set<String> open = new LinkedHashSet<>();
    Set<String> known = new LinkedHashSet<>();
    for (JsonObject item : items) {
      String id = item.text("call_id").orElse("");
      switch (item.text("type").orElse("message")) {
        case "function_call" -> {
          open.add(id);
          known.add(id);
        }
        case "function_call_output" -> {
          if (!known.contains(id)) {
            throw Refused.badRequest(
                "input",
                "",
                "No tool call found for function call output with call_id " + id + ".");
          }
          open.remove(id);
        }
        default -> {
          if (!id.isEmpty()) {
            known.add(id); // A call of one of the vendor's own tools.
          }
        }
      }
    }
    if (!open.isEmpty()) {
      throw Refused.badRequest(
          "input", "", "No tool output found for function call " + open.iterator().next() + ".");
    }
  }

  /** Returns all text of the input, in which JSON mode looks for its word. */
  static String text(JsonObject body) {
    List<String> all = new ArrayList<>();
    body.text("input").ifPresent(all::add);
    for (Json item : body.items("input")) {
      for (String name : List.of("content", "output", "arguments")) {
        Json value = item.at("/" + name).orElse(Json.ofNull());
        value.asText().ifPresent(all::add);
        value.asArray().stream()
            .flatMap(parts -> parts.items().stream())
            .forEach(part -> part.at("/text").flatMap(Json::asText).ifPresent(all::add));
      }
    }
    return String.join("\n", all);
  }

  private static String text(JsonObject object, String name, String at) {
    Json value = object.get(name).orElseThrow(() -> Refused.missing(at + "." + name));
    return value.asText().orElseThrow(() -> Refused.wrongType(at + "." + name, "a string", value));
  }
}
