package dev.instructor.bedrock;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a whole answer ("Converse" of the API reference). What tools of the model's own did within
 * it is passed over. The model is not told.
 */
final class ResponseReader {
  private ResponseReader() {}

  static ChatResponse read(HttpReply reply, JsonObject body) {
    JsonObject message =
        body.at("/output/message").flatMap(Json::asObject).orElse(JsonObject.empty());
    List<Part> parts = new ArrayList<>();
    for (Json item : message.items("content")) {
      item.asObject().flatMap(ResponseReader::part).ifPresent(parts::add);
    }
    return new ChatResponse(
        new Message(Role.ASSISTANT, parts),
        body.text("stopReason").map(StopReasons::of).orElse(FinishReason.OTHER),
        Optional.empty(),
        Usages.read(body.object("usage").orElse(JsonObject.empty())),
        "",
        Optional.empty(),
        StatusFailure.requestId(reply.headers()),
        Optional.of(body));
  }

  private static Optional<Part> part(JsonObject block) {
    Optional<JsonObject> use = block.object("toolUse");
    if (use.isPresent()) {
      return use.filter(ResponseReader::isOurs).map(ResponseReader::call);
    }
    Optional<JsonObject> reasoning = block.object("reasoningContent");
    if (reasoning.isPresent()) {
      return reasoning.map(ReasoningBlocks::read);
    }
    return block.text("text").filter(text -> !text.isEmpty()).map(Part.Text::new);
  }

  /** Returns whether a call is not of one of the model's own tools. */
  static boolean isOurs(JsonObject use) {
    return !use.text("type").equals(Optional.of("server_tool_use"));
  }

  private static Part call(JsonObject use) {
    String input = input(use);
    return new Part.ToolCall(
        use.text("toolUseId").orElse(""),
        use.text("name").orElse(""),
        input.isBlank() ? "{}" : input);
  }

  /** Returns a call's arguments, or a piece of them, as JSON text. */
  static String input(JsonObject use) {
    Json input = use.get("input").orElse(Json.ofNull());
    if (input.isNull()) {
      return "";
    }
    return input instanceof JsonString string ? string.value() : input.toString();
  }
}
