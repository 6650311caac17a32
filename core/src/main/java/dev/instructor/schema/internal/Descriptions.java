package dev.instructor.schema.internal;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.instructor.schema.Describe;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

/** Finds what the author of a type says about it. */
final class Descriptions {
  private Descriptions() {}

  /** Returns the description in a place's or a type's annotations; our own annotation wins. */
  static Optional<String> in(List<Annotation> annotations) {
    Optional<String> text = describe(annotations).map(Describe::value);
    for (Annotation annotation : annotations) {
      if (text.isEmpty() && annotation instanceof JsonPropertyDescription property) {
        text = Optional.of(property.value());
      } else if (text.isEmpty() && annotation instanceof JsonClassDescription type) {
        text = Optional.of(type.value());
      }
    }
    return text.filter(value -> !value.isBlank());
  }

  /** Returns the examples in a place's or a type's annotations. */
  static List<String> examples(List<Annotation> annotations) {
    return describe(annotations).map(Describe::examples).map(List::of).orElse(List.of());
  }

  /** Returns both texts as one: what is said about the place, then what about the type. */
  static Optional<String> join(Optional<String> first, Optional<String> second) {
    if (first.isEmpty() || second.isEmpty() || first.equals(second)) {
      return first.or(() -> second);
    }
    return Optional.of(first.get() + "\n" + second.get());
  }

  private static Optional<Describe> describe(List<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof Describe describe) {
        return Optional.of(describe);
      }
    }
    return Optional.empty();
  }
}
