package dev.instructor.anthropic;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import dev.instructor.shared.Chats;
import java.util.List;

/** Opens models for tests, with a key and an empty environment. */
final class Models {
  static final String KEY = Chats.KEY;

  private Models() {}

  static ChatModel open(String model, Transport transport) {
    return new AnthropicProvider().open(settings(model, transport));
  }

  static ProviderSettings settings(String model, Transport transport) {
    return Chats.settings("anthropic/" + model, transport);
  }

  static ChatRequest hello(String model) {
    return Chats.hello(model);
  }

  static List<ChatEvent> events(ChatModel model) {
    return Chats.events(model, hello("claude-sonnet-4-5"));
  }

  static ChatResponse streamed(ChatModel model) {
    return Chats.streamed(model, hello("claude-sonnet-4-5"));
  }
}
