package dev.instructor.anthropic;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.FinishReason;
import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.ResponseLimits;
import dev.instructor.provider.SseReader;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.WireCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a streamed message ("Streaming Messages"). Events and blocks that are not known are passed
 * over, as the vendor asks ("Versions").
 */
final class StreamReader implements WireCodec.StreamDecoder {
  private final HttpReply head;
  private final ErrorReader errors;
  private final SseReader events;
  private final Map<Integer, Call> calls = new HashMap<>();
  private Consumer<ChatEvent> out = event -> {};
  private JsonObject usage = JsonObject.empty();
  private boolean started;
  private boolean stopped;
  private boolean done;

  /** A tool call that is under way. */
  private static final class Call {
    private final int index;
    private final String whole;
    private boolean inPieces;

    private Call(int index, String whole) {
      this.index = index;
      this.whole = whole;
    }
  }

  StreamReader(HttpReply head, ErrorReader errors) {
    this.head = head;
    this.errors = errors;
    this.events = new SseReader(errors.provider(), ResponseLimits.defaults().bytes());
  }

  @Override
  public void read(byte[] piece, Consumer<ChatEvent> sink) {
    out = sink;
    events.read(piece, (event, data) -> event(data, sink));
  }

  @Override
  public boolean finished() {
    return done;
  }

  @Override
  public void end(Consumer<ChatEvent> sink) {
    events.end((event, data) -> event(data, sink));
    if (!done && !stopped) {
      throw errors.cutOff(head);
    }
    if (!stopped) {
      sink.accept(new ChatEvent.Finished(FinishReason.OTHER));
    }
  }

  private void event(String data, Consumer<ChatEvent> sink) {
    if (done || data.isBlank()) {
      return;
    }
    JsonObject event = parse(data);
    if (ErrorReader.isError(event)) {
      throw errors.failure(new HttpReply(head.status(), head.headers(), data), Optional.of(event));
    }
    List<ChatEvent> told = new ArrayList<>();
    event(event, told::add);
    told.forEach(sink);
    if (told.size() == 1) {
      repeat(told.get(0));
    }
  }

  /** Most events bring a piece of text and nothing else: those that follow need no parsing. */
  private void repeat(ChatEvent event) {
    if (event instanceof ChatEvent.TextDelta delta) {
      events.repeat(
          "text", delta.text(), Set.of(), text -> out.accept(new ChatEvent.TextDelta(text)));
    } else if (event instanceof ChatEvent.ToolCallDelta delta && delta.name().isEmpty()) {
      events.repeat(
          "partial_json",
          delta.arguments(),
          Set.of(),
          piece -> out.accept(new ChatEvent.ToolCallDelta(delta.index(), "", "", piece)));
    }
  }

  private void event(JsonObject event, Consumer<ChatEvent> sink) {
    switch (event.text("type").orElseThrow(this::notAnEvent)) {
      case "message_start" -> start(event.object("message").orElse(JsonObject.empty()), sink);
      case "content_block_start" ->
          block(index(event), event.object("content_block").orElse(JsonObject.empty()), sink);
      case "content_block_delta" ->
          delta(index(event), event.object("delta").orElse(JsonObject.empty()), sink);
      case "content_block_stop" -> blockEnd(index(event), sink);
      case "message_delta" -> messageDelta(event, sink);
      case "message_stop" -> done = started;
      default -> {
        // ping, and what may come.
      }
    }
  }

  private JsonObject parse(String text) {
    try {
      return Json.parse(text).asObject().orElseThrow(this::notAnEvent);
    } catch (InvalidJsonException e) {
      throw notAnEvent();
    }
  }

  private ProviderException notAnEvent() {
    return ProviderException.builder(errors.provider(), ProviderException.Kind.PROTOCOL)
        .status(head.status())
        .what("an event of the stream is none of the Messages API; check the base URL")
        .requestId(StatusFailure.requestId(head.headers()).orElse(null))
        .build();
  }

  private void start(JsonObject message, Consumer<ChatEvent> sink) {
    started = true;
    stopped = false;
    calls.clear();
    usage = JsonObject.empty();
    sink.accept(
        new ChatEvent.Started(
            message.text("id").filter(id -> !id.isEmpty()),
            message.text("model").orElse(""),
            StatusFailure.requestId(head.headers())));
    tokens(message, sink);
  }

  private void tokens(JsonObject holder, Consumer<ChatEvent> sink) {
    holder
        .object("usage")
        .ifPresent(
            counts -> {
              usage = Usages.later(usage, counts);
              sink.accept(new ChatEvent.UsageReport(Usages.read(usage)));
            });
  }

  private void block(int at, JsonObject block, Consumer<ChatEvent> sink) {
    switch (block.text("type").orElse("")) {
      case "text" -> text(block, sink);
      case "tool_use" -> {
        // Some servers send the whole input here, and no pieces.
        Call call = new Call(calls.size(), ResponseReader.input(block));
        calls.put(at, call);
        sink.accept(
            new ChatEvent.ToolCallDelta(
                call.index, block.text("id").orElse(""), block.text("name").orElse(""), ""));
      }
      default ->
          ThinkingBlocks.read(block)
              .filter(part -> !part.text().isEmpty() || part.signature().isPresent())
              .ifPresent(
                  part -> sink.accept(new ChatEvent.ThinkingDelta(part.text(), part.signature())));
    }
  }

  private static void text(JsonObject holder, Consumer<ChatEvent> sink) {
    holder
        .text("text")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> sink.accept(new ChatEvent.TextDelta(text)));
  }

  private void delta(int at, JsonObject delta, Consumer<ChatEvent> sink) {
    switch (delta.text("type").orElse("")) {
      case "text_delta" -> text(delta, sink);
      case "thinking_delta" ->
          delta
              .text("thinking")
              .filter(text -> !text.isEmpty())
              .ifPresent(text -> sink.accept(new ChatEvent.ThinkingDelta(text, Optional.empty())));
      case "signature_delta" ->
          delta
              .text("signature")
              .filter(signature -> !signature.isEmpty())
              .ifPresent(
                  signature ->
                      sink.accept(new ChatEvent.ThinkingDelta("", Optional.of(signature))));
      case "input_json_delta" -> input(at, delta.text("partial_json").orElse(""), sink);
      default -> {
        // Citations, and what may come.
      }
    }
  }

  /** The input of one of the vendor's own tools comes in such pieces as well. */
  private void input(int at, String piece, Consumer<ChatEvent> sink) {
    Call call = calls.get(at);
    if (call != null && !piece.isEmpty()) {
      call.inPieces = true;
      sink.accept(new ChatEvent.ToolCallDelta(call.index, "", "", piece));
    }
  }

  private void blockEnd(int at, Consumer<ChatEvent> sink) {
    Call call = calls.get(at);
    if (call != null && !call.inPieces) {
      call.inPieces = true;
      sink.accept(new ChatEvent.ToolCallDelta(call.index, "", "", call.whole));
    }
  }

  private void messageDelta(JsonObject event, Consumer<ChatEvent> sink) {
    tokens(event, sink);
    JsonObject delta = event.object("delta").orElse(JsonObject.empty());
    StopReasons.refusal(delta).ifPresent(words -> sink.accept(new ChatEvent.RefusalDelta(words)));
    delta
        .text("stop_reason")
        .filter(reason -> !stopped)
        .ifPresent(
            reason -> {
              stopped = true;
              sink.accept(new ChatEvent.Finished(StopReasons.of(reason)));
            });
  }

  private static int index(JsonObject event) {
    return event.get("index").orElse(Json.ofNull()) instanceof JsonNumber number
            && number.isIntegral()
        ? number.value().intValue()
        : 0;
  }
}
