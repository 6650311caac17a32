package dev.instructor.shape;

import dev.instructor.json.Json;

/**
 * Builds a value from JSON that keeps to the schema. Thread-safe.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Binder<T> {
  /**
   * Returns the value.
   *
   * @throws BindingException if the Java type refuses the JSON, for example if its constructor
   *     throws
   */
  T bind(Json json) throws BindingException;
}
