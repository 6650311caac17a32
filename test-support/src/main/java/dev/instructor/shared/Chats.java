package dev.instructor.shared;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Message;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tests of every codec say to a model. */
public final class Chats {
  /** The key of the models, to be looked for where no key may stand. */
  public static final String KEY = "sk-canary-0815";

  private Chats() {}

  /**
   * Returns settings with {@link #KEY} and an empty environment.
   *
   * @param name provider and model, such as {@code openai/gpt-5-mini}
   * @param transport what answers
   */
  public static ProviderSettings settings(String name, Transport transport) {
    return ModelProviders.parse(name)
        .withApiKey(ApiKey.of(KEY))
        .withTransport(transport)
        .withEnvironment(variable -> Optional.empty());
  }

  /** Returns a request that says hello. */
  public static ChatRequest hello(String model) {
    return ChatRequest.of(model, List.of(Message.user("Hello")));
  }

  /** Returns what a model streams as its answer to a request. */
  public static List<ChatEvent> events(ChatModel model, ChatRequest request) {
    List<ChatEvent> events = new ArrayList<>();
    try (ChatStream stream = model.stream(request)) {
      stream.forEachRemaining(events::add);
    }
    return events;
  }

  /** Returns the response that a model streams, put together. */
  public static ChatResponse streamed(ChatModel model, ChatRequest request) {
    ResponseAccumulator whole = new ResponseAccumulator();
    events(model, request).forEach(whole::add);
    return whole.response();
  }

  /** Returns the body of the last request that was sent through a transport. */
  public static JsonObject sent(ReplayTransport transport) {
    return Json.parse(transport.calls.get(transport.calls.size() - 1).body())
        .asObject()
        .orElseThrow();
  }
}
