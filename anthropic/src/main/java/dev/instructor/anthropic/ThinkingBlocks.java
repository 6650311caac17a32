package dev.instructor.anthropic;

import dev.instructor.chat.Part;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
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
