package dev.instructor.bedrock;

import dev.instructor.chat.FinishReason;

/** Bedrock's words for why the model stopped ("Converse" of the API reference). */
final class StopReasons {
  private StopReasons() {}

  static FinishReason of(String word) {
    return switch (word) {
      case "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
      case "refusal" -> FinishReason.REFUSAL;
      // malformed_model_output, malformed_tool_use.
      default -> FinishReason.OTHER;
    };
  }
}
