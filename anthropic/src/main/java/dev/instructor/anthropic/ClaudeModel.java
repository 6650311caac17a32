package dev.instructor.anthropic;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What requests to a model may hold, as data, as of November 2026. A model's limits: "Models
 * overview"; thinking: "Extended thinking", "Adaptive thinking" and each model's "What's new"; what
 * sampling it takes: the migration guides.
 *
 * @param names which models: found anywhere in the lower-case name
 * @param maxTokens what is sent as {@code max_tokens}, which the vendor requires, unless the caller
 *     says otherwise: what the model can write at most, or {@link #USUAL} if that is less
 * @param thinking how it thinks
 * @param sampling whether it takes {@code temperature} and {@code top_p}
 */
record ClaudeModel(Pattern names, int maxTokens, Thinking thinking, boolean sampling) {
  /** How a model thinks. */
  enum Thinking {
    /** It does not. */
    NONE,
    /** Within a budget of tokens, if it is told to. */
    BUDGET,
    /** As much as it finds right, if it is told to or of its own accord; it can be switched off. */
    ADAPTIVE,
    /** Likewise, but all that can be switched off is the thinking in front of everything. */
    UP_FRONT,
    /** As much as it finds right, always. */
    ALWAYS
  }

  /**
   * The models that refuse every tool choice but {@code auto} and {@code none}: "What's new in
   * Claude Sonnet 5.5", section "Forced tool use is not supported"; "Claude Opus 5.5 migration
   * guide"; and for the Fable and Mythos models can1357/oh-my-pi#12939.
   */
  static final String NEVER_FORCED = "fable|mythos|(opus|sonnet)-5[-.]5";

  /** Enough for large objects; more than that should be streamed, says the vendor ("Errors"). */
  private static final int USUAL = 16_000;

  private static final List<ClaudeModel> ALL =
      List.of(
          of("claude-(2|instant)", 4_096, Thinking.NONE, true),
          of("claude-3-(haiku|sonnet|opus)", 4_096, Thinking.NONE, true),
          of("claude-3[-.]5", 8_192, Thinking.NONE, true),
          of("claude-3[-.]7|claude-4-", USUAL, Thinking.BUDGET, true),
          of("(opus|sonnet|haiku)-4([-.](0|1|5)\\b|-2025|$)", USUAL, Thinking.BUDGET, true),
          of("(opus|sonnet)-4[-.]6", USUAL, Thinking.ADAPTIVE, true),
          of("sonnet-5[-.]5", USUAL, Thinking.UP_FRONT, false),
          of(NEVER_FORCED, USUAL, Thinking.ALWAYS, false),
          of("opus-4[-.][78]|(opus|sonnet|haiku)-5", USUAL, Thinking.ADAPTIVE, false),
          // A model of which nothing is known: what the newest ones have, and nothing refused here.
          of("", USUAL, Thinking.ADAPTIVE, true));

  private static ClaudeModel of(String names, int maxTokens, Thinking thinking, boolean sampling) {
    return new ClaudeModel(Pattern.compile(names), maxTokens, thinking, sampling);
  }

  /** Returns whether the model can be made to call a tool. */
  boolean canBeForced() {
    return thinking != Thinking.UP_FRONT && thinking != Thinking.ALWAYS;
  }

  /** Returns what is known of a model. */
  static ClaudeModel named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(model -> model.names().matcher(lower).find())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The last row matches every model"));
  }
}
