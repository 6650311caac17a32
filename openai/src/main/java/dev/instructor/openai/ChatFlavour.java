package dev.instructor.openai;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How one vendor's chat completions differ from OpenAI's, as data.
 *
 * @param path what follows the base URL
 * @param seedParameter the name of the seed
 * @param streamUsage whether {@code stream_options.include_usage} may be asked for
 * @param singleToolCall for which models {@code parallel_tool_calls} is switched off; empty if the
 *     vendor does not know it
 */
record ChatFlavour(
    String path, String seedParameter, boolean streamUsage, Optional<Pattern> singleToolCall) {
  /** OpenAI's form without what only OpenAI has. */
  static final ChatFlavour COMPATIBLE =
      new ChatFlavour("/chat/completions", "seed", true, Optional.empty());

  ChatFlavour path(String value) {
    return new ChatFlavour(value, seedParameter, streamUsage, singleToolCall);
  }

  ChatFlavour seedParameter(String value) {
    return new ChatFlavour(path, value, streamUsage, singleToolCall);
  }

  ChatFlavour withoutStreamUsage() {
    return new ChatFlavour(path, seedParameter, false, singleToolCall);
  }

  ChatFlavour singleToolCall(String models) {
    return new ChatFlavour(path, seedParameter, streamUsage, Optional.of(Pattern.compile(models)));
  }
}
