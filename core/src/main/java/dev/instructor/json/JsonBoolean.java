package dev.instructor.json;

/**
 * {@code true} or {@code false}.
 *
 * @param value which of them
 */
public record JsonBoolean(boolean value) implements Json {
  static final JsonBoolean TRUE = new JsonBoolean(true);
  static final JsonBoolean FALSE = new JsonBoolean(false);

  @Override
  public String type() {
    return "boolean";
  }

  @Override
  public String toString() {
    return Boolean.toString(value);
  }
}
