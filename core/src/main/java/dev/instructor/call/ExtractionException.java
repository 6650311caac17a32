package dev.instructor.call;

import java.util.List;

/**
 * No attempt brought a valid value. The message names places and rules of the last answer's
 * problems.
 */
public final class ExtractionException extends AnswerException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates one.
   *
   * @param what what happened, without any content
   * @param attempts all attempts in order
   */
  public ExtractionException(String what, List<Attempt> attempts) {
    super(what + summary(attempts), attempts);
  }
}
