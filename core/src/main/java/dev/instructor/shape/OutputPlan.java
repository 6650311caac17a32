package dev.instructor.shape;

import dev.instructor.schema.Aliases;
import dev.instructor.schema.Target;
import java.util.Optional;

/**
 * What to ask for, and how to build the value from the answer. Immutable, thread-safe, made once
 * per type.
 *
 * @param target the schema with its name
 * @param aliases other names that are accepted in an answer, to be renamed before it is checked
 * @param binder the way back
 * @param <T> the type of the value
 */
public record OutputPlan<T>(Target target, Optional<Aliases> aliases, Binder<T> binder) {
  /** Creates one without aliases. */
  public OutputPlan(Target target, Binder<T> binder) {
    this(target, Optional.empty(), binder);
  }
}
