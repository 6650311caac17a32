package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chat completion in OpenAI's form, whole or streamed: "The chat completion object" and "The chat
 * completion chunk object" of OpenAI's API reference.
 *
 * @param number which answer of the twin it is, from 1
 * @param model the model that is said to answer
 * @param text the text; empty for none
 * @param calls the tool calls
 * @param refusal the refusal; empty for none
 * @param finishReason why it ends
 * @param usage the tokens
 * @param choices how many equal choices there are
 */
record OpenAiAnswer(
    int number,
    String model,
    Optional<String> text,
    List<TwinReply.Call> calls,
    Optional<String> refusal,
    String finishReason,
    JsonObject usage,
    int choices) {

  private static final long CREATED = 1_760_000_000L;

  /** Returns what a reply says to a request. */
  static OpenAiAnswer of(int number, JsonObject body, TwinReply reply) {
    TwinReply.Content content = reply.said(tool(body));
    Optional<String> text = Optional.empty();
    List<TwinReply.Call> calls = List.of();
    Optional<String> refusal = Optional.empty();
    if (content instanceof TwinReply.Content.Text said) {
      text = Optional.of(reply.cut(said.text()));
    } else if (content instanceof TwinReply.Content.ToolCalls made) {
      calls =
          made.calls().stream()
              .map(call -> new TwinReply.Call(call.name(), reply.cut(call.arguments())))
              .toList();
    } else if (content instanceof TwinReply.Content.Refusal refused) {
      refusal = Optional.of(refused.words());
    }
    String reason = calls.isEmpty() ? "stop" : "tool_calls";
    long length =
        text.map(String::length).orElse(0)
            + refusal.map(String::length).orElse(0)
            + calls.stream()
                .mapToLong(call -> call.name().length() + call.arguments().length())
                .sum();
    return new OpenAiAnswer(
        number,
        body.text("model").orElse(""),
        text,
        calls,
        refusal,
        reply.cutAfter().isPresent() ? "length" : reason,
        reply.usage().orElseGet(() -> usage(body, length)),
        body.get("n").map(n -> Integer.parseInt(n.toString())).orElse(1));
  }

  /**
   * Returns the tool that a model would call to answer: the forced one, else the first on offer,
   * but none where the answer has a format.
   */
  private static Optional<String> tool(JsonObject body) {
    Json choice = body.get("tool_choice").orElse(Json.ofNull());
    boolean format =
        body.at("/response_format/type").filter(type -> !type.equals(Json.of("text"))).isPresent();
    if (choice.equals(Json.of("none")) || format) {
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

  private static JsonObject usage(JsonObject body, long answerLength) {
    long input =
        TokenEstimate.of(
            OpenAiMessageRules.text(body.items("messages")).length()
                + body.get("tools").map(tools -> tools.toString().length()).orElse(0)
                + body.get("response_format").map(format -> format.toString().length()).orElse(0));
    long output = TokenEstimate.of(answerLength);
    return Json.object()
        .put("prompt_tokens", input)
        .put("completion_tokens", output)
        .put("total_tokens", input + output)
        .put(
            "prompt_tokens_details",
            Json.object().put("cached_tokens", 0).put("audio_tokens", 0).build())
        .put(
            "completion_tokens_details",
            Json.object()
                .put("reasoning_tokens", 0)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0)
                .build())
        .build();
  }

  /** Returns the whole answer. */
  JsonObject whole() {
    JsonObject.Builder message =
        Json.object().put("role", "assistant").put("content", orNull(text));
    if (!calls.isEmpty()) {
      List<Json> all = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        all.add(call(i, calls.get(i).arguments()).build());
      }
      message.put("tool_calls", Json.array(all));
    }
    message.put("refusal", orNull(refusal)).put("annotations", Json.array(List.of()));
    JsonObject said = message.build();
    List<Json> all = new ArrayList<>();
    for (int i = 0; i < choices; i++) {
      all.add(
          Json.object()
              .put("index", i)
              .put("message", said)
              .put("logprobs", Json.ofNull())
              .put("finish_reason", finishReason)
              .build());
    }
    return head("chat.completion").put("choices", Json.array(all)).put("usage", usage).build();
  }

  /** Returns the answer as server-sent events, the end mark included. */
  List<byte[]> events(Chunking cut, boolean includeUsage) {
    List<JsonObject> chunks = new ArrayList<>();
    for (int choice = 0; choice < choices; choice++) {
      int index = choice;
      deltas(cut).forEach(delta -> chunks.add(chunk(index, delta, Json.ofNull())));
      chunks.add(chunk(index, JsonObject.empty(), Json.of(finishReason)));
    }
    List<byte[]> events = new ArrayList<>();
    for (JsonObject chunk : chunks) {
      events.add(event(includeUsage ? chunk.with("usage", Json.ofNull()) : chunk));
    }
    if (includeUsage) {
      events.add(
          event(
              head("chat.completion.chunk")
                  .put("choices", Json.array(List.of()))
                  .put("usage", usage)
                  .build()));
    }
    events.add("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    return events;
  }

  private List<JsonObject> deltas(Chunking cut) {
    List<JsonObject> deltas = new ArrayList<>();
    deltas.add(
        Json.object()
            .put("role", "assistant")
            .put("content", calls.isEmpty() && refusal.isEmpty() ? Json.of("") : Json.ofNull())
            .put("refusal", Json.ofNull())
            .build());
    text.ifPresent(
        said ->
            cut.cut(said)
                .forEach(piece -> deltas.add(Json.object().put("content", piece).build())));
    for (int i = 0; i < calls.size(); i++) {
      int index = i;
      deltas.add(toolCalls(call(index, "").put("index", index).build()));
      cut.cut(calls.get(i).arguments())
          .forEach(
              piece ->
                  deltas.add(
                      toolCalls(
                          Json.object()
                              .put("index", index)
                              .put("function", Json.object().put("arguments", piece).build())
                              .build())));
    }
    refusal.ifPresent(
        words ->
            cut.cut(words)
                .forEach(piece -> deltas.add(Json.object().put("refusal", piece).build())));
    return deltas;
  }

  private static JsonObject toolCalls(JsonObject call) {
    return Json.object().put("tool_calls", Json.array(List.of(call))).build();
  }

  private JsonObject.Builder call(int index, String arguments) {
    return Json.object()
        .put("id", "call_twin_%s_%s".formatted(number, index))
        .put("type", "function")
        .put(
            "function",
            Json.object().put("name", calls.get(index).name()).put("arguments", arguments).build());
  }

  private JsonObject chunk(int index, JsonObject delta, Json reason) {
    return head("chat.completion.chunk")
        .put(
            "choices",
            Json.array(
                List.of(
                    Json.object()
                        .put("index", index)
                        .put("delta", delta)
                        .put("logprobs", Json.ofNull())
                        .put("finish_reason", reason)
                        .build())))
        .build();
  }

  private JsonObject.Builder head(String kind) {
    return Json.object()
        .put("id", "chatcmpl-twin-" + number)
        .put("object", kind)
        .put("created", CREATED + number)
        .put("model", model)
        .put("service_tier", "default")
        .put("system_fingerprint", "fp_twin");
  }

  private static byte[] event(JsonObject data) {
    return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Json orNull(Optional<String> value) {
    return value.map(Json::of).orElse(Json.ofNull());
  }
}
