package dev.instructor.json;

import java.util.List;

/**
 * A JSON array.
 *
 * @param items the items in order; unmodifiable
 */
public record JsonArray(List<Json> items) implements Json {
  /** Creates an array of a copy of the items. */
  public JsonArray {
    items = List.copyOf(items);
  }

  @Override
  public String type() {
    return "array";
  }

  @Override
  public String toString() {
    return JsonWriter.write(this);
  }
}
