package dev.instructor.embedded;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Part;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** An answer that is already there, as events. */
final class AnsweredStream implements ChatStream {
  private final Iterator<ChatEvent> events;

  AnsweredStream(ChatResponse response) {
    List<ChatEvent> all = new ArrayList<>();
    all.add(new ChatEvent.Started(Optional.empty(), response.model(), Optional.empty()));
    for (Part part : response.message().parts()) {
      if (part instanceof Part.Text text) {
        all.add(new ChatEvent.TextDelta(text.text()));
      } else if (part instanceof Part.ToolCall call) {
        all.add(new ChatEvent.ToolCallDelta(0, call.id(), call.name(), call.arguments()));
      }
    }
    all.add(new ChatEvent.Finished(response.finishReason()));
    all.add(new ChatEvent.UsageReport(response.usage()));
    events = all.iterator();
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
  public void close() {
    // Nothing is held: the answer was complete from the beginning.
  }
}
