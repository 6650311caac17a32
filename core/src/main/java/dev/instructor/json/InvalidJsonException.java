package dev.instructor.json;

import dev.instructor.error.InstructorException;

/** A text is not the JSON it should be. The message names the place and never quotes the text. */
public final class InvalidJsonException extends InstructorException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * Creates one.
   *
   * @param what what is wrong, without a quotation
   * @param offset the place in characters from the start, or -1 if unknown
   */
  public InvalidJsonException(String what, long offset) {
    super(offset < 0 ? what : what + " at character " + offset, null);
    this.offset = offset;
  }

  /** Returns the place in characters from the start, or -1 if unknown. */
  public long offset() {
    return offset;
  }
}
