package dev.instructor.openai;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.UnsupportedMedia;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes messages. A call that came without an id gets one by its number, and so does its result:
 * the format needs them to agree.
 */
final class MessageWriter {
  private final OpenAiVendor vendor;
  private final List<Json> messages = new ArrayList<>();
  private int callsWithoutId;
  private int resultsWithoutId;

  private MessageWriter(OpenAiVendor vendor) {
    this.vendor = vendor;
  }

  static List<Json> write(List<Message> messages, OpenAiVendor vendor) {
    MessageWriter writer = new MessageWriter(vendor);
    (vendor.flavour().mistral() ? MistralConversation.of(messages) : messages).forEach(writer::add);
    return writer.messages;
  }

  private void add(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        messages.add(result(result));
      }
    }
    Json content = content(message);
    List<Part.ToolCall> calls = message.toolCalls();
    if (!calls.isEmpty()) {
      messages.add(calls(content, calls));
    } else if (needsParts(message)) {
      messages.add(
          Json.object()
              .put("role", role(message.role()))
              .put("content", Json.array(parts(message)))
              .build());
    } else if (hasText(message)) {
      messages.add(Json.object().put("role", role(message.role())).put("content", content).build());
    }
  }

  /** Mistral, "Reasoning", section "Multi-turn conversations": thoughts are always sent back. */
  private Json content(Message message) {
    List<Json> thinking =
        message.parts().stream()
            .filter(part -> vendor.flavour().mistral() && part instanceof Part.Thinking)
            .map(Part.Thinking.class::cast)
            // Signed ones are another vendor's.
            .filter(part -> part.signature().isEmpty() && !part.text().isEmpty())
            .<Json>map(
                thought ->
                    part("thinking", Json.array(List.of(part("text", Json.of(thought.text()))))))
            .toList();
    if (thinking.isEmpty()) {
      return Json.of(message.text());
    }
    List<Json> parts = new ArrayList<>(thinking);
    if (!message.text().isEmpty()) {
      parts.add(part("text", Json.of(message.text())));
    }
    return Json.array(parts);
  }

  private static JsonObject part(String type, Json content) {
    return Json.object().put("type", type).put(type, content).build();
  }

  private boolean needsParts(Message message) {
    return message.parts().stream()
        .anyMatch(
            part -> part instanceof Part.Media || (part instanceof Part.CacheMark && cacheMarks()));
  }

  private boolean cacheMarks() {
    return vendor.flavour().media().cacheMarks();
  }

  private List<Json> parts(Message message) {
    List<Json> parts = new ArrayList<>();
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        parts.add(part("text", Json.of(text.text())));
      } else if (part instanceof Part.Media media) {
        if (role(message.role()).equals("user")) {
          parts.add(vendor.flavour().media().write(media, vendor.vendor().name()));
        } else {
          throw UnsupportedMedia.place(vendor.vendor().name(), media);
        }
      } else if (part instanceof Part.CacheMark && cacheMarks() && !parts.isEmpty()) {
        parts.add(marked(parts.remove(parts.size() - 1)));
      }
    }
    return parts;
  }

  /** OpenRouter, "Prompt Caching": Anthropic's mark, on the part it stands behind. */
  private static Json marked(Json part) {
    return part.asObject()
        .orElseThrow()
        .with("cache_control", Json.object().put("type", "ephemeral").build());
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

  private JsonObject calls(Json content, List<Part.ToolCall> calls) {
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
        .put("content", content.equals(Json.of("")) ? Json.ofNull() : content)
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
