package dev.instructor.test;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a twin of Bedrock answers to a Converse request, whole and as events ("Converse" and
 * "ConverseStream" of the API reference).
 *
 * @param number which answer of the twin it is
 * @param blocks the content
 * @param stopReason why it stops
 * @param usage the tokens
 */
record BedrockAnswer(int number, List<Block> blocks, String stopReason, JsonObject usage) {

  private enum Kind {
    TEXT,
    REASONING,
    CALL
  }

  /** A block of content. */
  private record Block(Kind kind, String id, String name, String text) {}

  /** Returns what a reply says to a request. */
  static BedrockAnswer of(int number, JsonObject body, TwinReply reply) {
    List<Block> blocks = new ArrayList<>();
    TwinReply.Content content = reply.said(tool(body));
    String reason = "end_turn";
    if (!(content instanceof TwinReply.Content.Refusal) && thinks(body)) {
      blocks.add(
          new Block(Kind.REASONING, "sig_twin_" + number, "", "Let me see what is asked for."));
    }
    if (content instanceof TwinReply.Content.Text said) {
      blocks.add(new Block(Kind.TEXT, "", "", reply.cut(said.text())));
    } else if (content instanceof TwinReply.Content.ToolCalls made) {
      for (TwinReply.Call call : made.calls()) {
        blocks.add(
            new Block(
                Kind.CALL,
                "tooluse_twin_%s_%s".formatted(number, blocks.size()),
                call.name(),
                reply.cut(call.arguments())));
      }
      reason = "tool_use";
    } else if (content instanceof TwinReply.Content.Refusal refused) {
      // What a guardrail says instead of the model stands in the content.
      blocks.add(new Block(Kind.TEXT, "", "", refused.words()));
      reason = "guardrail_intervened";
    }
    long length = blocks.stream().mapToLong(block -> block.text().length()).sum();
    return new BedrockAnswer(
        number,
        List.copyOf(blocks),
        reply.cutAfter().isPresent() ? "max_tokens" : reason,
        reply.usage().map(BedrockAnswer::named).orElseGet(() -> estimate(body, length)));
  }

  /** Returns the tool that a model would call: the forced one, else the first on offer. */
  private static Optional<String> tool(JsonObject body) {
    if (body.at("/outputConfig/textFormat").isPresent()) {
      return Optional.empty();
    }
    List<Json> tools =
        body.object("toolConfig").map(config -> config.items("tools")).orElse(List.of());
    return body.at("/toolConfig/toolChoice/tool/name")
        .flatMap(Json::asText)
        .or(
            () ->
                tools.stream()
                    .flatMap(tool -> tool.at("/toolSpec/name").flatMap(Json::asText).stream())
                    .findFirst());
  }

  /** A model that is made to call a tool does not think. */
  private static boolean thinks(JsonObject body) {
    boolean forced =
        body.at("/toolConfig/toolChoice")
            .filter(choice -> choice.at("/auto").isEmpty())
            .isPresent();
    return !forced && BedrockRequestRules.thinks(body);
  }

  private static JsonObject estimate(JsonObject body, long answerLength) {
    return usage(TokenEstimate.of(body.toString().length()), TokenEstimate.of(answerLength));
  }

  private static JsonObject usage(long input, long output) {
    return Json.object()
        .put("inputTokens", input)
        .put("outputTokens", output)
        .put("totalTokens", input + output)
        .put("serverToolUsage", JsonObject.empty())
        .build();
  }

  /** Returns the usage that a script states, under this vendor's names. */
  private static JsonObject named(JsonObject stated) {
    return stated.has("prompt_tokens")
        ? usage(
            AnthropicAnswer.count(stated, "prompt_tokens"),
            AnthropicAnswer.count(stated, "completion_tokens"))
        : stated;
  }

  /** Returns the whole answer. */
  JsonObject whole() {
    JsonObject message =
        Json.object()
            .put("role", "assistant")
            .put("content", Json.array(blocks.stream().map(BedrockAnswer::whole).toList()))
            .build();
    return Json.object()
        .put("output", Json.object().put("message", message).build())
        .put("stopReason", stopReason)
        .put("usage", usage)
        .put("metrics", Json.object().put("latencyMs", 42).build())
        .build();
  }

  private static JsonObject whole(Block block) {
    return switch (block.kind()) {
      case TEXT -> Json.object().put("text", block.text()).build();
      case REASONING ->
          wrapped(
              "reasoningContent",
              wrapped(
                  "reasoningText",
                  Json.object().put("text", block.text()).put("signature", block.id()).build()));
      case CALL ->
          wrapped(
              "toolUse",
              Json.object()
                  .put("toolUseId", block.id())
                  .put("name", block.name())
                  .put("input", input(block.text()))
                  .build());
    };
  }

  /** Arguments that are no JSON cannot be told in a whole message. */
  private static Json input(String text) {
    try {
      return Json.parse(text);
    } catch (InvalidJsonException cut) {
      return JsonObject.empty();
    }
  }

  private static JsonObject wrapped(String name, Json value) {
    return Json.object().put(name, value).build();
  }

  /** Returns the answer as messages of an event stream. */
  List<byte[]> events(Chunking cut) {
    List<byte[]> events = new ArrayList<>();
    events.add(event("messageStart", Json.object().put("role", "assistant")));
    for (int i = 0; i < blocks.size(); i++) {
      block(i, blocks.get(i), cut, events);
    }
    events.add(event("messageStop", Json.object().put("stopReason", stopReason)));
    events.add(
        event(
            "metadata",
            Json.object()
                .put("usage", usage)
                .put("metrics", Json.object().put("latencyMs", 42).build())));
    return events;
  }

  private static void block(int index, Block block, Chunking cut, List<byte[]> events) {
    if (block.kind() == Kind.CALL) {
      JsonObject use = Json.object().put("toolUseId", block.id()).put("name", block.name()).build();
      events.add(
          event(
              "contentBlockStart",
              Json.object().put("contentBlockIndex", index).put("start", wrapped("toolUse", use))));
    }
    for (String piece : cut.cut(block.text())) {
      events.add(
          delta(
              index,
              switch (block.kind()) {
                case TEXT -> wrapped("text", Json.of(piece));
                case REASONING -> wrapped("reasoningContent", wrapped("text", Json.of(piece)));
                case CALL -> wrapped("toolUse", wrapped("input", Json.of(piece)));
              }));
    }
    if (block.kind() == Kind.REASONING) {
      events.add(
          delta(index, wrapped("reasoningContent", wrapped("signature", Json.of(block.id())))));
    }
    events.add(event("contentBlockStop", Json.object().put("contentBlockIndex", index)));
  }

  private static byte[] delta(int index, JsonObject delta) {
    return event(
        "contentBlockDelta", Json.object().put("contentBlockIndex", index).put("delta", delta));
  }

  /** The member {@code p} hides how long the piece is. */
  private static byte[] event(String type, JsonObject.Builder payload) {
    return BedrockFrames.event(type, payload.put("p", "abcdefghij").build());
  }
}
