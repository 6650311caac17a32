package dev.instructor.schema.internal;

import java.lang.annotation.Annotation;
import java.util.List;

/**
 * The one rule for what may be missing.
 *
 * <p>A property, an element of a list or a value of a map may be absent or {@code null} if
 *
 * <ul>
 *   <li>its type is {@code Optional}, {@code OptionalInt}, {@code OptionalLong}, {@code
 *       OptionalDouble} or {@code AtomicReference}, or
 *   <li>an annotation with the simple name {@code Nullable} that is visible at run time stands on
 *       the component, field, accessor or parameter, or on the use of the type.
 * </ul>
 *
 * <p>Everything else is required and never {@code null}. {@code @JsonProperty(required = …)} plays
 * no part, because its default is {@code false} and cannot be told from a stated one; nor does a
 * field's initial value. A primitive cannot be null, so {@code @Nullable int} is refused.
 */
final class Nullability {
  private Nullability() {}

  static boolean isNullable(List<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      if (annotation.annotationType().getSimpleName().equals("Nullable")) {
        return true;
      }
    }
    return false;
  }
}
