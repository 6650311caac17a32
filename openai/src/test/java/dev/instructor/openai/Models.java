package dev.instructor.openai;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.provider.Transport;
import dev.instructor.shared.Chats;
import java.util.List;

/** Opens models for tests, with a key and an empty environment. */
final class Models {
  static final String KEY = Chats.KEY;

  private Models() {}

  static ChatModel open(String provider, String model, Transport transport) {
    return new OpenAiProvider()
        .open(
            Chats.settings(provider + "/" + model, transport)
                .withBaseUrl("https://api.example.com/v1"));
  }

  /** Opens a model through the Responses API. */
  static ChatModel responses(String provider, String model, Transport transport) {
    return new OpenAiProvider()
        .open(
            Chats.settings(provider + "/" + model, transport)
                .withBaseUrl("https://api.example.com/v1")
                .withOption("api", "responses"));
  }

  static ChatRequest hello(String model) {
    return Chats.hello(model);
  }

  static List<ChatEvent> events(ChatModel model) {
    return Chats.events(model, hello("m"));
  }

  static ChatResponse streamed(ChatModel model) {
    return Chats.streamed(model, hello("m"));
  }
}
