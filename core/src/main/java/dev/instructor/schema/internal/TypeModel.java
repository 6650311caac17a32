package dev.instructor.schema.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

/** What is read from JSON for a Java type, one level deep. */
sealed interface TypeModel {

  /** A value without parts, or one whose schema its author stated. */
  record Scalar(JsonObject schema) implements TypeModel {}

  /** A value of {@code java.time} or a date: what is read depends on the format of its place. */
  record Temporal(JsonObject schema) implements TypeModel {}

  /** One of several texts or numbers. */
  record Choice(List<Constant> constants, List<Annotation> annotations) implements TypeModel {}

  /** One of the values of a {@link Choice}, with what its author says about it. */
  record Constant(Json value, Optional<String> description, List<String> aliases) {}

  /** An array. */
  record Sequence(TypeUse element, boolean unique) implements TypeModel {}

  /** An object whose names are data; {@code keys} are the legal names, empty for any. */
  record Dictionary(TypeUse value, List<String> keys) implements TypeModel {}

  /** A value that may be absent or null. */
  record Maybe(TypeUse content) implements TypeModel {}

  /** A type that is read as another one. */
  record Alias(TypeUse target) implements TypeModel {}

  /** An object with known names. {@code rest} is the type of all other names, if they are read. */
  record Structure(List<Property> properties, Optional<TypeUse> rest, List<Annotation> annotations)
      implements TypeModel {}

  /** One of several types, told apart by {@code tag}. */
  record Union(Tagging tagging, String tag, List<Variant> variants, List<Annotation> annotations)
      implements TypeModel {}

  /** One of the types of a {@link Union}. */
  record Variant(String name, TypeUse type) {}

  /** How the variants of a union are told apart. */
  enum Tagging {
    /** A property of the object holds the variant's name. */
    PROPERTY,
    /** The object is the only member of another one, whose name is the variant's. */
    WRAPPER_OBJECT,
    /** By the properties that are there. */
    DEDUCTION
  }

  /**
   * A property of a {@link Structure}.
   *
   * @param name its name in the JSON
   * @param type its type
   * @param annotations all annotations that stand on it
   * @param stated the schema that its author stated
   * @param format how a date in it is written, if its author said so
   * @param aliases other names under which it is read
   */
  record Property(
      String name,
      TypeUse type,
      List<Annotation> annotations,
      Optional<JsonObject> stated,
      Optional<JsonObject> format,
      List<String> aliases) {}
}
