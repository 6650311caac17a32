package dev.instructor.google;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.Usage;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import java.util.List;
import java.util.Optional;

/** Reads a whole answer (Gemini API, "GenerateContentResponse"). */
final class ResponseReader {
  private ResponseReader() {}

  static ChatResponse read(HttpReply reply, JsonObject body) {
    JsonObject candidate = Contents.candidate(body);
    List<Part> parts = Contents.parts(candidate);
    boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    return new ChatResponse(
        new Message(Role.ASSISTANT, parts),
        Contents.blockReason(body).isPresent()
            ? FinishReason.CONTENT_FILTER
            : candidate
                .text("finishReason")
                .map(word -> FinishReasons.of(word, called))
                .orElse(FinishReason.OTHER),
        Optional.empty(),
        body.object("usageMetadata").map(Usages::read).orElse(Usage.none()),
        body.text("modelVersion").orElse(""),
        body.text("responseId").filter(id -> !id.isEmpty()),
        StatusFailure.requestId(reply.headers()),
        Optional.of(body));
  }
}
