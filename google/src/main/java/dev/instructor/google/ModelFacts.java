package dev.instructor.google;

import java.util.Locale;
import java.util.regex.Pattern;

/** How requests to some models differ, by the model's name; as of November 2026. */
final class ModelFacts {
  /**
   * "Developer instruction is not enabled for models/gemma-3-12b-it" (agno-agi/agno#3505): the
   * instructions go in front of the first message.
   */
  private static final Pattern WITHOUT_INSTRUCTIONS = Pattern.compile("^(models/)?gemma-[1-3]");

  /** Google, "Gemini thinking": the 2.5 series has a budget of tokens, later ones have levels. */
  private static final Pattern BUDGET = Pattern.compile("gemini-2\\.5");

  /** Google, "Thought signatures": from Gemini 3 on, a call without its signature is refused. */
  private static final Pattern SIGNED = Pattern.compile("gemini-([3-9]|[1-9][0-9])");

  private ModelFacts() {}

  static boolean hasInstructions(String model) {
    return !found(WITHOUT_INSTRUCTIONS, model);
  }

  static boolean hasThinkingBudget(String model) {
    return found(BUDGET, model);
  }

  static boolean demandsSignatures(String model) {
    return found(SIGNED, model);
  }

  private static boolean found(Pattern pattern, String model) {
    return pattern.matcher(model.toLowerCase(Locale.ROOT)).find();
  }
}
