package dev.instructor.chat;

/** Why the model stopped, in one vocabulary for all vendors. */
public enum FinishReason {
  /** It had said everything, or met a stop text. */
  STOP,
  /** The token limit, or the end of the context window: the answer is cut. */
  LENGTH,
  /** It called a tool. */
  TOOL_CALLS,
  /** The vendor's filter held the answer back. */
  CONTENT_FILTER,
  /** It refused. */
  REFUSAL,
  /** The vendor gave a reason that is none of these, or none. */
  OTHER
}
