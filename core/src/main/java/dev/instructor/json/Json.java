package dev.instructor.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A JSON value: immutable, ordered, with numbers kept as they were written.
 *
 * <p>{@code toString()} of every value is its compact JSON text. Equality is exact, so {@code 1.0}
 * and {@code 1} differ; {@link #sameAs(Json)} compares as JSON Schema does.
 */
public sealed interface Json
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /**
   * Returns the value that {@code text} holds, read strictly after RFC 8259. The last of several
   * equal names in an object wins.
   *
   * @throws InvalidJsonException if the text is not exactly one JSON value, or is nested deeper
   *     than 1,000 levels
   */
  static Json parse(String text) {
    return StrictReader.read(text);
  }

  /** Returns a JSON string. */
  static Json of(String value) {
    return new JsonString(value);
  }

  /** Returns a JSON number. */
  static Json of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /**
   * Returns a JSON number.
   *
   * @throws IllegalArgumentException if the value is infinite or not a number
   */
  static Json of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    return new JsonNumber(Double.toString(value));
  }

  /** Returns a JSON number with the scale of {@code value} kept. */
  static Json of(BigDecimal value) {
    return new JsonNumber(value.toString());
  }

  /** Returns {@code true} or {@code false}. */
  static Json of(boolean value) {
    return value ? JsonBoolean.TRUE : JsonBoolean.FALSE;
  }

  /** Returns {@code null}. */
  static Json ofNull() {
    return JsonNull.INSTANCE;
  }

  /** Returns a JSON array. */
  static JsonArray array(List<? extends Json> items) {
    return new JsonArray(List.copyOf(items));
  }

  /** Returns a JSON array of strings. */
  static JsonArray strings(List<String> items) {
    return new JsonArray(items.stream().<Json>map(JsonString::new).toList());
  }

  /** Starts a JSON object. */
  static JsonObject.Builder object() {
    return new JsonObject.Builder();
  }

  /**
   * Returns the JSON type name as JSON Schema spells it: object, array, string, number, boolean or
   * null.
   */
  String type();

  /** Returns this as an object, or nothing if it is none. */
  default Optional<JsonObject> asObject() {
    return this instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /** Returns this as an array, or nothing if it is none. */
  default Optional<JsonArray> asArray() {
    return this instanceof JsonArray array ? Optional.of(array) : Optional.empty();
  }

  /** Returns the text of a string, or nothing if this is no string. */
  default Optional<String> asText() {
    return this instanceof JsonString string ? Optional.of(string.value()) : Optional.empty();
  }

  /** Returns whether this is {@code null}. */
  default boolean isNull() {
    return this instanceof JsonNull;
  }

  /**
   * Returns the value at a JSON pointer (RFC 6901), or nothing if there is none.
   *
   * @throws IllegalArgumentException if the pointer is neither empty nor begins with a slash
   */
  default Optional<Json> at(String pointer) {
    return JsonPointer.parse(pointer).in(this);
  }

  /**
   * Returns whether both are the same JSON value: numbers by value, objects without regard to
   * order.
   */
  default boolean sameAs(Json other) {
    return JsonEquality.same(this, other);
  }
}
