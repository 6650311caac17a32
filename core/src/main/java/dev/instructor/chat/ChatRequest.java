package dev.instructor.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request to a chat model, in no vendor's words.
 *
 * @param model the model's name as the vendor spells it
 * @param messages the conversation, oldest first
 * @param output the structured answer that is asked for; empty for plain text
 * @param tools the caller's own tools; with a directive in {@link Mode#TOOLS} the answer is one
 *     more tool beside them, and the model must call one or the other
 * @param toolUse whether the model may or must call one of the tools; of no meaning without tools
 * @param options how to generate
 * @param timeout how long the whole exchange may take; empty for no limit
 */
public record ChatRequest(
    String model,
    List<Message> messages,
    Optional<OutputDirective> output,
    List<ToolSpec> tools,
    ToolUse toolUse,
    ChatOptions options,
    Optional<Duration> timeout) {

  /** Creates a request with copies of the lists. */
  public ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** Returns a request for plain text, with default options and no time limit. */
  public static ChatRequest of(String model, List<Message> messages) {
    return new ChatRequest(
        model,
        messages,
        Optional.empty(),
        List.of(),
        ToolUse.AUTO,
        ChatOptions.none(),
        Optional.empty());
  }

  /** Returns this request with other messages. */
  public ChatRequest withMessages(List<Message> value) {
    return new ChatRequest(model, value, output, tools, toolUse, options, timeout);
  }

  /** Returns this request with further messages at the end. */
  public ChatRequest plus(List<Message> more) {
    List<Message> all = new ArrayList<>(messages);
    all.addAll(more);
    return withMessages(all);
  }

  /** Returns this request asking for a structured answer. */
  public ChatRequest withOutput(OutputDirective value) {
    return new ChatRequest(model, messages, Optional.of(value), tools, toolUse, options, timeout);
  }

  /** Returns this request with tools of the caller's own. */
  public ChatRequest withTools(List<ToolSpec> value, ToolUse use) {
    return new ChatRequest(model, messages, output, value, use, options, timeout);
  }

  /** Returns this request with other options. */
  public ChatRequest withOptions(ChatOptions value) {
    return new ChatRequest(model, messages, output, tools, toolUse, value, timeout);
  }

  /** Returns this request with a time limit. */
  public ChatRequest withTimeout(Duration value) {
    return new ChatRequest(model, messages, output, tools, toolUse, options, Optional.of(value));
  }
}
