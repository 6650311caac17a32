package dev.instructor.call;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer was cut at the token limit. It is never plainly asked again: the next answer would be
 * cut as well.
 */
public final class IncompleteOutputException extends AnswerException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable String partial;

  /**
   * Creates one.
   *
   * @param partial the text that arrived
   * @param attempts all attempts in order, the cut one last
   */
  public IncompleteOutputException(String partial, List<Attempt> attempts) {
    super(
        "The answer was cut at the token limit after "
            + partial.length()
            + " characters; partialText() has them. Set a higher maxTokens, or let the limit be"
            + " raised with onTruncation(Truncation.raiseLimit(2, 16_000)).",
        attempts);
    this.partial = partial;
  }

  /** Returns what arrived; empty after the exception was serialised. */
  public Optional<String> partialText() {
    return Optional.ofNullable(partial);
  }
}
