package dev.instructor.bedrock;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.Part;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.WireCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a streamed answer ("ConverseStreamOutput" of the API reference). The usage comes after the
 * reason for the end or before it, or not at all.
 */
final class ConverseStreamReader implements WireCodec.StreamDecoder {
  private final HttpReply head;
  private final ErrorReader errors;
  private final EventReader events;
  private final Map<Integer, Integer> calls = new HashMap<>();
  private boolean started;
  private boolean stopped;
  private boolean counted;

  ConverseStreamReader(HttpReply head, ErrorReader errors) {
    this.head = head;
    this.errors = errors;
    this.events = new EventReader(head, errors);
  }

  @Override
  public void read(byte[] piece, Consumer<ChatEvent> sink) {
    events.read(piece, (type, event) -> event(type, event, sink));
  }

  @Override
  public boolean finished() {
    return stopped && counted;
  }

  @Override
  public void end(Consumer<ChatEvent> sink) {
    if (!stopped || events.isOpen()) {
      throw errors.cutOff(head);
    }
  }

  private void event(String type, JsonObject event, Consumer<ChatEvent> sink) {
    if (!started) {
      started = true;
      sink.accept(
          new ChatEvent.Started(Optional.empty(), "", StatusFailure.requestId(head.headers())));
    }
    switch (type) {
      case "contentBlockStart" ->
          event
              .at("/start/toolUse")
              .flatMap(Json::asObject)
              .filter(ResponseReader::isOurs)
              .ifPresent(use -> call(index(event), use, sink));
      case "contentBlockDelta" ->
          delta(index(event), event.object("delta").orElse(JsonObject.empty()), sink);
      case "messageStop" -> {
        stopped = true;
        sink.accept(new ChatEvent.Finished(StopReasons.of(event.text("stopReason").orElse(""))));
      }
      case "metadata" -> {
        counted = true;
        event
            .object("usage")
            .ifPresent(usage -> sink.accept(new ChatEvent.UsageReport(Usages.read(usage))));
      }
      default -> {
        // messageStart, contentBlockStop, and what may come.
      }
    }
  }

  private void call(int at, JsonObject use, Consumer<ChatEvent> sink) {
    int index = calls.size();
    calls.put(at, index);
    sink.accept(
        new ChatEvent.ToolCallDelta(
            index, use.text("toolUseId").orElse(""), use.text("name").orElse(""), ""));
  }

  private void delta(int at, JsonObject delta, Consumer<ChatEvent> sink) {
    delta
        .text("text")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> sink.accept(new ChatEvent.TextDelta(text)));
    delta.object("reasoningContent").ifPresent(content -> reasoning(content, sink));
    // The input of one of the model's own tools comes in such pieces as well.
    Integer call = calls.get(at);
    String piece = delta.object("toolUse").map(ResponseReader::input).orElse("");
    if (call != null && !piece.isEmpty()) {
      sink.accept(new ChatEvent.ToolCallDelta(call, "", "", piece));
    }
  }

  private static void reasoning(JsonObject content, Consumer<ChatEvent> sink) {
    Part.Thinking part = ReasoningBlocks.read(content);
    if (!part.text().isEmpty() || part.signature().isPresent()) {
      sink.accept(new ChatEvent.ThinkingDelta(part.text(), part.signature()));
    }
  }

  private static int index(JsonObject event) {
    return event.get("contentBlockIndex").orElse(Json.ofNull()) instanceof JsonNumber number
            && number.isIntegral()
        ? number.value().intValue()
        : 0;
  }
}
