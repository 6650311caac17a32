package dev.instructor.call.internal;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
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
}
