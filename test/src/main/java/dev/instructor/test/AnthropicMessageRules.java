package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Anthropic refuses in the messages of a request. Fields: "Create a Message" of its API
 * reference, "Handle tool calls" and "Extended thinking"; wording: errors as users reported them.
 */
final class AnthropicMessageRules {
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");

  private AnthropicMessageRules() {}

  static void check(JsonObject body, String model) {
    List<Json> messages =
        body.get("messages")
            .flatMap(Json::asArray)
            .orElseThrow(
                () -> AnthropicRequestRules.refused("messages: Input should be a valid list"))
            .items();
    if (messages.isEmpty()) {
      throw AnthropicRequestRules.refused("messages: at least one message is required");
    }
    system(body);
    AnthropicMediaRules.marks(body);
    for (int i = 0; i < messages.size(); i++) {
      message(messages.get(i), "messages." + i);
    }
    if (!role(messages.get(0)).equals("user")) {
      throw AnthropicRequestRules.refused("messages: first message must use the \"user\" role");
    }
    if (role(messages.get(messages.size() - 1)).equals("assistant")
        && !goesOn(messages.get(messages.size() - 1))
        && !AnthropicModels.takesPrefill(model)) {
      throw AnthropicRequestRules.refused(
          "This model does not support assistant message prefill. The conversation must end with a user message.");
    }
    order(messages);
    thinking(body, messages);
  }

  /** A turn that paused on one of the vendor's own tools is sent back to go on. */
  private static boolean goesOn(Json message) {
    return blocks(message).stream().anyMatch(block -> type(block).startsWith("server_tool_use"));
  }

  private static void system(JsonObject body) {
    Json system = body.get("system").orElse(Json.of(""));
    if (system instanceof JsonArray parts) {
      for (Json part : parts.items()) {
        text(part, "system");
      }
    } else if (!(system instanceof JsonString)) {
      throw AnthropicRequestRules.refused("system: Input should be a valid string");
    }
  }

  private static void text(Json part, String at) {
    if (type(part).equals("text")
        && part.at("/text").flatMap(Json::asText).filter(text -> !text.isEmpty()).isEmpty()) {
      throw AnthropicRequestRules.refused(at + ": text content blocks must be non-empty");
    }
  }

  private static void message(Json value, String at) {
    JsonObject message =
        value
            .asObject()
            .orElseThrow(
                () -> AnthropicRequestRules.refused(at + ": Input should be a valid dictionary"));
    for (String name : message.members().keySet()) {
      if (!Set.of("role", "content").contains(name)) {
        throw AnthropicRequestRules.extra(at + "." + name);
      }
    }
    String role =
        message.text("role").orElseThrow(() -> AnthropicRequestRules.required(at + ".role"));
    if (!Set.of("user", "assistant", "system").contains(role)) {
      throw AnthropicRequestRules.refused(
          "messages: Unexpected role \"%s\". Allowed roles are \"user\" or \"assistant\""
              .formatted(role));
    }
    Json content =
        message.get("content").orElseThrow(() -> AnthropicRequestRules.required(at + ".content"));
    if (content instanceof JsonString text) {
      if (text.value().isEmpty()) {
        throw AnthropicRequestRules.refused(at + ": user messages must have non-empty content");
      }
    } else if (content instanceof JsonArray blocks) {
      for (int i = 0; i < blocks.items().size(); i++) {
        block(blocks.items().get(i), at + ".content." + i);
      }
    } else {
      throw AnthropicRequestRules.refused(at + ".content: Input should be a valid string");
    }
  }

  private static void block(Json value, String at) {
    JsonObject block =
        value
            .asObject()
            .orElseThrow(
                () -> AnthropicRequestRules.refused(at + ": Input should be a valid dictionary"));
    String type =
        block.text("type").orElseThrow(() -> AnthropicRequestRules.required(at + ".type"));
    text(block, "messages");
    AnthropicMediaRules.block(block, type, at);
    List<String> required =
        switch (type) {
          case "text" -> List.of("text");
          case "thinking" -> List.of("thinking", "signature");
          case "redacted_thinking" -> List.of("data");
          case "tool_use" -> List.of("id", "name", "input");
          case "tool_result" -> List.of("tool_use_id");
          default -> List.of();
        };
    for (String name : required) {
      if (!block.has(name)) {
        throw AnthropicRequestRules.required(at + "." + type + "." + name);
      }
    }
    if (type.equals("tool_use")) {
      if (block.object("input").isEmpty()) {
        throw AnthropicRequestRules.refused(
            at + ".tool_use.input: Input should be a valid dictionary");
      }
      if (block.text("id").filter(id -> ID.matcher(id).matches()).isEmpty()) {
        throw AnthropicRequestRules.refused(
            at + ".tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
      }
    }
  }

  /** The results of all calls of a turn stand in the next message, and in no other. */
  private static void order(List<Json> messages) {
    Set<String> open = new LinkedHashSet<>();
    for (int i = 0; i < messages.size(); i++) {
      Json message = messages.get(i);
      if (role(message).equals("system")) {
        continue;
      }
      Set<String> results = ids(message, "tool_result", "/tool_use_id");
      for (String id : results) {
        if (!open.contains(id)) {
          throw AnthropicRequestRules.refused(
              "messages.%s.content.0: unexpected `tool_use_id` found in `tool_result` blocks: %s. Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
                  .formatted(i, id));
        }
      }
      open.removeAll(results);
      boolean sameSide = i > 0 && role(messages.get(i - 1)).equals(role(message));
      if (!open.isEmpty() && !sameSide) {
        throw unanswered(i - 1, open);
      }
      open.addAll(ids(message, "tool_use", "/id"));
    }
    if (!open.isEmpty()) {
      throw unanswered(messages.size() - 1, open);
    }
  }

  private static Refused unanswered(int message, Set<String> ids) {
    return AnthropicRequestRules.refused(
        "messages.%s: `tool_use` ids were found without `tool_result` blocks immediately after: %s. Each `tool_use` block must have a corresponding `tool_result` block in the next message."
            .formatted(message, String.join(", ", ids)));
  }

  private static Set<String> ids(Json message, String type, String pointer) {
    return blocks(message).stream()
        .filter(block -> type(block).equals(type))
        .flatMap(block -> block.at(pointer).flatMap(Json::asText).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** While the model thinks within a budget, the turn that called a tool begins with thinking. */
  private static void thinking(JsonObject body, List<Json> messages) {
    if (!body.at("/thinking/type").equals(Optional.of(Json.of("enabled")))) {
      return;
    }
    for (int i = messages.size() - 1; i >= 0; i--) {
      List<Json> blocks = blocks(messages.get(i));
      boolean calls = blocks.stream().anyMatch(block -> type(block).equals("tool_use"));
      if (role(messages.get(i)).equals("assistant")) {
        boolean thought = !blocks.isEmpty() && type(blocks.get(0)).contains("thinking");
        if (calls && !thought) {
          throw AnthropicRequestRules.refused(
              "messages.%s.content.0.type: Expected `thinking` or `redacted_thinking`, but found `%s`. When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable `thinking`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking"
                  .formatted(i, type(blocks.get(0))));
        }
        return;
      }
    }
  }

  private static String role(Json message) {
    return message.at("/role").flatMap(Json::asText).orElse("");
  }

  private static String type(Json block) {
    return block.at("/type").flatMap(Json::asText).orElse("");
  }

  private static List<Json> blocks(Json message) {
    return message.at("/content").flatMap(Json::asArray).map(JsonArray::items).orElse(List.of());
  }

  /** Returns all that is said, for counting. */
  static String text(JsonObject body) {
    List<String> all = new ArrayList<>();
    body.get("system").ifPresent(system -> all.add(system.toString()));
    body.items("messages").forEach(message -> all.add(message.toString()));
    return String.join("", all);
  }
}
