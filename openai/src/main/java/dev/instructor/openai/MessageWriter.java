package dev.instructor.openai;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.openai.ChatFlavour.Replay;
import dev.instructor.provider.UnsupportedMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes messages. A call that came without an id gets one by its number, and so does its result:
 * the format needs them to agree.
 */
final class MessageWriter {
  private static final String REASONING_CONTENT = "reasoning_content";

  private final OpenAiVendor vendor;
  private final boolean thinks;
  private final List<Json> messages = new ArrayList<>();
  private int callsWithoutId;
  private int resultsWithoutId;

  private MessageWriter(OpenAiVendor vendor, boolean thinks) {
    this.vendor = vendor;
    this.thinks = thinks;
  }

  /**
   * Returns the messages.
   *
   * @param thinks whether the model may think
   */
  static List<Json> write(List<Message> messages, OpenAiVendor vendor, boolean thinks) {
    MessageWriter writer = new MessageWriter(vendor, thinks);
    (vendor.flavour().mistral() ? MistralConversation.of(messages) : messages).forEach(writer::add);
    return writer.messages;
  }

  private void add(Message message) {
    List<Part> said = message.parts();
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i) instanceof Part.ToolResult result) {
        boolean marked = i + 1 < said.size() && said.get(i + 1) instanceof Part.CacheMark;
        messages.add(result(result, marked && cacheMarks()));
      }
    }
    Json content = content(message);
    List<Part.ToolCall> calls = message.toolCalls();
    if (!calls.isEmpty()) {
      messages.add(calls(message, content, calls));
    } else if (needsParts(message)) {
      messages.add(
          Json.object()
              .put("role", role(message.role()))
              .put("content", Json.array(parts(message)))
              .putAll(thoughts(message))
              .build());
    } else if (hasText(message)) {
      messages.add(
          Json.object()
              .put("role", role(message.role()))
              .put("content", content)
              .putAll(thoughts(message))
              .build());
    }
  }

  /** Mistral, "Reasoning", section "Multi-turn conversations": thoughts are always sent back. */
  private Json content(Message message) {
    List<Json> thinking =
        thinking(message)
            .<Json>map(
                thought -> part("thinking", Json.array(List.of(part("text", Json.of(thought))))))
            .toList();
    if (thinking.isEmpty() || vendor.flavour().replay() != Replay.PARTS) {
      return Json.of(message.text());
    }
    List<Json> parts = new ArrayList<>(thinking);
    if (!message.text().isEmpty()) {
      parts.add(part("text", Json.of(message.text())));
    }
    return Json.array(parts);
  }

  private static Stream<Part.Thinking> thoughtParts(Message message) {
    return message.parts().stream()
        .filter(Part.Thinking.class::isInstance)
        .map(Part.Thinking.class::cast);
  }

  /** Returns what the vendor's model thought. Thoughts with another signature are another's. */
  private static Stream<String> thinking(Message message) {
    return thoughtParts(message)
        .filter(part -> part.signature().isEmpty() || ReasoningDetails.of(part).isPresent())
        .map(Part.Thinking::text)
        .filter(text -> !text.isEmpty());
  }

  /**
   * Returns the member of a message that holds what the model thought, if the vendor wants it back.
   */
  private JsonObject thoughts(Message message) {
    String text = thinking(message).collect(Collectors.joining());
    boolean called = !message.toolCalls().isEmpty();
    if (vendor.flavour().replay() == Replay.DETAILS) {
      Optional<Json> details =
          thoughtParts(message).flatMap(part -> ReasoningDetails.of(part).stream()).findFirst();
      if (details.isPresent()) {
        return Json.object().put(ReasoningDetails.NAME, details.get()).build();
      }
    }
    String member =
        switch (vendor.flavour().replay()) {
          case NONE, PARTS -> "";
          case OF_CALLS -> called && (thinks || !text.isEmpty()) ? REASONING_CONTENT : "";
          case REASONING_CONTENT -> text.isEmpty() ? "" : REASONING_CONTENT;
          case REASONING, DETAILS -> text.isEmpty() ? "" : "reasoning";
        };
    return member.isEmpty() ? JsonObject.empty() : Json.object().put(member, text).build();
  }

  private static JsonObject part(String type, Json content) {
    return Json.object().put("type", type).put(type, content).build();
  }

  private boolean needsParts(Message message) {
    return message.parts().stream().anyMatch(Part.Media.class::isInstance)
        || (cacheMarks()
            && message.parts().stream().anyMatch(Part.CacheMark.class::isInstance)
            && message.parts().stream().anyMatch(Part.Text.class::isInstance));
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

  private JsonObject result(Part.ToolResult result, boolean isMarked) {
    Json text = Json.of(result.text());
    return Json.object()
        .put("role", "tool")
        .put("tool_call_id", result.id().isEmpty() ? id(resultsWithoutId++) : result.id())
        .put("name", result.name())
        .put("content", isMarked ? Json.array(List.of(marked(part("text", text)))) : text)
        .build();
  }

  private JsonObject calls(Message message, Json content, List<Part.ToolCall> calls) {
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
        .putAll(thoughts(message))
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
