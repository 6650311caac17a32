package dev.instructor.chat;

import java.util.Optional;

/** A part of a message. Its {@code toString} tells the kind and the length, never the content. */
public sealed interface Part {

  /**
   * Plain text.
   *
   * @param text the text
   */
  record Text(String text) implements Part {
    @Override
    public String toString() {
      return "Text[" + text.length() + " characters]";
    }
  }

  /**
   * What the model thought before it answered.
   *
   * @param text the thoughts as far as the vendor shows them
   * @param signature the vendor's mark that must be sent back with them, if there is one
   */
  record Thinking(String text, Optional<String> signature) implements Part {
    @Override
    public String toString() {
      return "Thinking[" + text.length() + " characters]";
    }
  }

  /**
   * The model calls a tool.
   *
   * @param id the call's id; empty if the vendor gave none
   * @param name the tool's name
   * @param arguments the arguments as the JSON text that arrived; it need not be valid
   */
  record ToolCall(String id, String name, String arguments) implements Part {
    @Override
    public String toString() {
      return "ToolCall[" + name + ", " + arguments.length() + " characters]";
    }
  }

  /**
   * The answer to a tool call.
   *
   * @param id the id of the call
   * @param name the tool's name
   * @param text the result
   * @param error whether the call failed
   */
  record ToolResult(String id, String name, String text, boolean error) implements Part {
    @Override
    public String toString() {
      return "ToolResult[" + name + ", " + text.length() + " characters]";
    }
  }
}
