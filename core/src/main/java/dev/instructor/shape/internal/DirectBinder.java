package dev.instructor.shape.internal;

import dev.instructor.schema.internal.TokenCheck;
import dev.instructor.shape.Binder;
import org.jspecify.annotations.Nullable;

/**
 * A binder that can do without a tree: it checks and binds a text while it reads it. Thread-safe.
 *
 * @param <T> the type of the value
 */
public interface DirectBinder<T> extends Binder<T> {
  /**
   * A value that was bound.
   *
   * @param value the value
   * @param array whether it was bound from an array, else from an object
   * @param <T> its type
   */
  record Bound<T>(T value, boolean array) {}

  /**
   * Returns the value that binding the text's tree would give, or nothing if the text is no strict
   * JSON, {@code check} gives up, or the type refuses it: then only the tree can tell what is
   * wrong. Constructors of parts may have run in vain.
   */
  @Nullable Bound<T> bindDirectly(String text, TokenCheck check);
}
