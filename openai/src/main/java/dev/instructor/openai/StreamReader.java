package dev.instructor.openai;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.error.ProviderException;
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

/** Reads a streamed chat completion. */
final class StreamReader implements WireCodec.StreamDecoder {
  /** Random characters that hide how long a chunk is (OpenAI; Mistral calls them p). */
  private static final Set<String> PADDING = Set.of("obfuscation", "p");

  private final HttpReply head;
  private final ErrorReader errors;
  private final String provider;
  private final SseReader events;
  private final List<Slot> slots = new ArrayList<>();
  private final ReasoningDetails details = new ReasoningDetails();
  private Consumer<ChatEvent> out = event -> {};
  private boolean started;
  private boolean answered;
  private boolean stopped;
  private boolean done;

  /** A tool call that is under way: what was told of it, and the index the vendor gave it. */
  private static final class Slot {
    private final Optional<Integer> index;
    private String id = "";
    private boolean idTold;
    private boolean nameTold;

    private Slot(Optional<Integer> index) {
      this.index = index;
    }
  }

  StreamReader(HttpReply head, ErrorReader errors, String provider) {
    this.head = head;
    this.errors = errors;
    this.provider = provider;
    this.events = new SseReader(provider, ResponseLimits.defaults().bytes());
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
      throw BadReply.cutOff(provider, head);
    }
    if (!stopped) {
      sink.accept(new ChatEvent.Finished(FinishReason.OTHER));
    }
  }

  private void event(String data, Consumer<ChatEvent> sink) {
    String text = data.strip();
    if (done || text.isEmpty()) {
      return;
    }
    if (text.equals("[DONE]")) {
      done = true;
      return;
    }
    List<ChatEvent> told = new ArrayList<>();
    chunk(parse(text), told::add);
    told.forEach(sink);
    if (told.size() == 1) {
      repeat(told.get(0));
    }
  }

  /** Most chunks bring a piece of text and nothing else: those that follow need no parsing. */
  private void repeat(ChatEvent event) {
    if (event instanceof ChatEvent.TextDelta delta) {
      events.repeat(
          "content", delta.text(), PADDING, text -> out.accept(new ChatEvent.TextDelta(text)));
    } else if (event instanceof ChatEvent.ToolCallDelta delta
        && delta.id().isEmpty()
        && delta.name().isEmpty()) {
      events.repeat(
          "arguments",
          delta.arguments(),
          PADDING,
          piece -> out.accept(new ChatEvent.ToolCallDelta(delta.index(), "", "", piece)));
    }
  }

  private JsonObject parse(String text) {
    try {
      return Json.parse(text).asObject().orElseThrow(() -> notAChunk());
    } catch (InvalidJsonException e) {
      throw notAChunk();
    }
  }

  private ProviderException notAChunk() {
    return ProviderException.builder(provider, ProviderException.Kind.PROTOCOL)
        .status(head.status())
        .what("an event of the stream is no chat completion chunk; check the base URL")
        .requestId(StatusFailure.requestId(head.headers()).orElse(null))
        .build();
  }

  private void chunk(JsonObject chunk, Consumer<ChatEvent> sink) {
    if (ErrorReader.isError(chunk)) {
      failed(chunk, sink);
      return;
    }
    // Azure begins with a chunk that names neither id nor model and tells of its filter.
    if (!started && (!chunk.items("choices").isEmpty() || chunk.has("usage"))) {
      started = true;
      sink.accept(
          new ChatEvent.Started(
              chunk.text("id").filter(id -> !id.isEmpty()),
              chunk.text("model").orElse(""),
              StatusFailure.requestId(head.headers())));
    }
    for (Json item : chunk.items("choices")) {
      if (item instanceof JsonObject choice && index(choice).orElse(0) == 0) {
        choice(choice, sink);
      }
    }
    // Groq puts the counts under a name of its own, Moonshot into the choice.
    chunk
        .object("usage")
        .or(() -> chunk.object("x_groq").flatMap(own -> own.object("usage")))
        .or(() -> first(chunk.items("choices")).flatMap(choice -> choice.object("usage")))
        .ifPresent(usage -> sink.accept(new ChatEvent.UsageReport(Usages.read(usage))));
  }

  private static Optional<JsonObject> first(List<Json> choices) {
    return choices.isEmpty() ? Optional.empty() : choices.get(0).asObject();
  }

  /** Ends the stream with the error, or with the model's bad answer if the error carries it. */
  private void failed(JsonObject holder, Consumer<ChatEvent> sink) {
    HttpReply reply = new HttpReply(head.status(), head.headers(), holder.toString());
    ChatResponse answer = errors.answerOrThrow(reply, Optional.of(holder));
    sink.accept(new ChatEvent.Started(answer.id(), answer.model(), answer.requestId()));
    sink.accept(new ChatEvent.TextDelta(answer.text()));
    stop(answer.finishReason(), sink);
    done = true;
  }

  private void stop(FinishReason reason, Consumer<ChatEvent> sink) {
    stopped = true;
    details
        .signature()
        .ifPresent(
            signature -> sink.accept(new ChatEvent.ThinkingDelta("", Optional.of(signature))));
    sink.accept(new ChatEvent.Finished(reason));
  }

  private void choice(JsonObject choice, Consumer<ChatEvent> sink) {
    if (ErrorReader.isError(choice)) {
      failed(choice, sink);
      return;
    }
    // Some servers close with the whole message: news only if no piece of it came before.
    Optional<JsonObject> delta =
        choice.object("delta").or(() -> answered ? Optional.empty() : choice.object("message"));
    delta.ifPresent(piece -> piece(piece, sink));
    choice
        .text("finish_reason")
        .filter(reason -> !stopped)
        .ifPresent(reason -> stop(FinishReasons.of(reason), sink));
  }

  private void piece(JsonObject delta, Consumer<ChatEvent> sink) {
    details.add(delta);
    String thinking = Contents.thinking(delta);
    if (!thinking.isEmpty()) {
      answered = true;
      sink.accept(new ChatEvent.ThinkingDelta(thinking, Optional.empty()));
    }
    String text = Contents.text(delta);
    if (!text.isEmpty()) {
      answered = true;
      sink.accept(new ChatEvent.TextDelta(text));
    }
    Contents.refusal(delta).ifPresent(words -> sink.accept(new ChatEvent.RefusalDelta(words)));
    for (Json call : delta.items("tool_calls")) {
      call.asObject()
          .ifPresent(
              object ->
                  call(
                      slot(index(object), object.text("id").orElse("")),
                      object.object("function").orElse(JsonObject.empty()),
                      sink));
    }
    delta
        .object("function_call")
        .filter(call -> !slots.isEmpty() || !call.text("name").orElse("").isEmpty())
        .ifPresent(call -> call(slot(Optional.of(0), ""), call, sink));
  }

  private void call(Slot slot, JsonObject function, Consumer<ChatEvent> sink) {
    answered = true;
    // Some servers repeat id and name in every piece.
    String id = slot.idTold ? "" : slot.id;
    slot.idTold |= !id.isEmpty();
    String name = slot.nameTold ? "" : function.text("name").orElse("");
    slot.nameTold |= !name.isEmpty();
    sink.accept(
        new ChatEvent.ToolCallDelta(slots.indexOf(slot), id, name, Contents.arguments(function)));
  }

  /** Returns the call that a piece belongs to: by index, by id, or else the last one. */
  private Slot slot(Optional<Integer> index, String id) {
    for (int i = slots.size() - 1; i >= 0; i--) {
      Slot slot = slots.get(i);
      boolean sameIndex = index.isEmpty() || index.equals(slot.index);
      // Some servers give every call the index 0.
      boolean sameId = id.isEmpty() || slot.id.isEmpty() || id.equals(slot.id);
      if (sameIndex && sameId) {
        slot.id = slot.id.isEmpty() ? id : slot.id;
        return slot;
      }
    }
    Slot slot = new Slot(index);
    slot.id = id;
    slots.add(slot);
    return slot;
  }

  private static Optional<Integer> index(JsonObject object) {
    return object.get("index").orElse(Json.ofNull()) instanceof JsonNumber number
            && number.isIntegral()
        ? Optional.of(number.value().intValue())
        : Optional.empty();
  }
}
