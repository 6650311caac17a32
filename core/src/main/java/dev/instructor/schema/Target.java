package dev.instructor.schema;

import java.util.Optional;

/**
 * What is asked of the model: a schema with a name.
 *
 * @param name the name on the wire, such as the tool's: letters, digits, {@code _} and {@code -},
 *     at most 64
 * @param description what it is, for the model
 * @param schema the schema, in no vendor's dialect
 */
public record Target(String name, Optional<String> description, JsonSchema schema) {}
