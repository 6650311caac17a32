package dev.instructor.test;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Part;
import dev.instructor.error.ProviderException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;

/** A whole response, played as a stream. */
final class ScriptedStream implements ChatStream {
  private final String provider;
  private final Queue<ChatEvent> events;
  private volatile boolean closed;

  ScriptedStream(String provider, ChatResponse response, Chunking chunking) {
    this.provider = provider;
    this.events = new ArrayDeque<>(events(response, chunking));
  }

  private static List<ChatEvent> events(ChatResponse response, Chunking chunking) {
    List<ChatEvent> events = new ArrayList<>();
    response.warnings().forEach(text -> events.add(new ChatEvent.Warning(text)));
    events.add(new ChatEvent.Started(response.id(), response.model(), response.requestId()));
    int call = 0;
    for (Part part : response.message().parts()) {
      if (part instanceof Part.Text text) {
        chunking.cut(text.text()).forEach(piece -> events.add(new ChatEvent.TextDelta(piece)));
      } else if (part instanceof Part.Thinking thinking) {
        chunking
            .cut(thinking.text())
            .forEach(piece -> events.add(new ChatEvent.ThinkingDelta(piece, Optional.empty())));
        thinking
            .signature()
            .ifPresent(mark -> events.add(new ChatEvent.ThinkingDelta("", Optional.of(mark))));
      } else if (part instanceof Part.ToolCall toolCall) {
        int index = call++;
        events.add(new ChatEvent.ToolCallDelta(index, toolCall.id(), toolCall.name(), ""));
        chunking
            .cut(toolCall.arguments())
            .forEach(piece -> events.add(new ChatEvent.ToolCallDelta(index, "", "", piece)));
      }
    }
    response
        .refusal()
        .ifPresent(
            words ->
                chunking
                    .cut(words)
                    .forEach(piece -> events.add(new ChatEvent.RefusalDelta(piece))));
    events.add(new ChatEvent.Finished(response.finishReason()));
    events.add(new ChatEvent.UsageReport(response.usage()));
    return events;
  }

  @Override
  public boolean hasNext() {
    return !closed && !events.isEmpty();
  }

  @Override
  public ChatEvent next() {
    if (Thread.currentThread().isInterrupted()) {
      throw ProviderException.builder(provider, ProviderException.Kind.INTERRUPTED)
          .what("The thread was interrupted while the scripted stream was read")
          .build();
    }
    if (!hasNext()) {
      throw new NoSuchElementException("The stream has ended");
    }
    return events.remove();
  }

  @Override
  public void close() {
    closed = true;
  }
}
