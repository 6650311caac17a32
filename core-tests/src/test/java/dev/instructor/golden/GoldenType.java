package dev.instructor.golden;

import dev.instructor.schema.JsonSchema;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;

/**
 * A Java type whose schema is kept as a golden file.
 *
 * @param name the name of the file, without its ending
 * @param shape the type
 */
public record GoldenType(String name, Shape<?> shape) {
  /** Returns the schema in no dialect, without contributors. */
  public JsonSchema schema() {
    return JacksonBinder.standard().plan(shape).target().schema();
  }

  @Override
  public String toString() {
    return name;
  }
}
