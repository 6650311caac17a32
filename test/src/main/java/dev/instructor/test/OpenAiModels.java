package dev.instructor.test;

import java.util.List;
import java.util.Set;

/**
 * What OpenAI's models differ in, by their names. Sources: the guides "Reasoning models",
 * "Structured model outputs" and "Latest model" of OpenAI's documentation, and recorded errors.
 */
final class OpenAiModels {
  private static final Set<String> NO_JSON_MODE =
      Set.of("gpt-4", "gpt-4-0314", "gpt-4-0613", "gpt-3.5-turbo-0613", "gpt-4-vision-preview");

  private static final List<String> WITHOUT_STRUCTURED_OUTPUTS =
      List.of("gpt-3.5-", "gpt-4-", "o1-mini", "o1-preview");

  private static final Set<String> EFFORTS =
      Set.of("none", "minimal", "low", "medium", "high", "xhigh");

  private OpenAiModels() {}

  static void checkEffort(String effort, String at) {
    if (!EFFORTS.contains(effort)) {
      throw Refused.wrongValue(
          at, effort, "'none', 'minimal', 'low', 'medium', 'high', and 'xhigh'");
    }
  }

  /** Those that think first take other parameters than the rest. */
  static boolean reasons(String model) {
    return (model.matches("o[134](-.*)?") || model.startsWith("gpt-5"))
        && !model.startsWith("gpt-5-chat");
  }

  static boolean takesInstructions(String model) {
    return !model.startsWith("o1-mini") && !model.startsWith("o1-preview");
  }

  static boolean takesParallelToolCalls(String model) {
    return !model.matches("(o1|o3-mini)(-.*)?");
  }

  /** The newer ones that think take no stop texts; a recording shows that o3-mini does. */
  static boolean takesStop(String model) {
    return !reasons(model) || model.matches("(o1|o3-mini)(-.*)?");
  }

  static boolean hasJsonMode(String model) {
    return !NO_JSON_MODE.contains(model) && takesInstructions(model);
  }

  static boolean hasStructuredOutputs(String model) {
    return !model.equals("gpt-4")
        && !model.equals("gpt-4o-2024-05-13")
        && WITHOUT_STRUCTURED_OUTPUTS.stream().noneMatch(model::startsWith);
  }
}
