package dev.instructor.anthropic;

import static dev.instructor.chat.Mode.JSON_SCHEMA;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import java.util.List;

/**
 * The words in which servers say that they do not have a mode, as of November 2026: the vendor's
 * own, and those of gateways that stand behind a base URL.
 */
final class UnsupportedModes {
  static final List<UnsupportedSignal> ALL =
      List.of(
          signal(
              "does not support output format",
              "Anthropic's words for models without structured outputs",
              JSON_SCHEMA),
          signal(
              "output_config: extra inputs are not permitted",
              "Anthropic's words for an unknown member; the form is that of"
                  + " amrit110/oli#7 (response_format)",
              JSON_SCHEMA),
          signal(
              "output_config.format: extra inputs are not permitted",
              "likewise; see anthropics/anthropic-sdk-python#1759, Claude on Amazon Bedrock",
              JSON_SCHEMA));

  private UnsupportedModes() {}

  private static UnsupportedSignal signal(String text, String source, Mode... rulesOut) {
    return new UnsupportedSignal(400, text, List.of(rulesOut), source);
  }
}
