package dev.instructor.json;

/**
 * A JSON string.
 *
 * @param value the text, without quotes and escapes
 */
public record JsonString(String value) implements Json {
  @Override
  public String type() {
    return "string";
  }

  @Override
  public String toString() {
    return JsonWriter.write(this);
  }
}
