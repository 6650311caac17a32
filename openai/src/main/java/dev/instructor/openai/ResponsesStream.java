package dev.instructor.openai;

import dev.instructor.chat.ChatEvent;
import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.BadReply;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.ResponseLimits;
import dev.instructor.provider.SseReader;
import dev.instructor.provider.StatusFailure;
import dev.instructor.provider.WireCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a streamed response (OpenAI, "API Reference: Streaming events"). Each text comes as deltas,
 * then again as a whole in three events more; those are news only where deltas are missing.
 */
final class ResponsesStream implements WireCodec.StreamDecoder {
  private static final String DELTA = "delta";

  /** A running number, and random characters that hide how long an event is. */
  private static final Set<String> PADDING = Set.of("sequence_number", "obfuscation");

  private final HttpReply head;
  private final ErrorReader errors;
  private final String provider;
  private final SseReader events;

  /** The number of each call by its item, in the order in which they came. */
  private final Map<String, Integer> calls = new HashMap<>();

  /** What was told of each part of each item. */
  private final Map<String, Told> told = new HashMap<>();

  private Consumer<ChatEvent> out = event -> {};
  private boolean started;
  private boolean done;

  /** How long a text is that was told, and its hash, as the text itself is not kept. */
  private static final class Told {
    private int length;
    private int hash;

    String more(String delta) {
      for (int i = 0; i < delta.length(); i++) {
        hash = 31 * hash + delta.charAt(i);
      }
      length += delta.length();
      return delta;
    }

    /** Returns what is missing of a whole text; nothing of one that began otherwise. */
    String rest(String whole) {
      boolean longer = whole.length() > length && whole.substring(0, length).hashCode() == hash;
      return longer ? more(whole.substring(length)) : "";
    }
  }

  ResponsesStream(HttpReply head, ErrorReader errors, String provider) {
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
    if (!done) {
      throw BadReply.cutOff(provider, head);
    }
  }

  private void event(String data, Consumer<ChatEvent> sink) {
    String text = data.strip();
    // Not OpenAI's, but that of servers that end every stream so.
    if (done || text.isEmpty() || text.equals("[DONE]")) {
      return;
    }
    try {
      event(Json.parse(text).asObject().orElseThrow(() -> errors.notAnEvent(head)), sink);
    } catch (InvalidJsonException e) {
      throw errors.notAnEvent(head);
    }
  }

  private void event(JsonObject event, Consumer<ChatEvent> sink) {
    String type = event.text("type").orElse("");
    if (!started && type.startsWith("response.") && !type.equals("response.created")) {
      start(event, sink);
    }
    switch (type) {
      case "response.created" -> start(event, sink);
      case "response.output_item.added" -> added(item(event), key(event), sink);
      case "response.output_item.done" -> done(item(event), key(event), sink);
      case "response.completed", "response.incomplete", "response.failed" -> end(event, sink);
      case "error" -> throw failure(event);
      default -> {
        piece(type, event, sink);
        repeat(type, event);
      }
    }
    if (type.isEmpty() && ErrorReader.isError(event)) {
      throw failure(event);
    }
    if (type.isEmpty() && event.has("choices")) {
      throw errors.notAnEvent(head);
    }
  }

  /** Most events bring a piece of text and nothing else: those that follow need no parsing. */
  private void repeat(String type, JsonObject event) {
    String key = key(event);
    switch (type) {
      case "response.output_text.delta" ->
          events.repeat(
              DELTA, delta(event), PADDING, piece -> text(key, content(event), piece, true, out));
      case "response.function_call_arguments.delta" ->
          events.repeat(DELTA, delta(event), PADDING, piece -> arguments(key, piece, true, out));
      default -> {}
    }
  }

  private static String content(JsonObject event) {
    return event.get("content_index").map(Json::toString).orElse("0");
  }

  private static JsonObject item(JsonObject event) {
    return event.object("item").orElse(JsonObject.empty());
  }

  /** Items are told apart by their place: some servers give an item a new id in each event. */
  private static String key(JsonObject event) {
    return event
        .get("output_index")
        .map(Json::toString)
        .or(() -> event.text("item_id"))
        .or(() -> item(event).text("id"))
        .orElse("");
  }

  private void start(JsonObject event, Consumer<ChatEvent> sink) {
    JsonObject response = event.object("response").orElse(JsonObject.empty());
    started = true;
    calls.clear();
    told.clear();
    sink.accept(
        new ChatEvent.Started(
            response.text("id").filter(id -> !id.isEmpty()),
            response.text("model").orElse(""),
            StatusFailure.requestId(head.headers())));
  }

  private void added(JsonObject item, String key, Consumer<ChatEvent> sink) {
    if (item.text("type").filter("function_call"::equals).isPresent()
        && calls.putIfAbsent(key, calls.size()) == null) {
      sink.accept(
          new ChatEvent.ToolCallDelta(
              number(key), item.text("call_id").orElse(""), item.text("name").orElse(""), ""));
    }
  }

  private int number(String key) {
    return calls.getOrDefault(key, 0);
  }

  private void piece(String type, JsonObject event, Consumer<ChatEvent> sink) {
    String key = key(event);
    String content = content(event);
    String summary = event.get("summary_index").map(Json::toString).orElse("0");
    switch (type) {
      case "response.output_text.delta" -> text(key, content, delta(event), true, sink);
      case "response.output_text.done" ->
          text(key, content, event.text("text").orElse(""), false, sink);
      case "response.refusal.delta" -> refusal(key, content, delta(event), true, sink);
      case "response.refusal.done" ->
          refusal(key, content, event.text("refusal").orElse(""), false, sink);
      case "response.reasoning_summary_text.delta" ->
          thought(key, "summary" + summary, delta(event), true, sink);
      case "response.reasoning_text.delta" ->
          thought(key, "content" + content, delta(event), true, sink);
      case "response.function_call_arguments.delta" -> arguments(key, delta(event), true, sink);
      case "response.function_call_arguments.done" ->
          arguments(key, Contents.arguments(event), false, sink);
      default -> {} // Events of the vendor's own tools, and those that repeat.
    }
  }

  private static String delta(JsonObject event) {
    return event.text(DELTA).orElse("");
  }

  /** Returns what is new in a text: all of a delta, what is missing of a whole. */
  private String news(String key, String part, String text, boolean delta) {
    Told before = told.computeIfAbsent(key + "/" + part, name -> new Told());
    return delta ? before.more(text) : before.rest(text);
  }

  private void text(String key, String part, String text, boolean delta, Consumer<ChatEvent> sink) {
    String news = news(key, "text" + part, text, delta);
    if (!news.isEmpty()) {
      sink.accept(new ChatEvent.TextDelta(news));
    }
  }

  private void refusal(
      String key, String part, String text, boolean delta, Consumer<ChatEvent> sink) {
    String news = news(key, "refusal" + part, text, delta);
    if (!news.isEmpty()) {
      sink.accept(new ChatEvent.RefusalDelta(news));
    }
  }

  private void thought(
      String key, String part, String text, boolean delta, Consumer<ChatEvent> sink) {
    String news = news(key, part, text, delta);
    if (!news.isEmpty()) {
      sink.accept(new ChatEvent.ThinkingDelta(news, Optional.empty()));
    }
  }

  private void arguments(String key, String text, boolean delta, Consumer<ChatEvent> sink) {
    // What belongs to no call belongs to one of the vendor's own tools.
    String news = calls.containsKey(key) ? news(key, "arguments", text, delta) : "";
    if (!news.isEmpty()) {
      sink.accept(new ChatEvent.ToolCallDelta(number(key), "", "", news));
    }
  }

  /** Tells what of an item was not told in pieces, and the signature of its thinking. */
  private void done(JsonObject item, String key, Consumer<ChatEvent> sink) {
    switch (item.text("type").orElse("")) {
      case "function_call" -> {
        added(item, key, sink);
        arguments(key, Contents.arguments(item), false, sink);
      }
      case "message" -> {
        List<Json> parts = item.items("content");
        for (int i = 0; i < parts.size(); i++) {
          JsonObject part = parts.get(i).asObject().orElse(JsonObject.empty());
          text(key, Integer.toString(i), part.text("text").orElse(""), false, sink);
          refusal(key, Integer.toString(i), part.text("refusal").orElse(""), false, sink);
        }
      }
      case ReasoningItem.TYPE -> {
        for (String member : List.of("summary", "content")) {
          List<Json> parts = item.items(member);
          for (int i = 0; i < parts.size(); i++) {
            JsonObject part = parts.get(i).asObject().orElse(JsonObject.empty());
            thought(key, member + i, part.text("text").orElse(""), false, sink);
          }
        }
        ReasoningItem.signature(item)
            .filter(signature -> told.put(key + "/signature", new Told()) == null)
            .ifPresent(
                signature -> sink.accept(new ChatEvent.ThinkingDelta("", Optional.of(signature))));
      }
      default -> {}
    }
  }

  private void end(JsonObject event, Consumer<ChatEvent> sink) {
    JsonObject response = event.object("response").orElse(JsonObject.empty());
    if (event.text("type").filter("response.failed"::equals).isPresent()
        || ErrorReader.isError(response)) {
      throw errors.reported(replied(response), response);
    }
    if (told.isEmpty() && calls.isEmpty()) {
      List<Json> output = response.items("output");
      for (int i = 0; i < output.size(); i++) {
        done(output.get(i).asObject().orElse(JsonObject.empty()), Integer.toString(i), sink);
      }
    }
    sink.accept(new ChatEvent.UsageReport(ResponsesReader.usage(response)));
    sink.accept(new ChatEvent.Finished(ResponsesReader.finishReason(response, !calls.isEmpty())));
    done = true;
  }

  /** The event holds the error, or is it (OpenAI, "Streaming events", event {@code error}). */
  private ProviderException failure(JsonObject event) {
    JsonObject holder =
        ErrorReader.isError(event)
            ? event
            : Json.object().put("error", event.without("type")).build();
    return errors.reported(replied(holder), holder);
  }

  private HttpReply replied(JsonObject body) {
    return new HttpReply(head.status(), head.headers(), body.toString());
  }
}
