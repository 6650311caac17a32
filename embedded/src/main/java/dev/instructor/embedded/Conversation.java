package dev.instructor.embedded;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.embedded.internal.Rejected;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds in a conversation the text that is to be read, and what was wrong with the last answer.
 *
 * @param messages the messages, oldest first
 */
record Conversation(List<Message> messages) {
  /** How the library opens the list of what is wrong, after an introduction that varies. */
  private static final Pattern REASK = Pattern.compile("What is wrong:\\R- ");

  /** One problem, with its place if it names one. */
  private static final Pattern PROBLEM = Pattern.compile("(?m)^- (?:(/[^\\n]*?): )?");

  /** Returns the text to read: the newest user's that does not say what is wrong with an answer. */
  String document() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).role() == Role.USER && !isReask(messages.get(i).text())) {
        return messages.get(i).text();
      }
    }
    return "";
  }

  /** Returns the last answer, if the newest message says what is wrong with it. */
  Optional<Rejected> rejected() {
    int answered = messages.size() - 1;
    while (answered >= 0 && messages.get(answered).role() != Role.ASSISTANT) {
      answered--;
    }
    if (answered < 0) {
      return Optional.empty();
    }
    String said =
        messages.subList(answered + 1, messages.size()).stream()
            .flatMap(message -> message.parts().stream())
            .map(Conversation::reask)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n"));
    return said.isEmpty()
        ? Optional.empty()
        : answer(messages.get(answered)).map(answer -> new Rejected(answer, places(said)));
  }

  private static String reask(Part part) {
    if (part instanceof Part.ToolResult result && result.error()) {
      return result.text();
    }
    return part instanceof Part.Text text && isReask(text.text()) ? text.text() : "";
  }

  private static boolean isReask(String text) {
    return REASK.matcher(text).find();
  }

  private static List<String> places(String said) {
    return PROBLEM
        .matcher(said)
        .results()
        .map(problem -> Optional.ofNullable(problem.group(1)).orElse(""))
        .distinct()
        .toList();
  }

  private static Optional<JsonObject> answer(Message message) {
    Optional<JsonObject> called =
        message.toolCalls().stream().flatMap(call -> call.object().stream()).findFirst();
    return called.isPresent() ? called : parsed(message.text());
  }

  private static Optional<JsonObject> parsed(String text) {
    try {
      return Json.parse(text).asObject();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }
}
