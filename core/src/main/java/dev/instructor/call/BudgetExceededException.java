package dev.instructor.call;

import java.util.List;

/** The budget allows no further attempt. */
public final class BudgetExceededException extends AnswerException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates one.
   *
   * @param limit the limit that is used up, in words
   * @param attempts all attempts in order
   */
  public BudgetExceededException(String limit, List<Attempt> attempts) {
    super(
        "The budget of "
            + limit
            + " allows no further attempt after "
            + attempts.size()
            + "; the last answer:"
            + summary(attempts),
        attempts);
  }
}
