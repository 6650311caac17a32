package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a twin of Mistral answers, whole and as events, as recorded: content is a list where the
 * model thought, calls have no type and arrive whole, the usage stands in the last chunk.
 *
 * @param number which answer of the twin it is
 * @param model the model, as the request names it
 * @param thinking what the model thinks first; empty for nothing
 * @param text what it says; empty for nothing
 * @param calls the tools it calls
 * @param finishReason why it stops
 * @param usage the tokens
 */
record MistralAnswer(
    int number,
    String model,
    String thinking,
    String text,
    List<Json> calls,
    String finishReason,
    JsonObject usage) {

  private static final String THOUGHT = "Let me see what is asked for.";

  /** Returns what a reply says to a request. */
  static MistralAnswer of(int number, JsonObject body, TwinReply reply) {
    TwinReply.Content content = reply.said(tool(body));
    String text = "";
    List<Json> calls = new ArrayList<>();
    if (content instanceof TwinReply.Content.Text said) {
      text = reply.cut(said.text());
    } else if (content instanceof TwinReply.Content.Refusal refused) {
      text = refused.words();
    } else if (content instanceof TwinReply.Content.ToolCalls made) {
      for (TwinReply.Call call : made.calls()) {
        calls.add(call(number, calls.size(), call.name(), reply.cut(call.arguments())));
      }
    }
    String model = body.text("model").orElse("");
    boolean thinks =
        model.startsWith("magistral")
            || body.text("reasoning_effort").filter("high"::equals).isPresent();
    String reason = calls.isEmpty() ? "stop" : "tool_calls";
    long length = text.length() + calls.stream().mapToLong(call -> call.toString().length()).sum();
    return new MistralAnswer(
        number,
        model,
        thinks ? THOUGHT : "",
        text,
        List.copyOf(calls),
        reply.cutAfter().isPresent() ? "length" : reason,
        reply.usage().orElseGet(() -> usage(body, length)));
  }

  /** Returns the tool that a model would call: the forced one, else the first on offer. */
  private static Optional<String> tool(JsonObject body) {
    Json choice = body.get("tool_choice").orElse(Json.ofNull());
    if (choice.equals(Json.of("none"))) {
      return Optional.empty();
    }
    return choice
        .at("/function/name")
        .or(
            () ->
                body.items("tools").stream()
                    .findFirst()
                    .flatMap(first -> first.at("/function/name")))
        .flatMap(Json::asText);
  }

  private static Json call(int number, int index, String name, String arguments) {
    return Json.object()
        .put("id", String.format(Locale.ROOT, "twin%03d%02d", number % 1000, index % 100))
        .put("function", Json.object().put("name", name).put("arguments", arguments).build())
        .put("index", index)
        .build();
  }

  private static JsonObject usage(JsonObject body, long answerLength) {
    long input =
        TokenEstimate.of(
            OpenAiMessageRules.text(body.items("messages")).length()
                + Json.array(body.items("tools")).toString().length());
    long output = TokenEstimate.of(answerLength);
    return Json.object()
        .put("prompt_tokens", input)
        .put("total_tokens", input + output)
        .put("completion_tokens", output)
        .put("num_cached_tokens", 0)
        .build();
  }

  long count(String name) {
    return usage.get(name).map(count -> Long.parseLong(count.toString())).orElse(0L);
  }

  private JsonObject.Builder head(String kind) {
    return Json.object()
        .put("id", "twin" + number)
        .put("object", kind)
        .put("created", 1_760_000_000L + number)
        .put("model", model);
  }

  private static Json thought(String text) {
    return part("thinking", Json.array(List.of(part("text", Json.of(text)))));
  }

  private static JsonObject part(String type, Json content) {
    return Json.object().put("type", type).put(type, content).build();
  }

  /** Returns the whole answer. */
  JsonObject whole() {
    JsonObject message =
        Json.object()
            .put("role", "assistant")
            .put("tool_calls", calls.isEmpty() ? Json.ofNull() : Json.array(calls))
            .put(
                "content",
                thinking.isEmpty()
                    ? Json.of(text)
                    : Json.array(List.of(thought(thinking), part("text", Json.of(text)))))
            .build();
    return head("chat.completion")
        .put("usage", usage)
        .put(
            "choices",
            Json.array(
                List.of(
                    Json.object()
                        .put("index", 0)
                        .put("finish_reason", finishReason)
                        .put("message", message)
                        .build())))
        .build();
  }

  /** Returns the answer as server-sent events, the end mark included. */
  List<byte[]> events(Chunking cut) {
    List<byte[]> events = new ArrayList<>();
    events.add(event(delta("").put("role", "assistant"), Json.ofNull(), false));
    for (String piece : cut.cut(thinking)) {
      events.add(
          event(
              Json.object().put("content", Json.array(List.of(thought(piece)))),
              Json.ofNull(),
              false));
    }
    for (String piece : cut.cut(text)) {
      events.add(event(delta(piece), Json.ofNull(), false));
    }
    JsonObject.Builder last = delta("");
    if (!calls.isEmpty()) {
      last.put("tool_calls", Json.array(calls));
    }
    events.add(event(last, Json.of(finishReason), true));
    events.add("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    return events;
  }

  private static JsonObject.Builder delta(String content) {
    return Json.object().put("content", content);
  }

  private byte[] event(JsonObject.Builder delta, Json reason, boolean last) {
    JsonObject.Builder chunk =
        head("chat.completion.chunk")
            .put(
                "choices",
                Json.array(
                    List.of(
                        Json.object()
                            .put("index", 0)
                            .put("delta", delta.build())
                            .put("finish_reason", reason)
                            .build())));
    if (last) {
      chunk.put("usage", usage);
    }
    return ("data: " + chunk.build() + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
