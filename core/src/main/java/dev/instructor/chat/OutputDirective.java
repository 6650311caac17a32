package dev.instructor.chat;

import dev.instructor.json.JsonObject;
import java.util.Optional;

/**
 * The structured answer a request asks for. It is there in every mode, {@link Mode#PROMPTED} too,
 * so that a model in this process can read it.
 *
 * @param mode how it is asked for; never {@link Mode#AUTO}
 * @param name the name on the wire
 * @param description what it is, for the model
 * @param schema the schema in the vendor's dialect
 * @param strict whether the vendor is asked to enforce the schema
 */
public record OutputDirective(
    Mode mode, String name, Optional<String> description, JsonObject schema, boolean strict) {}
