package dev.instructor.cli;

import dev.instructor.call.AnswerException;
import dev.instructor.call.BudgetExceededException;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;

/**
 * What an exception means to the person at the terminal.
 *
 * @param exit the exit code
 * @param rule the kind in one word, for the problems that {@code --lines} writes
 * @param message the message, without any content
 */
record Failure(int exit, String rule, String message) {
  static final int NONE = 0;
  static final int NO_VALUE = 1;
  static final int USAGE = 2;
  static final int PROVIDER = 3;
  static final int INTERRUPTED = 130;

  /** Returns the meaning of an exception. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof ConfigurationException) {
      return new Failure(USAGE, "configuration", message(thrown));
    }
    if (thrown instanceof ProviderException e) {
      return e.kind() == ProviderException.Kind.INTERRUPTED
          ? new Failure(INTERRUPTED, "interrupted", "interrupted")
          : new Failure(PROVIDER, "provider", message(thrown));
    }
    if (thrown instanceof AnswerException e) {
      return answer(e);
    }
    // Any other message may quote the document, and is kept for --stacktrace.
    return new Failure(
        NO_VALUE,
        "internal",
        "internal error: " + thrown.getClass().getName() + "; --stacktrace shows where it arose");
  }

  private static Failure answer(AnswerException thrown) {
    if (thrown instanceof RefusedException) {
      return new Failure(
          NO_VALUE,
          "refusal",
          "the model refused to answer; --explain shows its words. Change the text or the model.");
    }
    if (thrown instanceof IncompleteOutputException) {
      return new Failure(
          NO_VALUE,
          "truncated",
          "the answer was cut at the token limit; --max-tokens sets a higher one");
    }
    String rule = thrown instanceof BudgetExceededException ? "budget" : "answer";
    return new Failure(NO_VALUE, rule, message(thrown));
  }

  private static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}
