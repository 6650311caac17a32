package dev.instructor.test;

import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * In what Anthropic's models differ, as of November 2026: "Models overview", "Effort", "Extended
 * thinking", "Adaptive thinking", "Structured outputs" and the models' migration guides. A name
 * that is none of these is taken for a model that has everything.
 */
final class AnthropicModels {
  private static final Pattern OLD = Pattern.compile("claude-(2|3-(?!7)|instant)");
  private static final Pattern BUDGET =
      Pattern.compile("claude-3-7|claude-4-|(opus|sonnet|haiku)-4-(0|1|5|2025)");
  private static final Pattern BOTH = Pattern.compile("(opus|sonnet)-4-6");
  private static final Pattern ALWAYS = Pattern.compile("fable|mythos|opus-5-5");
  private static final Pattern UNFORCED = Pattern.compile("fable|mythos|(opus|sonnet)-5-5");
  private static final Pattern UNSTRUCTURED =
      Pattern.compile("claude-(2|3|instant)|(opus|sonnet)-4-(0|2025)|claude-4-");
  private static final Pattern KNOWN = Pattern.compile("claude-.*");

  private AnthropicModels() {}

  private static boolean is(Pattern pattern, String model) {
    return pattern.matcher(model).find();
  }

  /** Whether it takes a budget for thinking. */
  static boolean takesBudget(String model) {
    return is(BUDGET, model) || is(BOTH, model) || !is(KNOWN, model);
  }

  /** Whether it decides itself how much to think. */
  static boolean adapts(String model) {
    return !is(OLD, model) && !is(BUDGET, model);
  }

  static boolean alwaysThinks(String model) {
    return is(ALWAYS, model);
  }

  static boolean takesForcedTools(String model) {
    return !is(UNFORCED, model);
  }

  /** The newer ones take no temperature but 1. */
  static boolean samples(String model) {
    return is(OLD, model) || is(BUDGET, model) || is(BOTH, model) || !is(KNOWN, model);
  }

  /** From the fourth generation on temperature and top_p exclude each other. */
  static boolean samplesByOneOnly(String model) {
    return !is(OLD, model) && !model.contains("claude-3-7") && is(KNOWN, model);
  }

  /** The newer ones do not go on with what the assistant began. */
  static boolean takesPrefill(String model) {
    return is(OLD, model) || is(BUDGET, model) || !is(KNOWN, model);
  }

  static boolean hasStructuredOutputs(String model) {
    return !is(UNSTRUCTURED, model);
  }

  static int maxTokens(String model) {
    if (model.startsWith("claude-3-5")) {
      return 8_192;
    }
    if (is(OLD, model)) {
      return 4_096;
    }
    if (Pattern.compile("opus-4-(0|1|2025)").matcher(model).find()) {
      return 32_000;
    }
    return is(BUDGET, model) ? 64_000 : 128_000;
  }

  /** Returns the levels of effort that it takes, in the order of the vendor's error text. */
  static Set<String> efforts(String model) {
    Set<String> efforts = new TreeSet<>(List.of("low", "medium", "high"));
    if (model.contains("opus-4-5") || !is(KNOWN, model)) {
      return efforts;
    }
    if (is(OLD, model) || is(BUDGET, model)) {
      return Set.of();
    }
    efforts.add("max");
    if (!is(BOTH, model)) {
      efforts.add("xhigh");
    }
    return efforts;
  }

  /** Returns whether a request has the model think before it answers. */
  static boolean thinks(JsonObject body) {
    String model = body.text("model").orElse("");
    String type =
        body.object("thinking").flatMap(thinking -> thinking.text("type")).orElse("unstated");
    boolean unasked = alwaysThinks(model) || (adapts(model) && !samples(model) && isFifth(model));
    return type.equals("unstated") ? unasked : !type.equals("disabled");
  }

  private static boolean isFifth(String model) {
    return model.matches(".*-5(-\\d+)?$");
  }
}
