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
import java.util.regex.Pattern;

/**
 * What OpenAI refuses in the messages of a chat completion. Fields: "Create chat completion" of
 * OpenAI's API reference; wording: errors as users reported them.
 */
final class OpenAiMessageRules {
  private static final String ROLES =
      "'system', 'assistant', 'user', 'function', 'tool', and 'developer'";
  private static final String PART_TYPES =
      "'text', 'image_url', 'input_audio', 'refusal', 'audio', and 'file'";
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "system", Set.of("role", "content", "name"),
          "developer", Set.of("role", "content", "name"),
          "user", Set.of("role", "content", "name"),
          "function", Set.of("role", "content", "name"),
          "tool", Set.of("role", "content", "name", "tool_call_id"),
          "assistant",
              Set.of("role", "content", "name", "tool_calls", "function_call", "refusal", "audio"));
  private static final Set<String> PARTS =
      Set.of("text", "image_url", "input_audio", "refusal", "audio", "file");
  private static final Pattern NAME = Pattern.compile("[^\\s<|\\\\/>]+");
  private static final int MAX_ID = 40;

  private OpenAiMessageRules() {}

  static void check(List<Json> messages, String model) {
    for (int i = 0; i < messages.size(); i++) {
      checkMessage(messages.get(i), "messages[" + i + "]", "messages.[" + i + "]", model);
    }
    checkOrder(messages);
  }

  private static void checkMessage(Json value, String at, String older, String model) {
    JsonObject message =
        value.asObject().orElseThrow(() -> Refused.wrongType(at, "an object", value));
    String role = text(message, "role", at);
    Set<String> fields = FIELDS.get(role);
    if (fields == null) {
      throw Refused.wrongValue(at + ".role", role, ROLES);
    }
    if (Set.of("system", "developer").contains(role) && !OpenAiModels.takesInstructions(model)) {
      throw Refused.badRequest(
          at + ".role",
          "unsupported_value",
          "Unsupported value: '%s.role' does not support '%s' with this model."
              .formatted(at, role));
    }
    for (String name : message.members().keySet()) {
      if (!fields.contains(name)) {
        throw Refused.unknown(at + "." + name);
      }
    }
    if (message.text("name").filter(name -> !NAME.matcher(name).matches()).isPresent()) {
      throw Refused.mismatch(at + ".name", "^[^\\s<|\\\\/>]+$");
    }
    checkContent(message, role, at, older);
    checkToolCalls(message, at);
    if (role.equals("tool")) {
      text(message, "tool_call_id", at);
    }
  }

  private static void checkContent(JsonObject message, String role, String at, String older) {
    Json content = message.get("content").orElse(Json.ofNull());
    if (content.isNull()) {
      boolean saysElse =
          role.equals("assistant")
              && List.of("tool_calls", "function_call", "refusal", "audio").stream()
                  .anyMatch(name -> !message.get(name).orElse(Json.ofNull()).isNull());
      if (!saysElse) {
        throw Refused.badRequest(
            older + ".content", "", "Invalid value for 'content': expected a string, got null.");
      }
    } else if (content instanceof JsonArray parts) {
      for (int i = 0; i < parts.items().size(); i++) {
        checkPart(parts.items().get(i), role, at + ".content[" + i + "]");
      }
    } else if (!(content instanceof JsonString)) {
      throw Refused.wrongType(at + ".content", "one of a string or array of objects", content);
    }
  }

  private static void checkPart(Json value, String role, String at) {
    JsonObject part = value.asObject().orElseThrow(() -> Refused.wrongType(at, "an object", value));
    String type = text(part, "type", at);
    if (!PARTS.contains(type)) {
      throw Refused.wrongValue(at + ".type", type, PART_TYPES);
    }
    for (String name : part.members().keySet()) {
      if (!name.equals("type") && !name.equals(type)) {
        throw Refused.unknown(at + "." + name);
      }
    }
    if (!part.has(type)) {
      throw Refused.missing(at + "." + type);
    }
    OpenAiPartRules.check(part, type, role, at);
  }

  private static void checkToolCalls(JsonObject message, String at) {
    Json value = message.get("tool_calls").orElse(Json.ofNull());
    if (value.isNull()) {
      return;
    }
    List<Json> calls =
        value
            .asArray()
            .orElseThrow(() -> Refused.wrongType(at + ".tool_calls", "an array of objects", value))
            .items();
    if (calls.isEmpty()) {
      throw Refused.emptyArray(at + ".tool_calls");
    }
    for (int i = 0; i < calls.size(); i++) {
      checkToolCall(calls.get(i), at + ".tool_calls[" + i + "]");
    }
  }

  private static void checkToolCall(Json value, String at) {
    JsonObject call = value.asObject().orElseThrow(() -> Refused.wrongType(at, "an object", value));
    String id = text(call, "id", at);
    if (id.length() > MAX_ID) {
      throw Refused.longText(at + ".id", MAX_ID, id.length());
    }
    String type = text(call, "type", at);
    if (!type.equals("function")) {
      return;
    }
    for (String name : call.members().keySet()) {
      if (!Set.of("id", "type", "function").contains(name)) {
        throw Refused.unknown(at + "." + name);
      }
    }
    JsonObject function =
        call.object("function").orElseThrow(() -> Refused.missing(at + ".function"));
    OpenAiToolRules.checkName(text(function, "name", at + ".function"), at + ".function.name");
    text(function, "arguments", at + ".function");
  }

  /** Every call is answered at once, and every answer follows its call. */
  private static void checkOrder(List<Json> messages) {
    Set<String> open = new LinkedHashSet<>();
    boolean afterCalls = false;
    for (int i = 0; i < messages.size(); i++) {
      JsonObject message = messages.get(i).asObject().orElseThrow();
      String role = message.text("role").orElse("");
      if (role.equals("tool")) {
        if (!afterCalls) {
          throw Refused.badRequest(
              "messages.[" + i + "].role",
              "",
              "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.");
        }
        open.remove(message.text("tool_call_id").orElse(""));
        continue;
      }
      refuseUnanswered(open, i);
      List<Json> calls = message.items("tool_calls");
      afterCalls = !calls.isEmpty();
      calls.forEach(call -> call.at("/id").flatMap(Json::asText).ifPresent(open::add));
    }
    refuseUnanswered(open, messages.size());
  }

  private static void refuseUnanswered(Set<String> open, int index) {
    if (!open.isEmpty()) {
      throw Refused.badRequest(
          "messages.[" + index + "].role",
          "",
          "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: "
              + String.join(", ", open));
    }
  }

  /** Returns all text of the messages. */
  static String text(List<Json> messages) {
    List<String> all = new ArrayList<>();
    for (Json message : messages) {
      Json content = message.at("/content").orElse(Json.ofNull());
      content.asText().ifPresent(all::add);
      content.asArray().stream()
          .flatMap(parts -> parts.items().stream())
          .forEach(part -> part.at("/text").flatMap(Json::asText).ifPresent(all::add));
    }
    return String.join("\n", all);
  }

  private static String text(JsonObject object, String name, String at) {
    Json value = object.get(name).orElseThrow(() -> Refused.missing(at + "." + name));
    return value.asText().orElseThrow(() -> Refused.wrongType(at + "." + name, "a string", value));
  }
}
