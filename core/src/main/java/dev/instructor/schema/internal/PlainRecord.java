package dev.instructor.schema.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that leaves nothing to interpret, with what stands on its members.
 *
 * <p>Everything is asked for once: reflection hands out copies, and in a fresh JVM each of them
 * counts.
 */
final class PlainRecord {
  private final Annotation[][] parameters;
  private final Field[] fields;
  private final boolean annotatedMethods;

  private PlainRecord(Annotation[][] parameters, Field[] fields, boolean annotatedMethods) {
    this.parameters = parameters;
    this.fields = fields;
    this.annotatedMethods = annotatedMethods;
  }

  /** Returns what stands on a record, or nothing if there is something to interpret. */
  static @Nullable PlainRecord of(Class<?> type) {
    Constructor<?>[] constructors = type.getDeclaredConstructors();
    if (!PlainTypes.isPlainClass(type)
        || constructors.length != 1
        || JacksonAnnotations.on(constructors[0])) {
      return null;
    }
    Annotation[][] parameters = constructors[0].getParameterAnnotations();
    for (Annotation[] annotations : parameters) {
      if (JacksonAnnotations.among(annotations)) {
        return null;
      }
    }
    Field[] fields = type.getDeclaredFields();
    if (JacksonAnnotations.onAny(fields)) {
      return null;
    }
    boolean annotatedMethods = false;
    for (Method method : type.getDeclaredMethods()) {
      Annotation[] annotations = method.getDeclaredAnnotations();
      if (JacksonAnnotations.among(annotations) || PlainTypes.mayBeProperty(method)) {
        return null;
      }
      annotatedMethods |= annotations.length > 0;
    }
    return new PlainRecord(parameters, fields, annotatedMethods);
  }

  /** Adds what stands on a component's parameter, accessor and field. */
  void addTo(List<Annotation> all, RecordComponent component, int index) {
    PlainTypes.addAll(all, parameters[index]);
    if (annotatedMethods) {
      PlainTypes.addAll(all, component.getAccessor().getAnnotations());
    }
    // The fields come in the order of the components, but for static ones; that is not promised.
    for (int i = 0; i < fields.length; i++) {
      Field field = fields[(index + i) % fields.length];
      if (field.getName().equals(component.getName())) {
        PlainTypes.addAll(all, field.getDeclaredAnnotations());
        return;
      }
    }
  }
}
