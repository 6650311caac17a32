package dev.instructor.examples.acme;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.FinishReason;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.ResponseLimits;
import dev.instructor.provider.SseReader;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.WireCodec;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads Acme's stream: pieces {@code {"text"}}, and at last {@code {"reason", "tokens"}}. */
final class AcmeStream implements WireCodec.StreamDecoder {
  private final HttpReply head;
  private final SseReader events = new SseReader("acme", ResponseLimits.defaults().bytes());
  private boolean refused;
  private boolean done;

  AcmeStream(HttpReply head) {
    this.head = head;
  }

  @Override
  public void read(byte[] piece, Consumer<ChatEvent> sink) {
    events.read(piece, (type, data) -> event(data, sink));
  }

  private void event(String data, Consumer<ChatEvent> sink) {
    JsonObject event = AcmeCodec.parse(data).orElse(JsonObject.empty());
    if (event.has("error")) {
      int status = Integer.parseInt(event.get("status").orElseThrow().toString());
      throw AcmeCodec.failure(head, status, event.text("error"));
    }
    if (event.has("model")) {
      sink.accept(
          new ChatEvent.Started(
              Optional.empty(),
              event.text("model").orElse(""),
              StatusFailure.requestId(head.headers())));
      refused = event.text("reason").isPresent();
      return;
    }
    event
        .text("text")
        .ifPresent(
            text ->
                sink.accept(
                    refused ? new ChatEvent.RefusalDelta(text) : new ChatEvent.TextDelta(text)));
    if (event.has("reason")) {
      done = true;
      sink.accept(new ChatEvent.UsageReport(AcmeCodec.usage(event)));
      sink.accept(new ChatEvent.Finished(refused ? FinishReason.REFUSAL : AcmeCodec.reason(event)));
    }
  }

  @Override
  public boolean finished() {
    return done;
  }

  @Override
  public void end(Consumer<ChatEvent> sink) {
    events.end((type, data) -> event(data, sink));
    if (!done) {
      throw BadReply.cutOff("acme", head);
    }
  }
}
