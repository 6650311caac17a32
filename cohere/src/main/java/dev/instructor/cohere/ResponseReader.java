package dev.instructor.cohere;

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

/** Reads a whole answer. Citations are passed over. */
final class ResponseReader {
  private final ErrorReader errors;

  ResponseReader(ErrorReader errors) {
    this.errors = errors;
  }

  ChatResponse read(HttpReply reply, JsonObject body) {
    errors.throwIfFailed(reply, body);
    return new ChatResponse(
        new Message(Role.ASSISTANT, parts(body.object("message").orElse(JsonObject.empty()))),
        body.text("finish_reason").map(FinishReasons::of).orElse(FinishReason.OTHER),
        Optional.empty(),
        Usages.read(body.object("usage").orElse(JsonObject.empty())),
        // The vendor does not say which model it was.
        body.text("model").orElse(""),
        body.text("id").filter(id -> !id.isEmpty()),
        StatusFailure.requestId(reply.headers()),
        Optional.of(body));
  }

  private static List<Part> parts(JsonObject message) {
    List<Part> parts = new ArrayList<>();
    message
        .text("tool_plan")
        .filter(plan -> !plan.isEmpty())
        .ifPresent(plan -> parts.add(new Part.Thinking(plan, Thoughts.PLAN)));
    for (Json item : message.items("content")) {
      item.asObject().flatMap(ResponseReader::block).ifPresent(parts::add);
    }
    for (Json item : message.items("tool_calls")) {
      item.asObject().map(ResponseReader::call).ifPresent(parts::add);
    }
    return parts;
  }

  private static Optional<Part> block(JsonObject block) {
    return block
        .text("thinking")
        .filter(text -> !text.isEmpty())
        .<Part>map(text -> new Part.Thinking(text, Thoughts.BLOCK))
        .or(() -> block.text("text").filter(text -> !text.isEmpty()).map(Part.Text::new));
  }

  private static Part call(JsonObject call) {
    JsonObject function = call.object("function").orElse(JsonObject.empty());
    String arguments = arguments(function);
    return new Part.ToolCall(
        call.text("id").orElse(""),
        function.text("name").orElse(""),
        arguments.isBlank() ? "{}" : arguments);
  }

  /** Returns a call's arguments, or a piece of them, as text; empty for none. */
  static String arguments(JsonObject function) {
    Json arguments = function.get("arguments").orElse(Json.ofNull());
    if (arguments instanceof JsonString text) {
      return text.value();
    }
    return arguments.isNull() ? "" : arguments.toString();
  }
}
