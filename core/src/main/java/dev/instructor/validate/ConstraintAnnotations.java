package dev.instructor.validate;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Recognises the annotations of Jakarta Bean Validation by their names, so that neither the API nor
 * an implementation needs to be on the class path.
 */
public final class ConstraintAnnotations {
  static final String CONSTRAINT = "jakarta.validation.Constraint";

  private static final ClassValue<Boolean> KNOWN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isMarked(type) || containsMarked(type);
        }
      };

  private ConstraintAnnotations() {}

  /**
   * Returns where in a type, or in the types that a value of it consists of, the first constraint
   * stands, such as {@code Order.items.qty (@Min)}; nothing if there is none. Looks at types,
   * record components, fields, getters, parameters of constructors and type arguments, in
   * superclasses and subtypes that are known as well.
   *
   * <p>Annotations whose classes are missing at run time cannot be seen.
   *
   * @param type the type of the root value with its type arguments
   */
  public static Optional<String> find(Type type) {
    return new ConstraintSearch().find(type);
  }

  /**
   * Returns whether an annotation is a constraint, the vendor's or a user's own, or a container of
   * several.
   */
  public static boolean isConstraint(Annotation annotation) {
    return KNOWN.get(annotation.annotationType());
  }

  private static boolean isMarked(Class<?> type) {
    for (Annotation meta : type.getAnnotations()) {
      if (meta.annotationType().getName().equals(CONSTRAINT)) {
        return true;
      }
    }
    return false;
  }

  /** A container of a repeatable annotation has a method {@code value} that returns an array. */
  private static boolean containsMarked(Class<?> type) {
    try {
      Class<?> item = type.getDeclaredMethod("value").getReturnType().getComponentType();
      return item != null && item.isAnnotation() && isMarked(item);
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
