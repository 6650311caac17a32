package dev.instructor.call;

import dev.instructor.chat.FinishReason;
import java.util.List;
import java.util.Optional;

/**
 * The model refused to answer, or the provider's filter held the answer back. It is never asked
 * again.
 */
public final class RefusedException extends AnswerException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates one.
   *
   * @param attempts all attempts in order, the refused one last; not empty
   */
  public RefusedException(List<Attempt> attempts) {
    super(
        "The "
            + (filtered(attempts)
                ? "provider's filter held the answer back"
                : "model refused to answer")
            + "; refusal() has its words. Asking again would not help: change the prompt or the model.",
        attempts);
  }

  private static boolean filtered(List<Attempt> attempts) {
    return attempts.get(attempts.size() - 1).response().finishReason()
        == FinishReason.CONTENT_FILTER;
  }

  /** Returns the model's words of refusal, or its text where the provider marks none. */
  public Optional<String> refusal() {
    return response().map(r -> r.refusal().orElseGet(r::text)).filter(text -> !text.isBlank());
  }
}
