package dev.instructor.anthropic;

import dev.instructor.chat.ChatOptions;
import dev.instructor.error.ConfigurationException;

/**
 * What may be said about sampling ("Extended thinking", section "Feature compatibility", and the
 * models' migration guides).
 */
final class Sampling {
  private Sampling() {}

  static void check(ClaudeModel model, String name, ThinkingChoice thinking, ChatOptions options) {
    boolean other = options.temperature().orElse(1) != 1 || options.topP().orElse(1) != 1;
    if (other && !model.sampling()) {
      throw new ConfigurationException(
          "%s takes no temperature and no topP but 1: leave them out".formatted(name));
    }
    if (thinking.asked() && options.temperature().orElse(1) != 1) {
      throw new ConfigurationException(
          "Anthropic takes no temperature but 1 while the model thinks: leave it out, or"
              + " reasoningEffort");
    }
  }
}
