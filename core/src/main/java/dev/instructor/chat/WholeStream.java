package dev.instructor.chat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** An answer that is there already, as events. It holds nothing that would have to be closed. */
record WholeStream(Iterator<ChatEvent> events) implements ChatStream {

  static WholeStream of(ChatResponse response) {
    List<ChatEvent> events = new ArrayList<>();
    response.warnings().forEach(text -> events.add(new ChatEvent.Warning(text)));
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
    events.add(new ChatEvent.Finished(response.finishReason()));
    events.add(new ChatEvent.UsageReport(response.usage()));
    return new WholeStream(events.iterator());
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
