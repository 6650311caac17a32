package dev.instructor.shape;

import dev.instructor.json.Json;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * One property of a Java type: its name in the JSON, its type, and how its value alone is built.
 * Immutable, thread-safe, made once per property.
 */
public final class PropertyPlan {
  private final String jsonName;
  private final Type type;
  private final Optional<Type> content;
  private final Reader reader;
  private final boolean text;

  /** Builds the value; null is a value of an optional property. */
  @FunctionalInterface
  interface Reader {
    Optional<Object> read(Json json) throws BindingException;
  }

  PropertyPlan(String jsonName, Type type, Optional<Type> content, Reader reader, boolean text) {
    this.jsonName = jsonName;
    this.type = type;
    this.content = content;
    this.reader = reader;
    this.text = text;
  }

  /** Returns the name in the JSON. */
  public String jsonName() {
    return jsonName;
  }

  /** Returns the type with its type arguments. */
  public Type type() {
    return type;
  }

  /** Returns what a collection, array, map or {@code Optional} holds; nothing for other types. */
  public Optional<Type> content() {
    return content;
  }

  /** Returns whether the value is the text itself, without anything done to it. */
  public boolean isText() {
    return text;
  }

  /**
   * Returns the property's value, built as it is within its owner; nothing if it is null or an
   * empty {@code Optional}, whose content it returns otherwise.
   *
   * @throws BindingException if the type refuses the JSON
   */
  public Optional<Object> bind(Json json) throws BindingException {
    return reader.read(json).flatMap(PropertyPlan::flattened);
  }

  private static Optional<Object> flattened(Object value) {
    return value instanceof Optional<?> optional
        ? optional.map(Object.class::cast)
        : Optional.of(value);
  }

  /** Returns name and type. */
  @Override
  public String toString() {
    return "PropertyPlan[" + jsonName + ": " + type.getTypeName() + "]";
  }
}
