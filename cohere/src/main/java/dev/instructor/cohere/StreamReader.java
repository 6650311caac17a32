package dev.instructor.cohere;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.FinishReason;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.ResponseLimits;
import dev.instructor.provider.SseReader;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.WireCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a streamed answer (API reference, "Chat with Streaming"). Unknown events are passed over.
 */
final class StreamReader implements WireCodec.StreamDecoder {
  private final HttpReply head;
  private final ErrorReader errors;
  private final SseReader events;
  private final List<Integer> calls = new ArrayList<>();
  private Consumer<ChatEvent> out = event -> {};
  private Optional<String> thinking = Optional.empty();
  private boolean stopped;
  private boolean done;

  StreamReader(HttpReply head, ErrorReader errors) {
    this.head = head;
    this.errors = errors;
    this.events = new SseReader(errors.provider(), ResponseLimits.defaults().bytes());
  }

  @Override
  public void read(byte[] piece, Consumer<ChatEvent> sink) {
    out = sink;
    events.read(piece, (event, data) -> event(data.strip(), sink));
  }

  @Override
  public boolean finished() {
    return done;
  }

  @Override
  public void end(Consumer<ChatEvent> sink) {
    events.end((event, data) -> event(data.strip(), sink));
    if (!stopped) {
      throw BadReply.cutOff(errors.provider(), head);
    }
  }

  private void event(String data, Consumer<ChatEvent> sink) {
    if (done || data.isEmpty()) {
      return;
    }
    if (data.equals("[DONE]")) {
      done = true;
      return;
    }
    JsonObject event = parse(data);
    JsonObject delta = event.object("delta").orElse(JsonObject.empty());
    JsonObject message = delta.object("message").orElse(JsonObject.empty());
    switch (event.text("type").orElse("")) {
      case "message-start" ->
          sink.accept(
              new ChatEvent.Started(
                  event.text("id").filter(id -> !id.isEmpty()),
                  "",
                  StatusFailure.requestId(head.headers())));
      case "content-start", "content-delta" -> content(message, sink);
      case "tool-plan-delta" -> plan(message, sink);
      case "tool-call-start" -> callStart(index(event), message, sink);
      case "tool-call-delta" -> callDelta(index(event), message, sink);
      case "content-end" -> sign(sink);
      case "message-end" -> end(delta, sink);
      case "" -> throw untyped(event, data);
      default -> {
        // Ends of calls, citations, and what may come.
      }
    }
  }

  private JsonObject parse(String data) {
    try {
      return Json.parse(data).asObject().orElseThrow(() -> errors.notAnEvent(head));
    } catch (InvalidJsonException e) {
      throw errors.notAnEvent(head);
    }
  }

  private RuntimeException untyped(JsonObject event, String data) {
    return event.text("message").isPresent()
        ? errors.failure(new HttpReply(head.status(), head.headers(), data), Optional.of(event))
        : errors.notAnEvent(head);
  }

  private void content(JsonObject message, Consumer<ChatEvent> sink) {
    JsonObject content = message.object("content").orElse(JsonObject.empty());
    content
        .text("thinking")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> think(text, "thinking", Thoughts.BLOCK, sink));
    content
        .text("text")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> tell("text", text, ChatEvent.TextDelta::new, sink));
  }

  private void plan(JsonObject message, Consumer<ChatEvent> sink) {
    message
        .text("tool_plan")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> think(text, "tool_plan", Thoughts.PLAN, sink));
  }

  private void think(String text, String member, Optional<String> mark, Consumer<ChatEvent> sink) {
    if (!thinking.equals(mark)) {
      sign(sink);
      thinking = mark;
    }
    tell(member, text, more -> new ChatEvent.ThinkingDelta(more, Optional.empty()), sink);
  }

  /** Ends a part of the thinking with its mark. */
  private void sign(Consumer<ChatEvent> sink) {
    if (thinking.isPresent()) {
      sink.accept(new ChatEvent.ThinkingDelta("", thinking));
      thinking = Optional.empty();
    }
  }

  private void callStart(int at, JsonObject message, Consumer<ChatEvent> sink) {
    sign(sink);
    calls.add(at);
    JsonObject call = message.object("tool_calls").orElse(JsonObject.empty());
    JsonObject function = call.object("function").orElse(JsonObject.empty());
    sink.accept(
        new ChatEvent.ToolCallDelta(
            calls.size() - 1,
            call.text("id").orElse(""),
            function.text("name").orElse(""),
            ResponseReader.arguments(function)));
  }

  private void callDelta(int at, JsonObject message, Consumer<ChatEvent> sink) {
    int call = calls.lastIndexOf(at);
    String piece =
        message
            .object("tool_calls")
            .flatMap(calls -> calls.object("function"))
            .map(ResponseReader::arguments)
            .orElse("");
    if (call >= 0 && !piece.isEmpty()) {
      tell("arguments", piece, more -> new ChatEvent.ToolCallDelta(call, "", "", more), sink);
    }
  }

  /** Tells a piece. Most events that follow differ in nothing but the piece: none is parsed. */
  private void tell(
      String member, String piece, Function<String, ChatEvent> event, Consumer<ChatEvent> sink) {
    sink.accept(event.apply(piece));
    events.repeat(member, piece, Set.of(), more -> out.accept(event.apply(more)));
  }

  private void end(JsonObject delta, Consumer<ChatEvent> sink) {
    sign(sink);
    errors.throwIfFailed(new HttpReply(head.status(), head.headers(), delta.toString()), delta);
    delta
        .object("usage")
        .ifPresent(usage -> sink.accept(new ChatEvent.UsageReport(Usages.read(usage))));
    stopped = true;
    sink.accept(
        new ChatEvent.Finished(
            delta.text("finish_reason").map(FinishReasons::of).orElse(FinishReason.OTHER)));
  }

  private static int index(JsonObject event) {
    return event.get("index").orElse(Json.ofNull()) instanceof JsonNumber number
            && number.isIntegral()
        ? number.value().intValue()
        : 0;
  }
}
