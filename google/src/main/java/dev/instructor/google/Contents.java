package dev.instructor.google;

import dev.instructor.chat.Part;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the parts of a candidate, whole or a piece of it: both have the same form (Gemini API,
 * "Content").
 *
 * <p>A signature that stands at a text or a call becomes a thinking part in front of it, so that it
 * can be sent back at the same place. Parts for people's eyes, such as the code that the vendor ran
 * and what came of it, are in the raw answer alone.
 */
final class Contents {
  private Contents() {}

  static List<Part> parts(JsonObject candidate) {
    List<Part> parts = new ArrayList<>();
    for (Json item : candidate.object("content").orElse(JsonObject.empty()).items("parts")) {
      item.asObject().ifPresent(part -> add(part, parts));
    }
    return parts;
  }

  private static void add(JsonObject part, List<Part> parts) {
    Optional<String> signature = part.text("thoughtSignature").filter(mark -> !mark.isEmpty());
    String text = part.text("text").orElse("");
    Optional<JsonObject> call = part.object("functionCall");
    if (call.isPresent()) {
      signature.ifPresent(mark -> parts.add(new Part.Thinking("", signature)));
      parts.add(call(call.get()));
    } else if (part.get("thought").filter(Json.of(true)::equals).isPresent()) {
      parts.add(new Part.Thinking(text, signature));
    } else if (part.has("text")) {
      signature.ifPresent(mark -> parts.add(new Part.Thinking("", signature)));
      if (!text.isEmpty()) {
        parts.add(new Part.Text(text));
      }
    }
  }

  private static Part.ToolCall call(JsonObject call) {
    String arguments =
        call.get("args").filter(args -> !args.isNull()).map(Json::toString).orElse("{}");
    return new Part.ToolCall(call.text("id").orElse(""), call.text("name").orElse(""), arguments);
  }

  /** Returns the first candidate that says something, else the first. */
  static JsonObject candidate(JsonObject body) {
    List<JsonObject> candidates =
        body.items("candidates").stream().flatMap(item -> item.asObject().stream()).toList();
    return candidates.stream()
        .filter(candidate -> !parts(candidate).isEmpty())
        .findFirst()
        .orElse(candidates.isEmpty() ? JsonObject.empty() : candidates.get(0));
  }

  /** Returns whether a body is what the documentation calls a GenerateContentResponse. */
  static boolean isResponse(JsonObject body) {
    return body.get("candidates").filter(JsonArray.class::isInstance).isPresent()
        || body.has("promptFeedback")
        || body.has("usageMetadata")
        || body.has("responseId");
  }

  /** Returns why the prompt was blocked, if it was. */
  static Optional<String> blockReason(JsonObject body) {
    return body.object("promptFeedback").flatMap(feedback -> feedback.text("blockReason"));
  }
}
