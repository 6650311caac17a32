package dev.instructor.chat;

/** Whether the model may or must call one of the request's tools. */
public enum ToolUse {
  /** It may call tools, several at once too, or answer. */
  AUTO,
  /** It must call at least one, several at once too. */
  REQUIRED,
  /**
   * It must call none. The tools are told all the same: some vendors refuse a conversation with
   * calls of tools that the request does not name.
   */
  NONE
}
