package dev.instructor.google;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Message;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens models for tests, with a key and an empty environment. */
final class Models {
  static final String KEY = "canary-0815";

  private Models() {}

  static ChatModel open(String provider, String model, Transport transport) {
    return open(settings(provider, model, transport));
  }

  static ChatModel open(ProviderSettings settings) {
    return new GoogleProvider().open(settings);
  }

  static ProviderSettings settings(String provider, String model, Transport transport) {
    return new ProviderSettings(
        provider,
        model,
        Optional.of(ApiKey.of(KEY)),
        Optional.of("https://api.example.com"),
        Map.of(),
        Optional.of(transport),
        Map.of(),
        name -> Optional.empty());
  }

  static ChatRequest hello(String model) {
    return ChatRequest.of(model, List.of(Message.user("Hello")));
  }

  static List<ChatEvent> events(ChatModel model) {
    List<ChatEvent> events = new ArrayList<>();
    try (ChatStream stream = model.stream(hello("m"))) {
      stream.forEachRemaining(events::add);
    }
    return events;
  }

  static ChatResponse streamed(ChatModel model) {
    ResponseAccumulator whole = new ResponseAccumulator();
    events(model).forEach(whole::add);
    return whole.response();
  }
}
