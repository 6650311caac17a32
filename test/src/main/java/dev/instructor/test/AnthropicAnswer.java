package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a twin of Anthropic answers, whole and as events ("Create a Message", "Streaming Messages").
 *
 * @param number which answer of the twin it is
 * @param model the model, as the request names it
 * @param blocks the content
 * @param stopReason why it stops
 * @param refusal the words of a refusal
 * @param usage the tokens
 */
record AnthropicAnswer(
    int number,
    String model,
    List<Block> blocks,
    String stopReason,
    Optional<String> refusal,
    JsonObject usage) {

  /** A block of content: how it begins, and the text that follows in pieces. */
  private record Block(JsonObject empty, String member, String delta, String text) {
    JsonObject whole() {
      return empty.with(member, member.equals("input") ? input() : Json.of(text));
    }

    /** Arguments that are no JSON cannot be told in a whole message. */
    private Json input() {
      try {
        return Json.parse(text);
      } catch (InvalidJsonException cut) {
        return JsonObject.empty();
      }
    }
  }

  /** Returns what a reply says to a request. */
  static AnthropicAnswer of(int number, JsonObject body, TwinReply reply) {
    List<Block> blocks = new ArrayList<>();
    TwinReply.Content content = reply.said(tool(body));
    Optional<String> refusal = Optional.empty();
    String reason = "end_turn";
    if (!(content instanceof TwinReply.Content.Refusal) && thinks(body)) {
      blocks.add(thinking(body));
    }
    if (content instanceof TwinReply.Content.Text said) {
      blocks.add(text(reply.cut(said.text())));
    } else if (content instanceof TwinReply.Content.ToolCalls made) {
      for (TwinReply.Call call : made.calls()) {
        blocks.add(call(number, blocks.size(), call.name(), reply.cut(call.arguments())));
      }
      reason = "tool_use";
    } else if (content instanceof TwinReply.Content.Refusal refused) {
      refusal = Optional.of(refused.words());
      reason = "refusal";
    }
    long length = blocks.stream().mapToLong(block -> block.text().length()).sum();
    return new AnthropicAnswer(
        number,
        body.text("model").orElse(""),
        List.copyOf(blocks),
        reply.cutAfter().isPresent() ? "max_tokens" : reason,
        refusal,
        reply.usage().map(AnthropicAnswer::named).orElseGet(() -> usage(body, length)));
  }

  /** Returns the tool that a model would call: the forced one, else the first on offer. */
  private static Optional<String> tool(JsonObject body) {
    JsonObject choice = body.object("tool_choice").orElse(JsonObject.empty());
    if (choice.text("type").filter("none"::equals).isPresent()
        || body.at("/output_config/format").isPresent()) {
      return Optional.empty();
    }
    return choice
        .text("name")
        .or(
            () ->
                body.items("tools").stream()
                    .flatMap(tool -> tool.asObject().stream())
                    .filter(AnthropicToolRules::isCustom)
                    .findFirst()
                    .flatMap(tool -> tool.text("name")));
  }

  /** As recorded: a model that is made to call a tool does not think, even if it may. */
  private static boolean thinks(JsonObject body) {
    String choice =
        body.object("tool_choice").flatMap(stated -> stated.text("type")).orElse("auto");
    return AnthropicModels.thinks(body) && !choice.equals("any") && !choice.equals("tool");
  }

  /** The thoughts of newer models are not shown, unless they are asked for. */
  private static Block thinking(JsonObject body) {
    String model = body.text("model").orElse("");
    boolean shown =
        body.at("/thinking/display")
            .flatMap(Json::asText)
            .map("summarized"::equals)
            .orElse(AnthropicModels.samples(model));
    return new Block(
        Json.object().put("type", "thinking").build(),
        "thinking",
        "thinking_delta",
        shown ? "Let me see what is asked for." : "");
  }

  private static Block text(String text) {
    return new Block(
        Json.object().put("type", "text").put("citations", Json.ofNull()).build(),
        "text",
        "text_delta",
        text);
  }

  private static Block call(int number, int index, String name, String arguments) {
    return new Block(
        Json.object()
            .put("type", "tool_use")
            .put("id", "toolu_twin_%s_%s".formatted(number, index))
            .put("name", name)
            .put("caller", Json.object().put("type", "direct").build())
            .build(),
        "input",
        "input_json_delta",
        arguments);
  }

  private static JsonObject usage(JsonObject body, long answerLength) {
    long input =
        TokenEstimate.of(
            AnthropicMessageRules.text(body).length()
                + body.get("tools").map(tools -> tools.toString().length()).orElse(0)
                + body.get("output_config").map(config -> config.toString().length()).orElse(0));
    return usage(input, TokenEstimate.of(answerLength));
  }

  private static JsonObject usage(long input, long output) {
    return Json.object()
        .put("input_tokens", input)
        .put("cache_creation_input_tokens", 0)
        .put("cache_read_input_tokens", 0)
        .put(
            "cache_creation",
            Json.object()
                .put("ephemeral_5m_input_tokens", 0)
                .put("ephemeral_1h_input_tokens", 0)
                .build())
        .put("output_tokens", output)
        .put("service_tier", "standard")
        .put("inference_geo", "not_available")
        .build();
  }

  /** Returns the usage that a script states, under this vendor's names. */
  private static JsonObject named(JsonObject stated) {
    return stated.has("prompt_tokens")
        ? usage(count(stated, "prompt_tokens"), count(stated, "completion_tokens"))
        : stated;
  }

  static long count(JsonObject usage, String name) {
    return usage.get(name).map(count -> Long.parseLong(count.toString())).orElse(0L);
  }

  /** Returns the whole answer. */
  JsonObject whole() {
    return head(
            Json.array(
                blocks.stream()
                    .map(block -> isThinking(block) ? signed(block) : block.whole())
                    .toList()),
            Json.of(stopReason),
            usage)
        .put("stop_details", details())
        .build();
  }

  private static boolean isThinking(Block block) {
    return block.member().equals("thinking");
  }

  private String signature() {
    return "sig_twin_" + number;
  }

  private JsonObject signed(Block block) {
    return block.whole().with("signature", Json.of(signature()));
  }

  private Json details() {
    return refusal
        .<Json>map(
            words ->
                Json.object()
                    .put("type", "refusal")
                    .put("category", Json.ofNull())
                    .put("explanation", words)
                    .build())
        .orElse(Json.ofNull());
  }

  private JsonObject.Builder head(Json content, Json reason, JsonObject tokens) {
    return Json.object()
        .put("id", "msg_twin_" + number)
        .put("type", "message")
        .put("role", "assistant")
        .put("model", model)
        .put("content", content)
        .put("stop_reason", reason)
        .put("stop_sequence", Json.ofNull())
        .put("container", Json.ofNull())
        .put("usage", tokens);
  }

  /** Returns the answer as server-sent events. */
  List<byte[]> events(Chunking cut) {
    List<byte[]> events = new ArrayList<>();
    JsonObject begun =
        head(Json.array(List.of()), Json.ofNull(), usage.with("output_tokens", Json.of(1)))
            .put("stop_details", Json.ofNull())
            .build();
    events.add(event("message_start", Json.object().put("message", begun)));
    events.add(event("ping", Json.object()));
    for (int i = 0; i < blocks.size(); i++) {
      block(i, blocks.get(i), cut, events);
    }
    events.add(
        event(
            "message_delta",
            Json.object()
                .put(
                    "delta",
                    Json.object()
                        .put("stop_reason", stopReason)
                        .put("stop_sequence", Json.ofNull())
                        .put("stop_details", details())
                        .put("container", Json.ofNull())
                        .build())
                .put("usage", usage.without("cache_creation").without("service_tier"))));
    events.add(event("message_stop", Json.object()));
    return events;
  }

  private void block(int index, Block block, Chunking cut, List<byte[]> events) {
    Json nothing = block.member().equals("input") ? JsonObject.empty() : Json.of("");
    JsonObject empty = block.empty().with(block.member(), nothing);
    if (isThinking(block)) {
      empty = empty.with("signature", Json.of(""));
    }
    events.add(
        event(
            "content_block_start", Json.object().put("index", index).put("content_block", empty)));
    String member = block.member().equals("input") ? "partial_json" : block.member();
    if (block.member().equals("input")) {
      events.add(delta(index, block.delta(), member, ""));
    }
    for (String piece : cut.cut(block.text())) {
      events.add(delta(index, block.delta(), member, piece));
    }
    if (isThinking(block)) {
      events.add(delta(index, "signature_delta", "signature", signature()));
    }
    events.add(event("content_block_stop", Json.object().put("index", index)));
  }

  private static byte[] delta(int index, String type, String member, String piece) {
    return event(
        "content_block_delta",
        Json.object()
            .put("index", index)
            .put("delta", Json.object().put("type", type).put(member, piece).build()));
  }

  private static byte[] event(String type, JsonObject.Builder data) {
    JsonObject.Builder all = Json.object().put("type", type).putAll(data.build());
    return ("event: " + type + "\ndata: " + all.build() + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
