package dev.instructor.anthropic;

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
  static final String KEY = "sk-ant-canary-0815";

  private Models() {}

  static ChatModel open(String model, Transport transport) {
    return new AnthropicProvider().open(settings(model, transport));
  }

  static ProviderSettings settings(String model, Transport transport) {
    return new ProviderSettings(
        "anthropic",
        model,
        Optional.of(ApiKey.of(KEY)),
        Optional.empty(),
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
    try (ChatStream stream = model.stream(hello("claude-sonnet-4-5"))) {
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
