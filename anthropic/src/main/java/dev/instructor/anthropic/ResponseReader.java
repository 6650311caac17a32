package dev.instructor.anthropic;

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

/** Reads a whole message. What the vendor's own tools did within it is passed over. */
final class ResponseReader {
  private ResponseReader() {}

  static ChatResponse read(HttpReply reply, JsonObject body) {
    return new ChatResponse(
        new Message(Role.ASSISTANT, parts(body)),
        body.text("stop_reason").map(StopReasons::of).orElse(FinishReason.OTHER),
        StopReasons.refusal(body),
        Usages.read(body.object("usage").orElse(JsonObject.empty())),
        body.text("model").orElse(""),
        body.text("id").filter(id -> !id.isEmpty()),
        StatusFailure.requestId(reply.headers()),
        Optional.of(body));
  }

  private static List<Part> parts(JsonObject body) {
    List<Part> parts = new ArrayList<>();
    for (Json item : body.items("content")) {
      item.asObject().flatMap(ResponseReader::part).ifPresent(parts::add);
    }
    return parts;
  }

  private static Optional<Part> part(JsonObject block) {
    return switch (block.text("type").orElse("")) {
      case "text" -> block.text("text").filter(text -> !text.isEmpty()).map(Part.Text::new);
      case "tool_use" ->
          Optional.of(
              new Part.ToolCall(
                  block.text("id").orElse(""), block.text("name").orElse(""), input(block)));
      default -> ThinkingBlocks.read(block).map(Part.class::cast);
    };
  }

  /** Returns a call's arguments as JSON text; an empty object for none. */
  static String input(JsonObject block) {
    Json input = block.get("input").orElse(Json.ofNull());
    String text = input instanceof JsonString string ? string.value() : input.toString();
    return input.isNull() || text.isBlank() ? "{}" : text;
  }
}
