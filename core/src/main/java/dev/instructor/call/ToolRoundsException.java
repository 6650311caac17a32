package dev.instructor.call;

import java.util.List;

/**
 * The model called tools in every round that it was allowed, and then once more. The calls so far
 * are in {@link #toolCalls()}; the last answer's were not run.
 */
public final class ToolRoundsException extends AnswerException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates one.
   *
   * @param limit how many rounds were allowed
   * @param attempts all attempts in order, the one that asks for too much last
   */
  public ToolRoundsException(int limit, List<Attempt> attempts) {
    super(
        "The model called tools in all "
            + limit
            + " rounds that are allowed, and asks for more; toolCalls() has what it called. More"
            + " maxToolRounds, clearer descriptions, or results that answer more may help.",
        attempts);
  }
}
