package dev.instructor.call;

/** What happens to an item of a list that is wrong, where items are judged one by one. */
public enum BadItems {
  /**
   * The others are kept, and the item alone is asked for again after the list has ended; it is
   * handed out then, with its index. If it never comes right, the stream ends with a {@link
   * BadItemException}.
   */
  REASK,
  /** It is left out, and stands among the skipped ones with its problems. */
  SKIP,
  /** The stream ends with a {@link BadItemException} that carries what was handed out. */
  FAIL
}
