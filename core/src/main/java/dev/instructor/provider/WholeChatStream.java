package dev.instructor.provider;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Part;
import dev.instructor.error.ProviderException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A response that came whole although a stream was asked for, as events. */
final class WholeChatStream implements ChatStream {
  private final Iterator<ChatEvent> events;

  WholeChatStream(ChatResponse response) {
    this.events = events(response).iterator();
  }

  /** Returns a whole response, read from its pieces. */
  static HttpReply read(String provider, HttpStream http) {
    int limit = ResponseLimits.defaults().bytes();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Optional<byte[]> piece = http.next(); piece.isPresent(); piece = http.next()) {
      bytes.writeBytes(piece.get());
      if (bytes.size() > limit) {
        throw ProviderException.builder(provider, ProviderException.Kind.PROTOCOL)
            .status(http.status())
            .what("the response is larger than %s bytes, so it was not read on".formatted(limit))
            .build();
      }
    }
    return new HttpReply(http.status(), http.headers(), bytes.toString(StandardCharsets.UTF_8));
  }

  private static List<ChatEvent> events(ChatResponse response) {
    List<ChatEvent> events = new ArrayList<>();
    events.add(new ChatEvent.Started(response.id(), response.model(), response.requestId()));
    int calls = 0;
    for (Part part : response.message().parts()) {
      if (part instanceof Part.Text text) {
        events.add(new ChatEvent.TextDelta(text.text()));
      } else if (part instanceof Part.Thinking thinking) {
        events.add(new ChatEvent.ThinkingDelta(thinking.text(), thinking.signature()));
      } else if (part instanceof Part.ToolCall call) {
        events.add(new ChatEvent.ToolCallDelta(calls++, call.id(), call.name(), call.arguments()));
      }
    }
    response.refusal().ifPresent(text -> events.add(new ChatEvent.RefusalDelta(text)));
    events.add(new ChatEvent.UsageReport(response.usage()));
    events.add(new ChatEvent.Finished(response.finishReason()));
    return events;
  }

  @Override
  public boolean hasNext() {
    return events.hasNext();
  }

  @Override
  public ChatEvent next() {
    return events.next();
  }

  @Override
  public void close() {}
}
