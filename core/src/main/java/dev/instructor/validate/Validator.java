package dev.instructor.validate;

/**
 * A rule on a value that a schema cannot express. Must be thread-safe.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Validator<T> {
  /**
   * Looks at a value and tells {@code context} what is wrong. Saying nothing means that the value
   * is right.
   *
   * <p>An exception of the type {@link IllegalArgumentException} counts as a problem of the whole
   * value, with its message; any other exception is the caller's and goes through.
   *
   * @param value the value, bound and correct by the schema
   * @param context where problems go, and what the caller gave along
   */
  void validate(T value, ValidationContext context);
}
