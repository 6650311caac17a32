package dev.instructor.schema.internal;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;

/** Finds annotations that only Jackson's introspection understands. */
final class JacksonAnnotations {
  private static final String PACKAGE = "com.fasterxml.jackson.";

  private JacksonAnnotations() {}

  /** Returns whether one of Jackson's annotations stands on an element, or one made of them. */
  static boolean on(AnnotatedElement element) {
    return among(element.getDeclaredAnnotations());
  }

  static boolean onAny(AnnotatedElement[] elements) {
    for (AnnotatedElement element : elements) {
      if (on(element)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether one of Jackson's annotations is among some, or one made of them. */
  static boolean among(Annotation[] annotations) {
    for (Annotation annotation : annotations) {
      Class<? extends Annotation> type = annotation.annotationType();
      if (type.getName().startsWith(PACKAGE)
          || type.isAnnotationPresent(JacksonAnnotationsInside.class)) {
        return true;
      }
    }
    return false;
  }
}
