package dev.instructor.google;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.ResponseLimits;
import dev.instructor.provider.SseReader;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.WireCodec;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a streamed answer: events that each are a whole response with the new parts (Gemini API,
 * "Method: models.streamGenerateContent"). There is no mark of the end but the finish reason.
 */
final class StreamReader implements WireCodec.StreamDecoder {
  private final HttpReply head;
  private final ErrorReader errors;
  private final SseReader events;
  private final PartialCalls partial = new PartialCalls();
  private int calls;
  private JsonObject usage = JsonObject.empty();
  private boolean started;
  private boolean callSigned;
  private boolean stopped;

  StreamReader(HttpReply head, ErrorReader errors) {
    this.head = head;
    this.errors = errors;
    this.events = new SseReader(errors.provider(), ResponseLimits.defaults().bytes());
  }

  @Override
  public void read(byte[] piece, Consumer<ChatEvent> sink) {
    events.read(piece, (event, data) -> event(data, sink));
  }

  @Override
  public boolean finished() {
    return false;
  }

  @Override
  public void end(Consumer<ChatEvent> sink) {
    events.end((event, data) -> event(data, sink));
    if (!stopped) {
      throw errors.cut(head);
    }
  }

  private void event(String data, Consumer<ChatEvent> sink) {
    String text = data.strip();
    // Not Google's, but that of proxies in front of it.
    if (text.isEmpty() || text.equals("[DONE]")) {
      return;
    }
    try {
      piece(Json.parse(text), sink);
    } catch (InvalidJsonException e) {
      throw errors.notAPiece(head);
    }
  }

  /** Reads one piece of the answer. */
  void piece(Json piece, Consumer<ChatEvent> sink) {
    JsonObject body = piece.asObject().orElseThrow(() -> errors.notAPiece(head));
    if (ErrorReader.isError(body)) {
      throw errors.failure(
          new HttpReply(head.status(), head.headers(), body.toString()), Optional.of(body));
    }
    if (!Contents.isResponse(body)) {
      throw errors.notAPiece(head);
    }
    if (!started) {
      started = true;
      sink.accept(
          new ChatEvent.Started(
              body.text("responseId").filter(id -> !id.isEmpty()),
              body.text("modelVersion").orElse(""),
              StatusFailure.requestId(head.headers())));
    }
    JsonObject candidate = partial.joined(Contents.candidate(body));
    parts(candidate, sink);
    usage(body, sink);
    candidate
        .text("finishReason")
        .filter(word -> !stopped)
        .ifPresent(word -> stop(FinishReasons.of(word, calls > 0), sink));
    Contents.blockReason(body)
        .filter(reason -> !stopped)
        .ifPresent(reason -> stop(FinishReason.CONTENT_FILTER, sink));
  }

  private void parts(JsonObject candidate, Consumer<ChatEvent> sink) {
    List<Part> parts = Contents.parts(candidate);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part instanceof Part.Text text) {
        sink.accept(new ChatEvent.TextDelta(text.text()));
      } else if (part instanceof Part.ToolCall call) {
        sink.accept(new ChatEvent.ToolCallDelta(calls++, call.id(), call.name(), call.arguments()));
      } else if (part instanceof Part.Thinking thinking) {
        boolean ofCall = i + 1 < parts.size() && parts.get(i + 1) instanceof Part.ToolCall;
        thinking(thinking, ofCall, sink);
      }
    }
  }

  /** Of several signatures that of the first call is told: the vendor demands that one alone. */
  private void thinking(Part.Thinking thinking, boolean ofCall, Consumer<ChatEvent> sink) {
    Optional<String> signature = callSigned ? Optional.empty() : thinking.signature();
    callSigned |= ofCall && signature.isPresent();
    if (!thinking.text().isEmpty() || signature.isPresent()) {
      sink.accept(new ChatEvent.ThinkingDelta(thinking.text(), signature));
    }
  }

  /** The last piece does not repeat all counts of those before. */
  private void usage(JsonObject body, Consumer<ChatEvent> sink) {
    body.object("usageMetadata")
        .ifPresent(
            counts -> {
              usage = usage.toBuilder().putAll(counts).build();
              sink.accept(new ChatEvent.UsageReport(Usages.read(usage)));
            });
  }

  private void stop(FinishReason reason, Consumer<ChatEvent> sink) {
    stopped = true;
    sink.accept(new ChatEvent.Finished(reason));
  }
}
