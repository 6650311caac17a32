package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A response in OpenAI's form: "The response object" of OpenAI's API reference.
 *
 * @param number which answer of the twin it is, from 1
 * @param request the request's body
 * @param output the items, each complete
 * @param cut whether the answer ends at the token limit
 * @param usage the tokens
 */
record ResponsesAnswer(
    int number, JsonObject request, List<JsonObject> output, boolean cut, JsonObject usage) {

  private static final long CREATED = 1_760_000_000L;

  /** Returns what a reply says to a request. */
  static ResponsesAnswer of(int number, JsonObject body, TwinReply reply) {
    TwinReply.Content content = reply.said(tool(body));
    boolean cut = reply.cutAfter().isPresent();
    String status = cut ? "incomplete" : "completed";
    List<JsonObject> output = new ArrayList<>();
    if (OpenAiModels.reasons(body.text("model").orElse(""))) {
      output.add(reasoning(number, body));
    }
    if (content instanceof TwinReply.Content.Text said) {
      output.add(message(number, status, text("output_text", "text", reply.cut(said.text()))));
    } else if (content instanceof TwinReply.Content.Refusal refused) {
      output.add(message(number, status, text("refusal", "refusal", refused.words())));
    } else if (content instanceof TwinReply.Content.ToolCalls made) {
      for (TwinReply.Call call : made.calls()) {
        output.add(call(number, output.size(), status, call, reply.cut(call.arguments())));
      }
    }
    long length = output.stream().mapToLong(item -> item.toString().length()).sum();
    return new ResponsesAnswer(
        number,
        body,
        List.copyOf(output),
        cut,
        reply.usage().map(ResponsesAnswer::named).orElseGet(() -> usage(body, length)));
  }

  /**
   * Returns the tool that a model would call to answer: the forced one, else the first on offer,
   * but none where the answer has a format.
   */
  private static Optional<String> tool(JsonObject body) {
    Json choice = body.get("tool_choice").orElse(Json.ofNull());
    boolean format =
        body.at("/text/format/type").filter(type -> !type.equals(Json.of("text"))).isPresent();
    if (format || choice.equals(Json.of("none"))) {
      return Optional.empty();
    }
    return choice
        .at("/name")
        .or(() -> body.items("tools").stream().findFirst().flatMap(first -> first.at("/name")))
        .flatMap(Json::asText);
  }

  private static JsonObject reasoning(int number, JsonObject body) {
    JsonObject.Builder item =
        Json.object()
            .put("id", "rs_twin_" + number)
            .put("type", "reasoning")
            .put("summary", Json.array(List.of()));
    boolean encrypted = body.items("include").contains(Json.of("reasoning.encrypted_content"));
    return encrypted ? item.put("encrypted_content", "gAAAtwin" + number).build() : item.build();
  }

  private static JsonObject text(String type, String member, String text) {
    JsonObject.Builder part = Json.object().put("type", type).put(member, text);
    return type.equals("refusal")
        ? part.build()
        : part.put("annotations", Json.array(List.of()))
            .put("logprobs", Json.array(List.of()))
            .build();
  }

  private static JsonObject message(int number, String status, JsonObject part) {
    return Json.object()
        .put("id", "msg_twin_" + number)
        .put("type", "message")
        .put("status", status)
        .put("role", "assistant")
        .put("content", Json.array(List.of(part)))
        .build();
  }

  private static JsonObject call(
      int number, int index, String status, TwinReply.Call call, String arguments) {
    return Json.object()
        .put("id", "fc_twin_%s_%s".formatted(number, index))
        .put("type", "function_call")
        .put("status", status)
        .put("call_id", "call_twin_%s_%s".formatted(number, index))
        .put("name", call.name())
        .put("arguments", arguments)
        .build();
  }

  private static JsonObject usage(JsonObject body, long answerLength) {
    long input =
        TokenEstimate.of(
            ResponsesInputRules.text(body).length()
                + body.text("instructions").map(String::length).orElse(0)
                + body.get("tools").map(tools -> tools.toString().length()).orElse(0)
                + body.get("text").map(format -> format.toString().length()).orElse(0));
    return usage(input, TokenEstimate.of(answerLength));
  }

  private static JsonObject usage(long input, long output) {
    return Json.object()
        .put("input_tokens", input)
        .put(
            "input_tokens_details",
            Json.object().put("cached_tokens", 0).put("cache_write_tokens", 0).build())
        .put("output_tokens", output)
        .put("output_tokens_details", Json.object().put("reasoning_tokens", 0).build())
        .put("total_tokens", input + output)
        .build();
  }

  /** Returns the usage that a script states, under this interface's names. */
  private static JsonObject named(JsonObject stated) {
    return stated.has("prompt_tokens")
        ? usage(count(stated, "prompt_tokens"), count(stated, "completion_tokens"))
        : stated;
  }

  private static long count(JsonObject usage, String name) {
    return usage.get(name).map(count -> Long.parseLong(count.toString())).orElse(0L);
  }

  long tokens(String name) {
    return count(usage, name);
  }

  /** Returns the whole answer. */
  JsonObject whole() {
    return response(cut ? "incomplete" : "completed", Json.array(output), usage);
  }

  /** Returns the answer as it is at its beginning. */
  JsonObject begun() {
    return response("in_progress", Json.array(List.of()), Json.ofNull());
  }

  private JsonObject response(String status, Json items, Json tokens) {
    Json details =
        status.equals("incomplete")
            ? Json.object().put("reason", "max_output_tokens").build()
            : Json.ofNull();
    return Json.object()
        .put("id", "resp_twin_" + number)
        .put("object", "response")
        .put("created_at", CREATED + number)
        .put("status", status)
        .put("background", false)
        .put("error", Json.ofNull())
        .put("incomplete_details", details)
        .put("instructions", told("instructions", Json.ofNull()))
        .put("max_output_tokens", told("max_output_tokens", Json.ofNull()))
        .put("model", told("model", Json.ofNull()))
        .put("output", items)
        .put("parallel_tool_calls", told("parallel_tool_calls", Json.of(true)))
        .put("previous_response_id", Json.ofNull())
        .put("reasoning", told("reasoning", Json.ofNull()))
        .put("service_tier", "default")
        .put("store", told("store", Json.of(true)))
        .put("temperature", told("temperature", Json.of(1)))
        .put("text", told("text", Json.ofNull()))
        .put("tool_choice", told("tool_choice", Json.of("auto")))
        .put("tools", told("tools", Json.array(List.of())))
        .put("top_p", told("top_p", Json.of(1)))
        .put("truncation", "disabled")
        .put("usage", tokens)
        .put("user", Json.ofNull())
        .put("metadata", JsonObject.empty())
        .build();
  }

  private Json told(String name, Json otherwise) {
    return request.get(name).orElse(otherwise);
  }
}
