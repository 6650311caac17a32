package dev.instructor.schema;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A JSON Schema. Immutable, thread-safe; made once and used often. */
public final class JsonSchema {
  private final JsonObject document;

  private JsonSchema(JsonObject document) {
    this.document = document;
  }

  /** Returns the schema that a document states. */
  public static JsonSchema of(JsonObject document) {
    return new JsonSchema(document);
  }

  /**
   * Returns the schema that a text states.
   *
   * @throws ConfigurationException if the text is JSON but no object
   * @throws dev.instructor.json.InvalidJsonException if the text is not JSON
   */
  public static JsonSchema parse(String text) {
    return of(
        Json.parse(text)
            .asObject()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "A JSON Schema must be a JSON object here; for 'anything' write {}")));
  }

  /** Returns the schema as JSON. */
  public JsonObject document() {
    return document;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonSchema schema && document.equals(schema.document);
  }

  @Override
  public int hashCode() {
    return document.hashCode();
  }

  /** Returns the schema as JSON text. */
  @Override
  public String toString() {
    return document.toString();
  }
}
