package dev.instructor.bedrock;

import dev.instructor.chat.Part;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;

/**
 * Reads and writes what the model thought ("ReasoningContentBlock" of the API reference). A block
 * whose thoughts are not shown at all is kept as a signature that tells it apart.
 */
final class ReasoningBlocks {
  private static final String REDACTED = "redactedContent";
  private static final String MARK = REDACTED + ":";

  private ReasoningBlocks() {}

  /** Returns the part that a block, or a piece of one, is. */
  static Part.Thinking read(JsonObject content) {
    JsonObject text = content.object("reasoningText").orElse(content);
    return new Part.Thinking(
        text.text("text").orElse(""),
        content
            .text(REDACTED)
            .map(MARK::concat)
            .or(() -> text.text("signature"))
            .filter(signature -> !signature.isEmpty()));
  }

  static JsonObject write(String text, String signature) {
    JsonObject content =
        signature.startsWith(MARK)
            ? Json.object().put(REDACTED, signature.substring(MARK.length())).build()
            : Json.object()
                .put(
                    "reasoningText",
                    Json.object().put("text", text).put("signature", signature).build())
                .build();
    return Json.object().put("reasoningContent", content).build();
  }
}
