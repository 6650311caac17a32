package dev.instructor.test;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the models on Bedrock take through Converse, as of November 2026: "Supported models and
 * model features", "Get validated JSON results from models", "Prompt caching for faster model
 * inference", and what users reported.
 */
final class BedrockModels {
  private static final Pattern TOOLLESS =
      Pattern.compile(
          "titan|llama2|llama3-(8|70)b|llama3-2-[13]b|mistral-7b|mixtral|deepseek\\.r1|ai21\\.j2|jamba-instruct|command-(text|light)|claude-(v2|instant)");

  private static final Pattern UNSTREAMED_TOOLS = Pattern.compile("meta\\.llama|writer\\.palmyra");

  private static final Pattern NAMED =
      Pattern.compile("claude|amazon\\.nova|kimi|zai\\.glm|deepseek\\.v3\\.");

  private static final Pattern ANY = Pattern.compile("mistral-large|deepseek\\.v3-v1");

  private static final Pattern UNFORCED = Pattern.compile("fable|mythos");

  private static final Pattern STRUCTURED =
      Pattern.compile(
          "(sonnet|haiku|opus)-4-5|(sonnet|opus)-4-6|magistral-small|ministral-3|mistral-large-3|voxtral|qwen3|gemma-3-(12|27)b|minimax-m2|nemotron-nano|kimi|zai\\.glm|deepseek\\.v3|gpt-oss");

  private static final Pattern CACHING = Pattern.compile("claude|amazon\\.nova");
  private static final Pattern WITHOUT_SYSTEM =
      Pattern.compile("titan|mistral-7b|mixtral|ai21\\.j2|command-(text|light)");
  private static final Pattern LONE_RESULTS =
      Pattern.compile("meta\\.llama|mistral\\.|writer\\.palmyra");
  private static final Pattern BEGINS = Pattern.compile("claude|qwen|kimi|zai\\.glm");

  private BedrockModels() {}

  private static boolean is(Pattern pattern, String model) {
    return pattern.matcher(model.toLowerCase(Locale.ROOT)).find();
  }

  static boolean hasTools(String model) {
    return !is(TOOLLESS, model);
  }

  static boolean streamsTools(String model) {
    return !is(UNSTREAMED_TOOLS, model);
  }

  /** Returns whether a tool choice of a kind is taken; {@code auto} always is. */
  static boolean takesChoice(String model, String kind) {
    if (kind.equals("auto")) {
      return true;
    }
    boolean named = is(NAMED, model) && !is(UNFORCED, model);
    return kind.equals("tool") ? named : named || is(ANY, model);
  }

  static boolean isStructured(String model) {
    return is(STRUCTURED, model);
  }

  static boolean caches(String model) {
    return is(CACHING, model);
  }

  static boolean hasSystem(String model) {
    return !is(WITHOUT_SYSTEM, model);
  }

  static boolean wantsResultsAlone(String model) {
    return is(LONE_RESULTS, model);
  }

  /** Returns whether a conversation may begin with the assistant. */
  static boolean mayBegin(String model) {
    return is(BEGINS, model);
  }

  static boolean isClaude(String model) {
    return model.contains("claude");
  }

  /** Returns Anthropic's own name of a model: without region, maker and version. */
  static String anthropicName(String model) {
    int at = model.indexOf("claude");
    return (at < 0 ? model : model.substring(at)).replaceAll("-v\\d+(:\\d+)?$", "");
  }
}
