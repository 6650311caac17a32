package dev.instructor.bedrock;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.ResponseLimits;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads the events of one streamed response, and tells errors among them. Of Smithy's "Amazon Event
 * Stream Specification": {@code :message-type} is event, exception or error. For one thread.
 */
final class EventReader {
  private static final int LIMIT = ResponseLimits.defaults().bytes();

  private final HttpReply head;
  private final ErrorReader errors;
  private final EventFrames frames = new EventFrames(LIMIT);

  EventReader(HttpReply head, ErrorReader errors) {
    this.head = head;
    this.errors = errors;
  }

  /**
   * Reads the next bytes.
   *
   * @param sink takes type and content of the events that are complete now
   * @throws dev.instructor.error.ProviderException if one is an error, or the bytes are no event
   *     stream
   */
  void read(byte[] piece, BiConsumer<String, JsonObject> sink) {
    try {
      frames.read(piece, (headers, payload) -> message(headers, payload, sink));
    } catch (EventFrames.Malformed e) {
      throw e.tooLarge() ? errors.tooLarge(head, LIMIT) : errors.notAnEvent(head);
    }
  }

  private void message(
      Map<String, String> headers, String payload, BiConsumer<String, JsonObject> sink) {
    switch (headers.getOrDefault(":message-type", "event")) {
      case "event" -> sink.accept(headers.getOrDefault(":event-type", ""), parse(payload));
      case "exception" ->
          throw errors.inStream(
              headers.getOrDefault(":exception-type", ""), ErrorReader.parse(payload), head);
      default ->
          throw errors.inStream(
              headers.getOrDefault(":error-code", ""),
              Json.object().put("message", headers.getOrDefault(":error-message", "")).build(),
              head);
    }
  }

  private JsonObject parse(String text) {
    try {
      return Json.parse(text).asObject().orElseThrow(() -> errors.notAnEvent(head));
    } catch (InvalidJsonException e) {
      throw errors.notAnEvent(head);
    }
  }

  /** Returns whether an event is incomplete. */
  boolean isOpen() {
    return frames.isOpen();
  }
}
