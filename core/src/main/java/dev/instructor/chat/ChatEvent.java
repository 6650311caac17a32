package dev.instructor.chat;

import java.util.Optional;

/** A piece of a response that is still growing. Its {@code toString} shows no content. */
public sealed interface ChatEvent {

  /**
   * The response has begun. It may come again: some servers begin anew.
   *
   * @param id the vendor's id of the answer
   * @param model the model that answers; empty if the vendor does not say
   * @param requestId the vendor's id of the exchange
   */
  record Started(Optional<String> id, String model, Optional<String> requestId)
      implements ChatEvent {}

  /**
   * Something of the request had to be given up so that the vendor takes it. Warnings come before
   * all else, and hold for every answer of the stream.
   *
   * @param text a sentence, without content
   */
  record Warning(String text) implements ChatEvent {}

  /**
   * More of the answer's text.
   *
   * @param text the new text
   */
  record TextDelta(String text) implements ChatEvent {
    @Override
    public String toString() {
      return "TextDelta[" + text.length() + " characters]";
    }
  }

  /**
   * More of the thinking.
   *
   * @param text the new text
   * @param signature the vendor's mark, when it arrives: it ends a part, and what follows is
   *     another one
   */
  record ThinkingDelta(String text, Optional<String> signature) implements ChatEvent {
    @Override
    public String toString() {
      return "ThinkingDelta[" + text.length() + " characters]";
    }
  }

  /**
   * More of a tool call.
   *
   * @param index which call, from 0
   * @param id the call's id, as far as it arrived with this event; empty if it did not
   * @param name the tool's name, as far as it arrived with this event; empty if it did not
   * @param arguments more of the arguments' JSON text
   */
  record ToolCallDelta(int index, String id, String name, String arguments) implements ChatEvent {
    @Override
    public String toString() {
      return "ToolCallDelta[" + index + ", " + arguments.length() + " characters]";
    }
  }

  /**
   * More of a refusal.
   *
   * @param text the new text
   */
  record RefusalDelta(String text) implements ChatEvent {
    @Override
    public String toString() {
      return "RefusalDelta[" + text.length() + " characters]";
    }
  }

  /**
   * The tokens so far; a later one replaces what it states and keeps what it does not.
   *
   * @param usage the tokens
   */
  record UsageReport(Usage usage) implements ChatEvent {}

  /**
   * The model has stopped. Further events, such as the usage, may follow.
   *
   * @param reason why
   */
  record Finished(FinishReason reason) implements ChatEvent {}
}
