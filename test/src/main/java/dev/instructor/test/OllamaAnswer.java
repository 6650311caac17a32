package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a twin of Ollama answers, whole and line by line ("API", section "Generate a chat
 * completion").
 *
 * @param model the model, as the request names it
 * @param thinking what the model thinks first; empty for nothing
 * @param text what it says; empty for nothing
 * @param calls the tools it calls, with arguments that are objects
 * @param reason why it stops
 * @param inputTokens the tokens of the request
 * @param outputTokens the tokens of the answer
 */
record OllamaAnswer(
    String model,
    String thinking,
    String text,
    List<Json> calls,
    String reason,
    long inputTokens,
    long outputTokens) {

  private static final String THOUGHT = "Let me see what is asked for.";
  private static final String CREATED = "2026-11-01T12:00:00.00000%sZ";

  /** Returns what a reply says to a request. */
  static OllamaAnswer of(JsonObject body, TwinReply reply) {
    String model = body.text("model").orElse("");
    TwinReply.Content content = reply.said(tool(body));
    String text = "";
    List<Json> calls = new ArrayList<>();
    if (content instanceof TwinReply.Content.Text said) {
      text = reply.cut(said.text());
    } else if (content instanceof TwinReply.Content.Refusal refused) {
      text = refused.words();
    } else if (content instanceof TwinReply.Content.ToolCalls made) {
      for (TwinReply.Call call : made.calls()) {
        Optional<JsonObject> arguments = object(reply.cut(call.arguments()));
        if (arguments.isPresent()) {
          calls.add(call(calls.size(), call.name(), arguments.get()));
        } else {
          // What the server cannot read as a call stays text.
          text = reply.cut(call.arguments());
        }
      }
    }
    boolean thinks =
        OllamaTwin.OllamaModels.think(model)
            && !body.get("think").equals(Optional.of(Json.of(false)));
    long input =
        TokenEstimate.of(
            Json.array(body.items("messages")).toString().length()
                + Json.array(body.items("tools")).toString().length());
    JsonObject stated = reply.usage().orElse(JsonObject.empty());
    return new OllamaAnswer(
        model,
        thinks ? THOUGHT : "",
        text,
        List.copyOf(calls),
        reply.cutAfter().isPresent() ? "length" : "stop",
        count(stated, "prompt_tokens", "prompt_eval_count", input),
        count(
            stated,
            "completion_tokens",
            "eval_count",
            TokenEstimate.of(text.length() + Json.array(calls).toString().length() - 2)));
  }

  private static long count(JsonObject stated, String neutral, String own, long counted) {
    return stated
        .get(neutral)
        .or(() -> stated.get(own))
        .map(count -> Long.parseLong(count.toString()))
        .orElse(counted);
  }

  private static Optional<JsonObject> object(String arguments) {
    try {
      return Json.parse(arguments).asObject();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  /** Returns the tool that a model would call: the first on offer, unless a format is asked for. */
  private static Optional<String> tool(JsonObject body) {
    return body.has("format")
        ? Optional.empty()
        : body.items("tools").stream()
            .flatMap(tool -> tool.at("/function/name").flatMap(Json::asText).stream())
            .findFirst();
  }

  private static JsonObject call(int index, String name, JsonObject arguments) {
    return Json.object()
        .put("id", "call_twin" + index)
        .put(
            "function",
            Json.object().put("index", index).put("name", name).put("arguments", arguments).build())
        .build();
  }

  private JsonObject.Builder head(int line, JsonObject message) {
    return Json.object()
        .put("model", model)
        .put("created_at", CREATED.formatted(line % 10))
        .put("message", message);
  }

  private JsonObject done(JsonObject.Builder last) {
    return last.put("done", true)
        .put("done_reason", reason)
        .put("total_duration", 3_000_000_000L)
        .put("load_duration", 1_000_000_000L)
        .put("prompt_eval_count", inputTokens)
        .put("prompt_eval_duration", 1_000_000_000L)
        .put("eval_count", outputTokens)
        .put("eval_duration", 1_000_000_000L)
        .build();
  }

  private static JsonObject.Builder message(String content) {
    return Json.object().put("role", "assistant").put("content", content);
  }

  /** Returns the whole answer. */
  JsonObject whole() {
    JsonObject.Builder message = message(text);
    if (!thinking.isEmpty()) {
      message.put("thinking", thinking);
    }
    if (!calls.isEmpty()) {
      message.put("tool_calls", Json.array(calls));
    }
    return done(head(0, message.build()));
  }

  /** Returns the answer as one JSON object a line. */
  List<byte[]> lines(Chunking cut) {
    List<JsonObject> messages = new ArrayList<>();
    for (String piece : cut.cut(thinking)) {
      messages.add(message("").put("thinking", piece).build());
    }
    for (String piece : cut.cut(text)) {
      messages.add(message(piece).build());
    }
    for (Json call : calls) {
      messages.add(message("").put("tool_calls", Json.array(List.of(call))).build());
    }
    List<byte[]> lines = new ArrayList<>();
    for (JsonObject message : messages) {
      lines.add(line(head(lines.size(), message).put("done", false).build()));
    }
    lines.add(line(done(head(lines.size(), message("").build()))));
    return lines;
  }

  private static byte[] line(JsonObject object) {
    return (object + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
