package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Cohere refuses in the messages of a request. Forms: API reference, "Chat", and "Basic usage
 * of tool use"; wording: "Errors (status codes and description)", as far as it has the case.
 */
final class CohereMessageRules {
  private final String model;
  private final Set<String> calls = new HashSet<>();
  private final Set<String> open = new HashSet<>();

  private CohereMessageRules(String model) {
    this.model = model;
  }

  static void check(JsonObject body, String model) {
    List<Json> messages = body.items("messages");
    if (messages.isEmpty()) {
      throw CohereRequestRules.refused("invalid request: messages must not be empty.");
    }
    CohereMessageRules rules = new CohereMessageRules(model);
    for (int i = 0; i < messages.size(); i++) {
      rules.message(
          messages
              .get(i)
              .asObject()
              .orElseThrow(
                  () ->
                      CohereRequestRules.refused(
                          422, "invalid type: parameter messages is of type array of objects")),
          i);
    }
    rules.allAnswered();
  }

  private void message(JsonObject message, int index) {
    String role = message.text("role").orElse("");
    switch (role) {
      case "system" -> {
        if (index > 0) {
          throw CohereRequestRules.refused("system turn must be the first in the list");
        }
        content(message, role);
      }
      case "user" -> {
        allAnswered();
        content(message, role);
      }
      case "assistant" -> {
        allAnswered();
        assistant(message);
      }
      case "tool" -> {
        content(message, role);
        result(message);
      }
      default ->
          throw CohereRequestRules.refused(
              422,
              "invalid request: Invalid role in messages at index %s. Role must be one of the following: user, assistant, system, tool"
                  .formatted(index));
    }
  }

  private void assistant(JsonObject message) {
    if (message.items("tool_calls").isEmpty()) {
      content(message, "assistant");
    }
    for (Json call : message.items("tool_calls")) {
      if (!call.at("/type").equals(Optional.of(Json.of("function")))) {
        throw CohereRequestRules.refused("tool call must be of type function");
      }
      String id = call.at("/id").flatMap(Json::asText).orElse("");
      if (!calls.add(id)) {
        throw CohereRequestRules.refused("cannot have duplicate tool ids");
      }
      open.add(id);
    }
  }

  private void result(JsonObject message) {
    String id = message.text("tool_call_id").orElse("");
    if (id.isEmpty()) {
      throw CohereRequestRules.refused("tool call id must be provided with tool message");
    }
    if (!calls.contains(id)) {
      throw CohereRequestRules.refused("tool call id not found in previous tool calls");
    }
    open.remove(id);
  }

  private void allAnswered() {
    if (!open.isEmpty()) {
      throw CohereRequestRules.refused(
          "invalid request: all tool calls must be followed by their tool results.");
    }
  }

  private void content(JsonObject message, String role) {
    Json content = message.get("content").orElse(Json.ofNull());
    if (content instanceof JsonArray blocks && !blocks.items().isEmpty()) {
      blocks.items().forEach(block -> block(block, role));
    } else if (content.asText().filter(text -> !text.isEmpty()).isEmpty()) {
      throw CohereRequestRules.refused("message must not be empty in a turn");
    }
  }

  private void block(Json block, String role) {
    String type = block.at("/type").flatMap(Json::asText).orElse("");
    Set<String> allowed =
        switch (role) {
          case "user" -> Set.of("text", "image_url");
          case "assistant" -> Set.of("text", "thinking");
          case "tool" -> Set.of("text", "document");
          default -> Set.of("text");
        };
    if (!allowed.contains(type)) {
      throw CohereRequestRules.refused(
          422, "invalid request: content of type '%s' is not valid for %s".formatted(type, role));
    }
    if (type.equals("image_url")) {
      if (!model.contains("vision") && !model.contains("command-a-plus")) {
        throw CohereRequestRules.refused(
            "invalid request: image inputs are not supported by the provided model: %s."
                .formatted(model));
      }
      if (block.at("/image_url/url").flatMap(Json::asText).isEmpty()) {
        throw CohereRequestRules.refused(422, "invalid request: image_url.url is required");
      }
    }
  }
}
