package dev.instructor.json;

/** The JSON {@code null}. */
public record JsonNull() implements Json {
  static final JsonNull INSTANCE = new JsonNull();

  @Override
  public String type() {
    return "null";
  }

  @Override
  public String toString() {
    return "null";
  }
}
