package dev.instructor.anthropic;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes what the model thought ("Extended thinking", sections "Preserving thinking
 * blocks" and "Thinking redaction"). A block whose thoughts are not shown at all is kept as a
 * signature that tells it apart.
 */
final class ThinkingBlocks {
  private static final String REDACTED = "redacted_thinking";
  private static final String MARK = REDACTED + ":";

  private ThinkingBlocks() {}

  /** Returns the part that a block is, if it is one of thinking. */
  static Optional<Part.Thinking> read(JsonObject block) {
    return switch (block.text("type").orElse("")) {
      case "thinking" ->
          Optional.of(
              new Part.Thinking(
                  block.text("thinking").orElse(""),
                  block.text("signature").filter(signature -> !signature.isEmpty())));
      case REDACTED ->
          Optional.of(new Part.Thinking("", Optional.of(MARK + block.text("data").orElse(""))));
      default -> Optional.empty();
    };
  }

  /**
   * Returns whether the model cannot think within a budget in this conversation, since the last
   * turn called tools and does not begin with thoughts of its own: another model may have made it,
   * or the caller. "Extended thinking", section "Preserving thinking blocks", and the words of the
   * refusal: "a final assistant message must start with a thinking block".
   */
  static boolean areMissing(List<Message> messages) {
    int last = messages.size() - 1;
    while (last >= 0 && messages.get(last).role() != Role.ASSISTANT) {
      last--;
    }
    boolean called = false;
    boolean thought = false;
    for (int i = last; i >= 0 && messages.get(i).role() == Role.ASSISTANT; i--) {
      called |= !messages.get(i).toolCalls().isEmpty();
      thought = beginsWithThoughts(messages.get(i));
    }
    return called && !thought;
  }

  private static boolean beginsWithThoughts(Message message) {
    return message.parts().stream()
        .filter(ThinkingBlocks::isSent)
        .findFirst()
        .filter(Part.Thinking.class::isInstance)
        .isPresent();
  }

  private static boolean isSent(Part part) {
    if (part instanceof Part.Thinking thinking) {
      return thinking.signature().isPresent();
    }
    return part instanceof Part.ToolCall
        || (part instanceof Part.Text text && !text.text().isBlank());
  }

  static JsonObject write(String text, String signature) {
    return signature.startsWith(MARK)
        ? Json.object()
            .put("type", REDACTED)
            .put("data", signature.substring(MARK.length()))
            .build()
        : Json.object()
            .put("type", "thinking")
            .put("thinking", text)
            .put("signature", signature)
            .build();
  }
}
