package dev.instructor.ollama;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.Usage;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads answers, whole or a piece of one: both have the same form. */
final class Answers {
  private Answers() {}

  /** Returns whether an object is an answer, or a piece of one. */
  static boolean isOne(JsonObject object) {
    return object.object("message").isPresent()
        || object.text("response").isPresent()
        || object.has("done");
  }

  static ChatResponse read(HttpReply reply, JsonObject body) {
    List<Part> parts = new ArrayList<>();
    Optional.of(thinking(body))
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Thinking(text, Optional.empty())));
    Optional.of(text(body))
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Text(text)));
    List<Part.ToolCall> calls = calls(body);
    parts.addAll(calls);
    return new ChatResponse(
        new Message(Role.ASSISTANT, parts),
        finishReason(body, !calls.isEmpty()),
        Optional.empty(),
        usage(body),
        body.text("model").orElse(""),
        Optional.empty(),
        StatusFailure.requestId(reply.headers()),
        Optional.of(body));
  }

  static String text(JsonObject object) {
    return object
        .object("message")
        .flatMap(message -> message.text("content"))
        .or(() -> object.text("response"))
        .orElse("");
  }

  static String thinking(JsonObject object) {
    return object
        .object("message")
        .flatMap(message -> message.text("thinking"))
        .or(() -> object.text("thinking"))
        .orElse("");
  }

  /** Returns the calls, each of them whole: they do not come in pieces. */
  static List<Part.ToolCall> calls(JsonObject object) {
    return object.object("message").orElse(JsonObject.empty()).items("tool_calls").stream()
        .flatMap(item -> item.asObject().stream())
        .map(
            call -> {
              JsonObject function = call.object("function").orElse(JsonObject.empty());
              return new Part.ToolCall(
                  call.text("id").orElse(""),
                  function.text("name").orElse(""),
                  arguments(function.get("arguments").orElse(Json.ofNull())));
            })
        .toList();
  }

  private static String arguments(Json arguments) {
    String text = arguments instanceof JsonString string ? string.value() : arguments.toString();
    return arguments.isNull() || text.isBlank() ? "{}" : text;
  }

  /**
   * Returns why the model stopped.
   *
   * @param called whether it called a tool; the server says {@code stop} then as well
   */
  static FinishReason finishReason(JsonObject object, boolean called) {
    // Servers before June 2024 gave no reason; load and unload are of requests without messages.
    boolean done = object.get("done").equals(Optional.of(Json.of(true)));
    return switch (object.text("done_reason").orElse(done ? "stop" : "")) {
      case "stop" -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      default -> FinishReason.OTHER;
    };
  }

  static Usage usage(JsonObject object) {
    return new Usage(
        count(object, "prompt_eval_count"),
        count(object, "eval_count"),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static OptionalLong count(JsonObject object, String name) {
    return object.get(name).orElse(Json.ofNull()) instanceof JsonNumber number
            && number.isIntegral()
        ? OptionalLong.of(Math.max(0, number.value().longValue()))
        : OptionalLong.empty();
  }
}
