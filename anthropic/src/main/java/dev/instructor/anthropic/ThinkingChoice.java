package dev.instructor.anthropic;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.Message;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a request says about thinking: from {@code reasoningEffort}, or from the vendor's own member
 * {@code thinking} among the extra ones.
 *
 * <p>An effort is the vendor's word ("Effort": {@code low}, {@code medium}, {@code high}, {@code
 * xhigh}, {@code max}) and goes into {@code output_config}, with adaptive thinking; {@code none}
 * switches thinking off. Models that think within a budget take {@code low}, {@code medium} and
 * {@code high} for 1,024 (the vendor's minimum), 4,096 and 16,384 tokens, or a number of tokens.
 *
 * @param member the member {@code thinking}, if it is sent
 * @param effort the member {@code effort} of {@code output_config}, if it is sent
 * @param budget the tokens that are set aside for it, if there is a budget
 */
record ThinkingChoice(Optional<JsonObject> member, Optional<String> effort, OptionalInt budget) {
  private static final String THINKING = "thinking";

  static ThinkingChoice of(ClaudeModel model, String name, ChatOptions options) {
    Optional<JsonObject> stated =
        Optional.ofNullable(options.extra().get(THINKING)).flatMap(Json::asObject);
    Optional<String> effort = options.reasoningEffort();
    if (effort.isEmpty()) {
      return new ThinkingChoice(stated, Optional.empty(), budget(stated));
    }
    boolean bothSayHowMuch =
        model.thinking() == ClaudeModel.Thinking.BUDGET || effort.get().equals("none");
    if (stated.isPresent() && bothSayHowMuch) {
      throw new ConfigurationException(
          "reasoningEffort and the option \"thinking\" both say how much %s is to think; keep one of them"
              .formatted(name));
    }
    return switch (model.thinking()) {
      case NONE ->
          throw new ConfigurationException(
              "%s does not think: leave reasoningEffort out, or take another model"
                  .formatted(name));
      case BUDGET -> withBudget(effort.get());
      case ADAPTIVE ->
          effort.get().equals("none")
              ? off("disabled")
              : new ThinkingChoice(
                  stated.or(() -> Optional.of(type("adaptive"))), effort, budget(stated));
      // "What's new in Claude Sonnet 5.5", section "Turn off up-front thinking".
      case UP_FRONT ->
          effort.get().equals("none")
              ? off("between_tools")
              : new ThinkingChoice(stated, effort, budget(stated));
      case ALWAYS -> {
        if (effort.get().equals("none")) {
          throw new ConfigurationException(
              "%s always thinks: the least is reasoningEffort(\"low\")".formatted(name));
        }
        yield new ThinkingChoice(stated, effort, budget(stated));
      }
    };
  }

  /**
   * Returns this choice for a conversation: where the model cannot think within a budget, it does
   * not.
   */
  ThinkingChoice in(List<Message> messages) {
    return isWithinBudget() && ThinkingBlocks.areMissing(messages)
        ? new ThinkingChoice(Optional.empty(), effort, OptionalInt.empty())
        : this;
  }

  boolean isWithinBudget() {
    return member
        .flatMap(thinking -> thinking.text("type"))
        .filter(type -> type.equals("enabled"))
        .isPresent();
  }

  private static ThinkingChoice withBudget(String effort) {
    int budget =
        switch (effort) {
          case "none" -> 0;
          case "low" -> 1_024;
          case "medium" -> 4_096;
          case "high" -> 16_384;
          default -> number(effort);
        };
    if (budget == 0) {
      return off("disabled");
    }
    return new ThinkingChoice(
        Optional.of(
            Json.object().put("type", "enabled").put("budget_tokens", (long) budget).build()),
        Optional.empty(),
        OptionalInt.of(budget));
  }

  private static int number(String effort) {
    try {
      return Integer.parseInt(effort);
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          "This model thinks within a budget: reasoningEffort is none, low, medium, high or a"
              + " number of tokens, not '"
              + effort
              + "'");
    }
  }

  private static ThinkingChoice off(String type) {
    return new ThinkingChoice(Optional.of(type(type)), Optional.empty(), OptionalInt.empty());
  }

  private static JsonObject type(String type) {
    return Json.object().put("type", type).build();
  }

  private static OptionalInt budget(Optional<JsonObject> stated) {
    return stated.flatMap(thinking -> thinking.get("budget_tokens")).orElse(Json.ofNull())
                instanceof JsonNumber number
            && number.isIntegral()
        ? OptionalInt.of(number.value().intValue())
        : OptionalInt.empty();
  }

  /** Returns whether thinking was asked for: then a tool cannot be forced. */
  boolean asked() {
    return member
        .flatMap(thinking -> thinking.text("type"))
        .filter(type -> !type.equals("disabled"))
        .isPresent();
  }
}
