package dev.instructor.anthropic;

import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.TOOLS;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import java.util.List;

/**
 * The words in which servers say that they do not have a mode, or that a schema is too much for it,
 * as of November 2026: the vendor's own, and those of gateways that stand behind a base URL.
 */
final class UnsupportedModes {
  static final List<UnsupportedSignal> ALL =
      List.of(
          signal(
              "output_config: extra inputs are not permitted",
              "BerriAI/litellm#21407, OpenHands/software-agent-sdk#1630",
              JSON_SCHEMA),
          signal(
              "output_config.format: extra inputs are not permitted",
              "the same words for the member within; anthropics/claude-code-action#1005 has them"
                  + " for effort",
              JSON_SCHEMA),
          complex("compiled grammar is too large", "anthropics/anthropic-sdk-python#1185"),
          complex("schema is too complex", "genkit-ai/genkit#5230, enricai/leerie#157"),
          complex("too many parameters with union types", "vercel/ai#17268"),
          complex("too many optional parameters", "the same words for the other limit"));

  private UnsupportedModes() {}

  private static UnsupportedSignal signal(String text, String source, Mode... rulesOut) {
    return new UnsupportedSignal(400, text, List.of(rulesOut), source);
  }

  /** Of the schema: a tool that is not strict takes it all the same. */
  private static UnsupportedSignal complex(String text, String source) {
    return new UnsupportedSignal(400, text, List.of(JSON_SCHEMA, TOOLS), source, true);
  }
}
