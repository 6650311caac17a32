package dev.instructor.validation;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A constraint with its attributes.
 *
 * @param type the annotation
 * @param attributes the values of the annotation's attributes by name
 */
record Rule(Class<? extends Annotation> type, Map<String, Object> attributes) {

  static Rule of(Annotation annotation) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (Method attribute : annotation.annotationType().getDeclaredMethods()) {
      if (attribute.getParameterCount() == 0) {
        attributes.put(attribute.getName(), read(annotation, attribute));
      }
    }
    return new Rule(annotation.annotationType(), attributes);
  }

  private static Object read(Annotation annotation, Method attribute) {
    try {
      attribute.setAccessible(true);
      return attribute.invoke(annotation);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Cannot read @" + annotation.annotationType().getName(), e);
    }
  }

  /** Returns the name of the annotation without its package. */
  String name() {
    return type.getSimpleName();
  }

  /**
   * Returns the name by which a constraint of the standard or of Hibernate is known here: {@code
   * Min}, {@code Length}, {@code time.DurationMin}; empty for anyone else's.
   */
  String known() {
    String name = type.getName();
    for (String origin :
        new String[] {"jakarta.validation.constraints.", "org.hibernate.validator.constraints."}) {
      if (name.startsWith(origin)) {
        return name.substring(origin.length());
      }
    }
    return "";
  }

  /** Returns a whole number; 0 if there is no such attribute. */
  long number(String attribute) {
    return attributes.get(attribute) instanceof Number number ? number.longValue() : 0;
  }

  /** Returns the text of an attribute; empty if there is no such attribute. */
  String text(String attribute) {
    Object value = attributes.get(attribute);
    return value == null ? "" : value.toString();
  }

  boolean flag(String attribute) {
    return Boolean.TRUE.equals(attributes.get(attribute));
  }

  /** Returns an array of classes; an empty one if there is no such attribute. */
  Class<?>[] classes(String attribute) {
    return attributes.get(attribute) instanceof Class<?>[] classes ? classes : new Class<?>[0];
  }

  /** Returns whether a message template is the one that the constraint has by default. */
  boolean isDefaultMessage(String template) {
    try {
      return template.equals(type.getMethod("message").getDefaultValue());
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * Returns the message if it is plain text: no parameter, no expression, no key of a resource
   * bundle.
   */
  Optional<String> plainMessage() {
    String message = text("message").strip();
    return message.isEmpty() || message.contains("{") || message.contains("\\")
        ? Optional.empty()
        : Optional.of(message);
  }
}
