package dev.instructor.error;

/**
 * The caller asked for something that cannot work; no request was sent. The message says what to
 * change.
 */
public final class ConfigurationException extends InstructorException {
  private static final long serialVersionUID = 1L;

  /** Creates one with what is wrong and what to do about it. */
  public ConfigurationException(String message) {
    super(message, null);
  }

  /** Creates one with what is wrong, what to do about it, and the cause. */
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
