package dev.instructor.test;

/**
 * What Google's models differ in, by their names. Sources: Gemini API, "Gemini thinking", "Thought
 * signatures" and "Structured outputs"; errors as users reported them.
 */
final class GoogleModels {
  private GoogleModels() {}

  /** Gemma before its fourth version (BerriAI/litellm#10313, agno-agi/agno#3505). */
  static boolean isBare(String model) {
    return model.matches("gemma-[1-3].*");
  }

  /** From Gemini 3 on: levels instead of budgets, signatures demanded, tools together with JSON. */
  static boolean isThirdOrLater(String model) {
    return model.matches("gemini-([3-9]|[1-9][0-9]).*");
  }

  static boolean isSecondHalf(String model) {
    return model.startsWith("gemini-2.5");
  }

  static boolean thinks(String model) {
    return isThirdOrLater(model) || isSecondHalf(model);
  }

  /** Those of 2.5 that cannot do without thinking. */
  static boolean alwaysThinks(String model) {
    return model.startsWith("gemini-2.5-pro");
  }

  static int maxBudget(String model) {
    return model.startsWith("gemini-2.5-pro") ? 32_768 : 24_576;
  }
}
