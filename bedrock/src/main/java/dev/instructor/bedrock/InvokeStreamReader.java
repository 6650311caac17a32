package dev.instructor.bedrock;

import dev.instructor.chat.ChatEvent;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.WireCodec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Reads a stream of InvokeModelWithResponseStream ("PayloadPart" of the API reference): each event
 * holds an event of the model's own format in base64.
 */
final class InvokeStreamReader implements WireCodec.StreamDecoder {
  private final HttpReply head;
  private final ErrorReader errors;
  private final EventReader events;
  private final WireCodec.StreamDecoder messages;

  InvokeStreamReader(HttpReply head, ErrorReader errors, WireCodec.StreamDecoder messages) {
    this.head = head;
    this.errors = errors;
    this.events = new EventReader(head, errors);
    this.messages = messages;
  }

  @Override
  public void read(byte[] piece, Consumer<ChatEvent> sink) {
    events.read(piece, (type, event) -> chunk(event, sink));
  }

  /** Hands an event on in the frame of server-sent events, in which Anthropic itself sends it. */
  private void chunk(JsonObject event, Consumer<ChatEvent> sink) {
    String coded = event.text("bytes").orElse("");
    String data;
    try {
      data = new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw errors.notAnEvent(head);
    }
    if (!data.isBlank()) {
      messages.read(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8), sink);
    }
  }

  @Override
  public boolean finished() {
    return messages.finished();
  }

  @Override
  public void end(Consumer<ChatEvent> sink) {
    if (events.isOpen()) {
      throw errors.cutOff(head);
    }
    messages.end(sink);
  }
}
