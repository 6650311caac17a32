package dev.instructor.test;

import dev.instructor.chat.Part;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link FormatTwin} is to say. Its {@code toString} shows no content.
 *
 * @param number which answer of the twin it is, from 1
 * @param text the text; empty for none
 * @param calls the calls of tools
 * @param refusal the words of a refusal; empty for none
 * @param cut whether it was cut at the token limit
 * @param inputTokens the tokens of the request that are to be told
 * @param outputTokens the tokens of the answer that are to be told
 * @param deltas how a text is cut for a stream
 */
public record TwinSaying(
    int number,
    String text,
    List<Part.ToolCall> calls,
    Optional<String> refusal,
    boolean cut,
    long inputTokens,
    long outputTokens,
    Chunking deltas) {

  /** Creates one with a copy of the calls. */
  public TwinSaying {
    calls = List.copyOf(calls);
  }

  /** Returns what a reply says to a request. */
  static TwinSaying of(int number, long requestLength, Optional<String> tool, TwinReply reply) {
    TwinReply.Content content = reply.said(tool);
    String text = content instanceof TwinReply.Content.Text said ? reply.cut(said.text()) : "";
    List<Part.ToolCall> calls =
        content instanceof TwinReply.Content.ToolCalls made
            ? calls(number, made, reply)
            : List.of();
    Optional<String> refusal =
        content instanceof TwinReply.Content.Refusal refused
            ? Optional.of(refused.words())
            : Optional.empty();
    long length =
        text.length()
            + refusal.map(String::length).orElse(0)
            + calls.stream().mapToLong(call -> call.arguments().length()).sum();
    return new TwinSaying(
        number,
        text,
        calls,
        refusal,
        reply.cutAfter().isPresent(),
        told(reply, "prompt_tokens", requestLength),
        told(reply, "completion_tokens", length),
        reply.delivery().deltas());
  }

  private static List<Part.ToolCall> calls(
      int number, TwinReply.Content.ToolCalls made, TwinReply reply) {
    return made.calls().stream()
        .map(
            call ->
                new Part.ToolCall(
                    "call_twin_%s_%s".formatted(number, made.calls().indexOf(call)),
                    call.name(),
                    reply.cut(call.arguments())))
        .toList();
  }

  private static long told(TwinReply reply, String name, long length) {
    return reply
        .usage()
        .flatMap(usage -> usage.get(name))
        .map(count -> Long.parseLong(count.toString()))
        .orElseGet(() -> TokenEstimate.of(length));
  }

  /** Returns everything but the content. */
  @Override
  public String toString() {
    return "TwinSaying[%s, %s characters, %s calls]".formatted(number, text.length(), calls.size());
  }
}
