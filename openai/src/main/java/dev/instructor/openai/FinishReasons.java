package dev.instructor.openai;

import dev.instructor.chat.FinishReason;
import java.util.Locale;

/** The vendors' words for why the model stopped. */
final class FinishReasons {
  private FinishReasons() {}

  static FinishReason of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "stop", "eos", "eos_token", "stop_sequence", "end_turn", "complete", "completed" ->
          FinishReason.STOP;
      // Mistral: the end of the context window.
      case "length", "max_tokens", "max_output_tokens", "model_length" -> FinishReason.LENGTH;
      case "tool_calls", "tool_call", "tool_use", "function_call" -> FinishReason.TOOL_CALLS;
      // Z.AI: sensitive.
      case "content_filter", "safety", "sensitive", "recitation" -> FinishReason.CONTENT_FILTER;
      case "refusal" -> FinishReason.REFUSAL;
      default -> FinishReason.OTHER;
    };
  }
}
