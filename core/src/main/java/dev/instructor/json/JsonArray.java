package dev.instructor.json;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A JSON array. */
public final class JsonArray implements Json {
  private final List<Json> items;
  private final @Nullable Lazy<JsonArray> source;

  /** Creates an array of a copy of the items. */
  public JsonArray(List<Json> items) {
    this.items = List.copyOf(items);
    this.source = null;
  }

  private JsonArray(Lazy<JsonArray> source) {
    this.items = List.of();
    this.source = source;
  }

  /**
   * Returns an array that is worked out when it is first looked into.
   *
   * @param source returns the same each time it is asked; may be asked by several threads
   */
  public static JsonArray lazily(Supplier<JsonArray> source) {
    return new JsonArray(new Lazy<>(source));
  }

  /** Returns the items in order; unmodifiable. */
  public List<Json> items() {
    return source == null ? items : source.get().items();
  }

  @Override
  public String type() {
    return "array";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonArray array && items().equals(array.items());
  }

  @Override
  public int hashCode() {
    return items().hashCode();
  }

  @Override
  public String toString() {
    return JsonWriter.write(this);
  }
}
