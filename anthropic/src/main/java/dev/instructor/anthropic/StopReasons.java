package dev.instructor.anthropic;

import dev.instructor.chat.FinishReason;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.Optional;

/** Anthropic's words for why the model stopped ("Handling stop reasons"). */
final class StopReasons {
  private StopReasons() {}

  static FinishReason of(String word) {
    return switch (word) {
      case "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "refusal" -> FinishReason.REFUSAL;
      // pause_turn: one of the vendor's own tools is not done.
      default -> FinishReason.OTHER;
    };
  }

  /** Returns why the vendor's classifier held the answer back, if it did and says so. */
  static Optional<String> refusal(JsonObject holder) {
    return holder
        .text("stop_reason")
        .filter("refusal"::equals)
        .flatMap(reason -> holder.at("/stop_details/explanation"))
        .flatMap(Json::asText)
        .filter(text -> !text.isEmpty());
  }
}
