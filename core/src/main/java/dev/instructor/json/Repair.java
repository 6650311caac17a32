package dev.instructor.json;

/**
 * One liberty that was taken to read an answer.
 *
 * @param kind what was done
 * @param pointer the place in the value as a JSON pointer, in which a name that the schema does not
 *     state is a star; empty for the whole answer
 * @param before what was there, shortened to 200 characters; can quote the answer
 * @param after what it was read as, shortened likewise; can quote the answer
 */
public record Repair(Kind kind, String pointer, String before, String after) {

  /** What can be done to an answer. */
  public enum Kind {
    /** A Markdown code fence around the value was removed. */
    FENCE,
    /** Text before or after the value was ignored. */
    PROSE,
    /** A block of thinking, such as {@code <think>…</think>}, was ignored. */
    THINKING,
    /** One of several values was chosen. */
    CHOICE,
    /** A wrapper around the value was removed, or a missing one was accepted. */
    WRAPPER,
    /** An alias was read as the property or the enum value that it stands for. */
    ALIAS
  }

  /** Returns kind and place, without the texts. */
  @Override
  public String toString() {
    return pointer.isEmpty() ? kind.toString() : kind + " at " + pointer;
  }
}
