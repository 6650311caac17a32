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

  /** Returns this request for another model. */
  public ChatRequest withModel(String value) {
    return new ChatRequest(value, messages, output, tools, toolUse, options, timeout);
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

  /**
   * Returns this request with more instructions: at the end of the first message if that is a
   * system message, else as a system message in front.
   */
  public ChatRequest instructed(String more) {
    List<Message> result = new ArrayList<>(messages);
    if (!messages.isEmpty() && messages.get(0).role() == Role.SYSTEM) {
      result.set(0, new Message(Role.SYSTEM, appended(messages.get(0).parts(), more)));
    } else {
      result.add(0, Message.system(more));
    }
    return withMessages(result);
  }

  /** Appends to the last text; a mark behind it stays the end of what may be cached. */
  private static List<Part> appended(List<Part> parts, String more) {
    List<Part> all = new ArrayList<>(parts);
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i) instanceof Part.Text text) {
        all.set(i, new Part.Text(text.text() + "\n\n" + more));
        return all;
      }
    }
    all.add(0, new Part.Text(more));
    return all;
  }

  /** Returns whether a structured answer is asked for in a mode. */
  public boolean asksIn(Mode mode) {
    return output.filter(directive -> directive.mode() == mode).isPresent();
  }

  /**
   * Returns the tools to tell: in {@link Mode#TOOLS} the answer's, and the caller's own. Own ones
   * that are not to be called are left out where the model cannot be told so, or where the answer's
   * form cannot stand beside them.
   */
  public List<ToolSpec> toolsToTell(ModelProfile profile) {
    List<ToolSpec> all = new ArrayList<>();
    output
        .filter(answer -> answer.mode() == Mode.TOOLS)
        .ifPresent(
            answer ->
                all.add(
                    new ToolSpec(
                        answer.name(), answer.description(), answer.schema(), answer.strict())));
    boolean beside =
        output.map(OutputDirective::mode).map(profile.besideTools()::contains).orElse(true);
    boolean canForbid =
        all.isEmpty() && beside && profile.toolChoice() != ModelProfile.ToolChoice.AUTO;
    if (toolUse != ToolUse.NONE || canForbid) {
      all.addAll(tools);
    }
    return all;
  }

  /**
   * Returns this request with words in place of a tool choice, if a tool has to be called and the
   * model's vendor cannot force one. {@link #toolChoiceWarnings} says so.
   */
  public ChatRequest withToolChoiceInWords(ModelProfile profile) {
    if (profile.toolChoice() != ModelProfile.ToolChoice.AUTO) {
      return this;
    }
    boolean own = !tools.isEmpty() && toolUse != ToolUse.NONE;
    if (asksIn(Mode.TOOLS)) {
      return instructed(
          "%s your answer by calling the tool %s once, and in no other way."
              .formatted(
                  own ? "When you have all that you need, give" : "Give",
                  output.orElseThrow().name()));
    }
    return toolUse == ToolUse.REQUIRED && !tools.isEmpty()
        ? instructed("Call one of the tools, and answer in no other way.")
        : this;
  }

  /** Returns a warning if {@link #withToolChoiceInWords} has the answer's tool called by words. */
  public List<String> toolChoiceWarnings(ModelProfile profile) {
    return asksIn(Mode.TOOLS) && profile.toolChoice() == ModelProfile.ToolChoice.AUTO
        ? List.of(
            "The tool %s is asked for in words, not forced: %s takes no forced tool at all"
                .formatted(output.orElseThrow().name(), model))
        : List.of();
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
