package dev.instructor.bedrock;

import dev.instructor.anthropic.HostedClaude;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a Converse request says about thinking, in the words of the model's maker. An effort goes
 * there as it was given; what the maker has no word for is refused.
 *
 * @param members members of {@code additionalModelRequestFields}
 * @param budget the tokens that are set aside for it, if there is a budget
 * @param forcible whether the model can be made to call a tool beside it
 * @param warnings what was given up, a sentence each
 */
record Reasoning(JsonObject members, OptionalInt budget, boolean forcible, List<String> warnings) {

  /**
   * Returns what to say.
   *
   * @param base the model
   * @param own the members the caller wrote himself
   */
  static Reasoning of(Family family, String base, ChatRequest request, JsonObject own) {
    if (family.effort() == Family.Effort.CLAUDE) {
      HostedClaude.Thinking thinking =
          HostedClaude.thinking(base, withExtra(request.options(), own), request.messages());
      return new Reasoning(
          thinking.members(), thinking.budget(), thinking.forcible(), thinking.warnings());
    }
    Optional<String> effort = request.options().reasoningEffort();
    return new Reasoning(
        effort.map(word -> say(family.effort(), word, base)).orElse(JsonObject.empty()),
        OptionalInt.empty(),
        true,
        List.of());
  }

  private static JsonObject say(Family.Effort how, String effort, String model) {
    return switch (how) {
      case NOVA ->
          effort.equals("none")
              ? nova(Json.object().put("type", "disabled"))
              : nova(
                  Json.object()
                      .put("type", "enabled")
                      .put(
                          "maxReasoningEffort",
                          known(effort, model, List.of("low", "medium", "high", "none"))));
      case OPENAI ->
          Json.object()
              .put("reasoning_effort", known(effort, model, List.of("low", "medium", "high")))
              .build();
      case QWEN ->
          Json.object()
              .put("reasoning_config", known(effort, model, List.of("low", "high")))
              .build();
      case NONE, CLAUDE ->
          throw new ConfigurationException(
              "%s takes no reasoningEffort through Bedrock: leave it out, or give the model's own member with option(\"additionalModelRequestFields\", …)"
                  .formatted(model));
    };
  }

  private static JsonObject nova(JsonObject.Builder config) {
    return Json.object().put("reasoningConfig", config.build()).build();
  }

  private static String known(String effort, String model, List<String> words) {
    if (!words.contains(effort)) {
      throw new ConfigurationException(
          "reasoningEffort of %s is one of %s, not '%s'"
              .formatted(model, String.join(", ", words), effort));
    }
    return effort;
  }

  private static ChatOptions withExtra(ChatOptions options, JsonObject own) {
    ChatOptions all =
        new ChatOptions(
            options.temperature(),
            options.topP(),
            options.maxTokens(),
            options.seed(),
            options.stop(),
            options.reasoningEffort(),
            Map.of());
    for (Map.Entry<String, Json> member : own.members().entrySet()) {
      all = all.withExtra(member.getKey(), member.getValue());
    }
    return all;
  }
}
