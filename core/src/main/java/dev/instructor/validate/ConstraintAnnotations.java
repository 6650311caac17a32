package dev.instructor.validate;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;

/**
 * Recognises the annotations of Jakarta Bean Validation by their names, so that neither the API nor
 * an implementation needs to be on the class path.
 */
public final class ConstraintAnnotations {
  private static final String CONSTRAINT = "jakarta.validation.Constraint";

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
    Class<? extends Annotation> type = annotation.annotationType();
    return marked(type) || containsMarked(type);
  }

  private static boolean marked(Class<?> type) {
    return Arrays.stream(type.getAnnotations())
        .anyMatch(meta -> meta.annotationType().getName().equals(CONSTRAINT));
  }

  /** A container of a repeatable annotation has a method {@code value} that returns an array. */
  private static boolean containsMarked(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("value"))
        .map(method -> method.getReturnType().getComponentType())
        .anyMatch(item -> item != null && item.isAnnotation() && marked(item));
  }
}
