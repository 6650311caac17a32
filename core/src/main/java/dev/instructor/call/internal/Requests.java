package dev.instructor.call.internal;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/** Makes the request a call begins with. */
final class Requests {
  private Requests() {}

  static ChatRequest of(Link link, List<Message> messages, CallSettings settings) {
    if (messages.isEmpty()) {
      throw new ConfigurationException(
          "There is nothing to send: give a text with prompt(text), or messages with user(…)");
    }
    // What the conversation holds of thinking is the first model's, as far as anybody knows.
    return ChatRequest.of(
            model(link, settings), link.index() == 0 ? messages : withoutThinking(messages))
        .withOptions(settings.options());
  }

  /** The model that a call names is another one of the first model's provider. */
  private static String model(Link link, CallSettings settings) {
    return link.index() > 0 || settings.model().isEmpty()
        ? link.profile().model()
        : settings.model();
  }

  /**
   * Returns a request for another model than the one it was made for. What that one thought is left
   * out: signatures of one vendor are refused by another.
   */
  static ChatRequest elsewhere(Link link, ChatRequest request, CallSettings settings) {
    return request
        .withModel(model(link, settings))
        .withMessages(withoutThinking(request.messages()));
  }

  private static List<Message> withoutThinking(List<Message> messages) {
    List<Message> told = new ArrayList<>();
    for (Message message : messages) {
      List<Part> parts =
          message.parts().stream().filter(part -> !(part instanceof Part.Thinking)).toList();
      if (!parts.isEmpty()) {
        told.add(new Message(message.role(), parts));
      }
    }
    return told;
  }
}
