package dev.instructor.chat;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One message of a conversation.
 *
 * @param role who says it
 * @param parts what is said; never empty for a message that is sent
 */
public record Message(Role role, List<Part> parts) {
  /** Creates a message with a copy of the parts. */
  public Message {
    parts = List.copyOf(parts);
  }

  /** Returns a system message. */
  public static Message system(String text) {
    return of(Role.SYSTEM, text);
  }

  /** Returns a user message. */
  public static Message user(String text) {
    return of(Role.USER, text);
  }

  /** Returns a user message of several parts, such as a text and an image. */
  public static Message user(Part... parts) {
    return new Message(Role.USER, List.of(parts));
  }

  /** Returns an assistant message. */
  public static Message assistant(String text) {
    return of(Role.ASSISTANT, text);
  }

  private static Message of(Role role, String text) {
    return new Message(role, List.of(new Part.Text(text)));
  }

  /** Returns the text parts, one after the other; empty if there are none. */
  public String text() {
    if (parts.size() == 1 && parts.get(0) instanceof Part.Text only) {
      return only.text();
    }
    return parts.stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining());
  }

  /** Returns the tool calls in order. */
  public List<Part.ToolCall> toolCalls() {
    return parts.stream()
        .filter(Part.ToolCall.class::isInstance)
        .map(Part.ToolCall.class::cast)
        .toList();
  }
}
