package dev.instructor.mode;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.error.Problem;
import java.util.List;
import java.util.Optional;

/** One way of asking for a typed answer. Immutable, thread-safe. */
public interface ModeStrategy {
  /**
   * Returns the strategy of a mode.
   *
   * @throws IllegalArgumentException for {@link Mode#AUTO}, which stands for one of the others
   */
  static ModeStrategy of(Mode mode) {
    return switch (mode) {
      case TOOLS -> new ToolsStrategy();
      case JSON_SCHEMA -> new TextStrategy(false);
      case JSON, PROMPTED -> new TextStrategy(true);
      case AUTO -> throw new IllegalArgumentException("AUTO must be resolved first");
    };
  }

  /**
   * Returns the request with the directive in it, and with what the prompt must say in this mode.
   */
  ChatRequest prepare(ChatRequest request, OutputDirective directive);

  /**
   * Returns whether a call is the answer, or a part of it, and not one of a tool of the caller's.
   */
  default boolean isAnswer(Part.ToolCall call, OutputDirective directive) {
    return call.name().equals(directive.name());
  }

  /** Returns the text of the answer that is to be read, or nothing if the response holds none. */
  Optional<String> payload(ChatResponse response, OutputDirective directive);

  /** Returns what finds that text in an answer that is still growing. */
  PayloadFollower follower(OutputDirective directive);

  /**
   * Returns the messages that ask again: the bad answer as far as it can be sent back, and what is
   * wrong with it.
   *
   * @param bad the bad answer
   * @param directive what was asked for
   * @param problems what is wrong; not empty
   */
  List<Message> reask(ChatResponse bad, OutputDirective directive, List<Problem> problems);
}
