package dev.instructor.call.internal;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/** Makes the request a call begins with. */
final class Requests {
  private Requests() {}

  static ChatRequest of(ModelProfile profile, List<Message> messages, CallSettings settings) {
    if (messages.isEmpty()) {
      throw new ConfigurationException(
          "There is nothing to send: give a text with prompt(text), or messages with user(…)");
    }
    String model = settings.model().isEmpty() ? profile.model() : settings.model();
    return ChatRequest.of(model, messages).withOptions(settings.options());
  }

  /**
   * Returns a request for another model than the one it was made for. What that one thought is left
   * out: signatures of one vendor are refused by another.
   */
  static ChatRequest elsewhere(ModelProfile profile, ChatRequest request) {
    return request.withModel(profile.model()).withMessages(withoutThinking(request.messages()));
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
