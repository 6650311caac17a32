package dev.instructor.google;

import dev.instructor.chat.FinishReason;

/** Google's words for why the model stopped (Gemini API, "GenerateContentResponse"). */
final class FinishReasons {
  private FinishReasons() {}

  /**
   * Returns the reason.
   *
   * @param word Google's; {@code STOP} for a call as well
   * @param called whether the answer holds a call
   */
  static FinishReason of(String word, boolean called) {
    return switch (word) {
      case "STOP" -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION",
          "MODEL_ARMOR" ->
          FinishReason.CONTENT_FILTER;
      // MALFORMED_FUNCTION_CALL and UNEXPECTED_TOOL_CALL among them: bad answers, to be asked
      // again.
      default -> FinishReason.OTHER;
    };
  }
}
