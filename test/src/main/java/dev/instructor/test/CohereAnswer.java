package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a twin of Cohere answers, whole and as events (API reference, "Chat" and "Chat with
 * Streaming").
 *
 * @param number which answer of the twin it is
 * @param thinking what the model thinks first; empty for nothing
 * @param text what it says; empty for nothing
 * @param calls the tools it calls
 * @param finishReason why it stops
 * @param usage the tokens
 */
record CohereAnswer(
    int number,
    String thinking,
    String text,
    List<TwinReply.Call> calls,
    String finishReason,
    JsonObject usage) {

  private static final Pattern REASONING = Pattern.compile("reasoning|command-a-plus");
  private static final String THOUGHT = "Let me see what is asked for.";
  private static final String PLAN = "I will use a tool to answer.";

  /** Returns what a reply says to a request. */
  static CohereAnswer of(int number, JsonObject body, TwinReply reply) {
    TwinReply.Content content = reply.said(tool(body));
    String text = "";
    List<TwinReply.Call> calls = new ArrayList<>();
    String reason = "COMPLETE";
    if (content instanceof TwinReply.Content.Text said) {
      text = reply.cut(said.text());
    } else if (content instanceof TwinReply.Content.ToolCalls made) {
      for (TwinReply.Call call : made.calls()) {
        calls.add(new TwinReply.Call(call.name(), reply.cut(call.arguments())));
      }
      reason = "TOOL_CALL";
    } else if (content instanceof TwinReply.Content.Refusal refused) {
      text = refused.words();
    }
    long length = text.length() + calls.stream().mapToLong(call -> call.arguments().length()).sum();
    return new CohereAnswer(
        number,
        thinks(body) ? THOUGHT : "",
        text,
        List.copyOf(calls),
        reply.cutAfter().isPresent() ? "MAX_TOKENS" : reason,
        reply.usage().map(CohereAnswer::named).orElseGet(() -> usage(body, length)));
  }

  /** Returns the tool that a model would call: the first on offer, since none can be forced. */
  private static Optional<String> tool(JsonObject body) {
    if (body.text("tool_choice").filter("NONE"::equals).isPresent()) {
      return Optional.empty();
    }
    return body.items("tools").stream()
        .flatMap(tool -> tool.at("/function/name").flatMap(Json::asText).stream())
        .findFirst();
  }

  private static boolean thinks(JsonObject body) {
    return REASONING.matcher(body.text("model").orElse("")).find()
        && !body.at("/thinking/type").equals(Optional.of(Json.of("disabled")));
  }

  private static JsonObject usage(JsonObject body, long answerLength) {
    long input =
        TokenEstimate.of(
            Json.array(body.items("messages")).toString().length()
                + Json.array(body.items("tools")).toString().length());
    return usage(input, TokenEstimate.of(answerLength));
  }

  private static JsonObject usage(long input, long output) {
    JsonObject tokens =
        Json.object().put("input_tokens", input).put("output_tokens", output).build();
    return Json.object()
        .put("billed_units", tokens)
        .put("tokens", tokens)
        .put("cached_tokens", 0)
        .build();
  }

  /** Returns the usage that a script states, under this vendor's names. */
  private static JsonObject named(JsonObject stated) {
    return stated.has("prompt_tokens")
        ? usage(count(stated, "/prompt_tokens"), count(stated, "/completion_tokens"))
        : stated;
  }

  private static long count(JsonObject usage, String pointer) {
    return usage.at(pointer).map(count -> Long.parseLong(count.toString())).orElse(0L);
  }

  long inputTokens() {
    return count(usage, "/tokens/input_tokens");
  }

  long outputTokens() {
    return count(usage, "/tokens/output_tokens");
  }

  private String id() {
    return "twin-" + number;
  }

  private JsonObject call(int index, String arguments) {
    TwinReply.Call call = calls.get(index);
    return Json.object()
        .put("id", "%s_twin%s%s".formatted(call.name(), number, index))
        .put("type", "function")
        .put("function", Json.object().put("name", call.name()).put("arguments", arguments).build())
        .build();
  }

  private static JsonObject block(String type, String text) {
    return Json.object().put("type", type).put(type, text).build();
  }

  /** Returns the whole answer. */
  JsonObject whole() {
    JsonObject.Builder message = Json.object().put("role", "assistant");
    List<Json> blocks = new ArrayList<>();
    if (!thinking.isEmpty()) {
      blocks.add(block("thinking", thinking));
    }
    if (!text.isEmpty()) {
      blocks.add(block("text", text));
    }
    if (!calls.isEmpty()) {
      message.put("tool_plan", PLAN);
      List<Json> made = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        made.add(call(i, calls.get(i).arguments()));
      }
      message.put("tool_calls", Json.array(made));
    }
    if (!blocks.isEmpty()) {
      message.put("content", Json.array(blocks));
    }
    return Json.object()
        .put("id", id())
        .put("message", message.build())
        .put("finish_reason", finishReason)
        .put("usage", usage)
        .build();
  }

  /** Returns the answer as server-sent events. */
  List<byte[]> events(Chunking cut) {
    List<byte[]> events = new ArrayList<>();
    Json nothing = Json.array(List.of());
    JsonObject begun =
        Json.object()
            .put("role", "assistant")
            .put("content", nothing)
            .put("tool_plan", "")
            .put("tool_calls", nothing)
            .put("citations", nothing)
            .build();
    events.add(event("message-start", Json.object().put("id", id()), "message", begun));
    int index = 0;
    if (!thinking.isEmpty()) {
      content(index++, "thinking", thinking, cut, events);
    }
    if (!text.isEmpty()) {
      content(index, "text", text, cut, events);
    }
    for (String piece : calls.isEmpty() ? List.<String>of() : cut.cut(PLAN)) {
      JsonObject plan = Json.object().put("tool_plan", piece).build();
      events.add(event("tool-plan-delta", Json.object(), "message", plan));
    }
    for (int i = 0; i < calls.size(); i++) {
      call(i, cut, events);
    }
    events.add(
        event(
            "message-end",
            Json.object()
                .put(
                    "delta",
                    Json.object().put("finish_reason", finishReason).put("usage", usage).build())));
    events.add("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    return events;
  }

  private static void content(
      int index, String type, String text, Chunking cut, List<byte[]> events) {
    events.add(content("content-start", index, block(type, "")));
    for (String piece : cut.cut(text)) {
      events.add(content("content-delta", index, Json.object().put(type, piece).build()));
    }
    events.add(event("content-end", Json.object().put("index", index)));
  }

  private static byte[] content(String event, int index, JsonObject content) {
    return event(
        event,
        Json.object().put("index", index),
        "message",
        Json.object().put("content", content).build());
  }

  private void call(int index, Chunking cut, List<byte[]> events) {
    events.add(call("tool-call-start", index, call(index, "")));
    for (String piece : cut.cut(calls.get(index).arguments())) {
      JsonObject function = Json.object().put("arguments", piece).build();
      events.add(call("tool-call-delta", index, Json.object().put("function", function).build()));
    }
    events.add(event("tool-call-end", Json.object().put("index", index)));
  }

  private static byte[] call(String event, int index, JsonObject call) {
    return event(
        event,
        Json.object().put("index", index),
        "message",
        Json.object().put("tool_calls", call).build());
  }

  private static byte[] event(
      String type, JsonObject.Builder data, String member, JsonObject delta) {
    return event(type, data.put("delta", Json.object().put(member, delta).build()));
  }

  private static byte[] event(String type, JsonObject.Builder data) {
    JsonObject all = Json.object().put("type", type).putAll(data.build()).build();
    return ("event: " + type + "\ndata: " + all + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
