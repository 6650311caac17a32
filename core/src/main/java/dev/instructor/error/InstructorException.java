package dev.instructor.error;

import org.jspecify.annotations.Nullable;

/**
 * The common parent of every exception this library throws on purpose.
 *
 * <p>There are three families: {@link ConfigurationException} is the caller's mistake, {@link
 * ProviderException} the provider's failure, and {@code dev.instructor.call.AnswerException} the
 * model's bad answer.
 */
public abstract class InstructorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates one with a message and an optional cause. */
  protected InstructorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
