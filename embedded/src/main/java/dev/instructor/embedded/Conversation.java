package dev.instructor.embedded;

import dev.instructor.chat.Message;
import dev.instructor.chat.Role;
import java.util.List;
import java.util.Optional;

/**
 * Finds in a conversation the text that is to be read.
 *
 * @param messages the messages, oldest first
 */
record Conversation(List<Message> messages) {

  /**
   * A question and its answer.
   *
   * @param question a user's text
   * @param answer what was answered
   */
  record Turn(String question, String answer) {}

  /** Returns the newest user text; empty if there is none. */
  String newestUserText() {
    int newest = newestUser(messages.size());
    return newest < 0 ? "" : messages.get(newest).text();
  }

  /**
   * Returns the turn just before the newest user message, if there is one. Where its answer is this
   * model's own, the newest message is no document: it says what is wrong with that answer.
   */
  Optional<Turn> answeredTurn() {
    int newest = newestUser(messages.size());
    if (newest < 2 || messages.get(newest - 1).role() != Role.ASSISTANT) {
      return Optional.empty();
    }
    int before = newestUser(newest - 1);
    return before < 0
        ? Optional.empty()
        : Optional.of(new Turn(messages.get(before).text(), messages.get(newest - 1).text()));
  }

  private int newestUser(int end) {
    int at = end - 1;
    while (at >= 0 && messages.get(at).role() != Role.USER) {
      at--;
    }
    return at;
  }
}
