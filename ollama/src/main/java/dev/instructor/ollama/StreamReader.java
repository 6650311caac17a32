package dev.instructor.ollama;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.Part;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.NdjsonReader;
import dev.instructor.provider.ResponseLimits;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.WireCodec;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a streamed answer ("Streaming"): one JSON object a line, the last of them done. */
final class StreamReader implements WireCodec.StreamDecoder {
  private final HttpReply head;
  private final ErrorReader errors;
  private final NdjsonReader lines;
  private int calls;
  private boolean started;
  private boolean done;

  StreamReader(HttpReply head, ErrorReader errors) {
    this.head = head;
    this.errors = errors;
    this.lines = new NdjsonReader(errors.provider(), ResponseLimits.defaults().bytes());
  }

  @Override
  public void read(byte[] piece, Consumer<ChatEvent> sink) {
    lines.read(piece, line -> line(line, sink));
  }

  @Override
  public boolean finished() {
    return done;
  }

  @Override
  public void end(Consumer<ChatEvent> sink) {
    lines.end(line -> line(line, sink));
    if (!done) {
      throw BadReply.cutOff(errors.provider(), head);
    }
  }

  private void line(String line, Consumer<ChatEvent> sink) {
    if (done) {
      return;
    }
    JsonObject piece = parse(line);
    if (piece.has("error")) {
      throw errors.failure(new HttpReply(head.status(), head.headers(), line), Optional.of(piece));
    }
    if (!Answers.isOne(piece)) {
      throw errors.notAPiece(head);
    }
    if (!started) {
      started = true;
      sink.accept(
          new ChatEvent.Started(
              Optional.empty(),
              piece.text("model").orElse(""),
              StatusFailure.requestId(head.headers())));
    }
    tell(piece, sink);
  }

  private JsonObject parse(String line) {
    try {
      return Json.parse(line).asObject().orElseThrow(() -> errors.notAPiece(head));
    } catch (InvalidJsonException e) {
      // A line that the connection was cut in is the last one.
      throw e.offset() >= line.length()
          ? BadReply.cutOff(errors.provider(), head)
          : errors.notAPiece(head);
    }
  }

  private void tell(JsonObject piece, Consumer<ChatEvent> sink) {
    String thinking = Answers.thinking(piece);
    if (!thinking.isEmpty()) {
      sink.accept(new ChatEvent.ThinkingDelta(thinking, Optional.empty()));
    }
    String text = Answers.text(piece);
    if (!text.isEmpty()) {
      sink.accept(new ChatEvent.TextDelta(text));
    }
    for (Part.ToolCall call : Answers.calls(piece)) {
      sink.accept(new ChatEvent.ToolCallDelta(calls++, call.id(), call.name(), call.arguments()));
    }
    if (piece.get("done").equals(Optional.of(Json.of(true)))) {
      done = true;
      sink.accept(new ChatEvent.UsageReport(Answers.usage(piece)));
      sink.accept(new ChatEvent.Finished(Answers.finishReason(piece, calls > 0)));
    }
  }
}
