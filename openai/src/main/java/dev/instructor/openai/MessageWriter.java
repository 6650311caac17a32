package dev.instructor.openai;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes messages. A call that came without an id gets one by its number, and so does its result:
 * the format needs them to agree.
 */
final class MessageWriter {
  private final List<Json> messages = new ArrayList<>();
  private int callsWithoutId;
  private int resultsWithoutId;

  private MessageWriter() {}

  static List<Json> write(List<Message> messages) {
    MessageWriter writer = new MessageWriter();
    messages.forEach(writer::add);
    return writer.messages;
  }

  private void add(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        messages.add(result(result));
      }
    }
    String text = message.text();
    List<Part.ToolCall> calls = message.toolCalls();
    if (!calls.isEmpty()) {
      messages.add(calls(text, calls));
    } else if (hasText(message)) {
      messages.add(Json.object().put("role", role(message.role())).put("content", text).build());
    }
  }

  private static boolean hasText(Message message) {
    // What the model thought is not sent back; an answer of thoughts alone still needs its turn.
    return message.role() == Role.ASSISTANT
        || message.parts().stream().anyMatch(Part.Text.class::isInstance);
  }

  private JsonObject result(Part.ToolResult result) {
    return Json.object()
        .put("role", "tool")
        .put("tool_call_id", result.id().isEmpty() ? id(resultsWithoutId++) : result.id())
        .put("name", result.name())
        .put("content", result.text())
        .build();
  }

  private JsonObject calls(String text, List<Part.ToolCall> calls) {
    List<Json> written = new ArrayList<>();
    for (Part.ToolCall call : calls) {
      written.add(
          Json.object()
              .put("id", call.id().isEmpty() ? id(callsWithoutId++) : call.id())
              .put("type", "function")
              .put(
                  "function",
                  Json.object().put("name", call.name()).put("arguments", call.arguments()).build())
              .build());
    }
    return Json.object()
        .put("role", "assistant")
        .put("content", text.isEmpty() ? Json.ofNull() : Json.of(text))
        .put("tool_calls", Json.array(written))
        .build();
  }

  // Nine characters: Mistral takes no other length.
  private static String id(int number) {
    String digits = Integer.toString(number);
    return "call" + "0".repeat(Math.max(0, 5 - digits.length())) + digits;
  }

  private static String role(Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case ASSISTANT -> "assistant";
      case USER, TOOL -> "user";
    };
  }
}
