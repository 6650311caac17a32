package dev.instructor.chat;

/** Who says a message. */
public enum Role {
  /** The instructions. */
  SYSTEM,
  /** The caller. */
  USER,
  /** The model. */
  ASSISTANT,
  /** The result of a tool the model called. */
  TOOL
}
