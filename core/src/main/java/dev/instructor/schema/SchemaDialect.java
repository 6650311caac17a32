package dev.instructor.schema;

import java.util.List;

/**
 * The part of JSON Schema that a vendor accepts: a pure function from a schema to what can be sent
 * for it.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface SchemaDialect {
  /** Returns the dialect's name, such as {@code openai-strict}. */
  String name();

  /**
   * Returns what to send for a schema, what that loses, and how to read the answer back. The root
   * of what is sent is always an object, as every vendor's tools require: any other root is
   * wrapped.
   *
   * @param schema the schema in no dialect
   */
  AdaptedSchema adapt(JsonSchema schema);

  /** Returns how large a schema may be for the vendor to enforce it; empty if that is not known. */
  default List<SchemaLimit> limits() {
    return List.of();
  }
}
