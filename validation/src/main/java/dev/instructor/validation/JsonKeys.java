package dev.instructor.validation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** The names that keys of maps have in JSON. */
final class JsonKeys {
  private JsonKeys() {}

  static String of(@Nullable Object key) {
    if (!(key instanceof Enum<?> constant)) {
      return String.valueOf(key);
    }
    try {
      Field field = constant.getDeclaringClass().getField(constant.name());
      JsonProperty renamed = field.getAnnotation(JsonProperty.class);
      return renamed == null || renamed.value().isEmpty() ? constant.name() : renamed.value();
    } catch (NoSuchFieldException e) {
      return constant.name();
    }
  }
}
