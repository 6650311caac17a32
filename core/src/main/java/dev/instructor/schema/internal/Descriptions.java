package dev.instructor.schema.internal;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import dev.instructor.schema.Describe;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the author of a type says about it. */
final class Descriptions {
  private Descriptions() {}

  /** Returns the description in a place's or a type's annotations; our own annotation wins. */
  static @Nullable String in(List<Annotation> annotations) {
    String text = null;
    for (Annotation annotation : annotations) {
      if (annotation instanceof Describe describe) {
        return describe.value().isBlank() ? null : describe.value();
      }
      if (annotation instanceof JsonPropertyDescription property) {
        text = property.value();
      } else if (annotation instanceof JsonClassDescription type) {
        text = type.value();
      }
    }
    return text == null || text.isBlank() ? null : text;
  }

  /** Returns the description that a schema has. */
  static @Nullable String stated(JsonObject schema) {
    return schema.members().get("description") instanceof JsonString text ? text.value() : null;
  }

  /** Returns the examples in a place's or a type's annotations. */
  static List<String> examples(List<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof Describe describe) {
        return List.of(describe.examples());
      }
    }
    return List.of();
  }

  /** Returns both texts as one: what is said about the place, then what about the type. */
  static @Nullable String join(@Nullable String first, @Nullable String second) {
    if (first == null || second == null || first.equals(second)) {
      return first == null ? second : first;
    }
    return first + "\n" + second;
  }
}
