package dev.instructor.cohere;

import dev.instructor.chat.FinishReason;

/** Cohere's words for why the model stopped (API reference, "Chat": {@code finish_reason}). */
final class FinishReasons {
  private FinishReasons() {}

  static FinishReason of(String word) {
    return switch (word) {
      case "COMPLETE", "STOP_SEQUENCE" -> FinishReason.STOP;
      // The second of version 1, as private deployments still have it.
      case "MAX_TOKENS", "ERROR_LIMIT" -> FinishReason.LENGTH;
      case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
      case "ERROR_TOXIC" -> FinishReason.CONTENT_FILTER;
      default -> FinishReason.OTHER;
    };
  }
}
