package dev.instructor.chat;

import dev.instructor.json.JsonObject;
import java.util.Optional;

/**
 * A tool of the caller's own that the model may call. It is not the tool of {@link Mode#TOOLS},
 * through which a typed answer is asked for: that one is an {@link OutputDirective}.
 *
 * @param name the name on the wire
 * @param description what it does, for the model
 * @param schema the schema of the arguments, an object, in the vendor's dialect
 * @param strict whether the vendor is asked to enforce the schema
 */
public record ToolSpec(
    String name, Optional<String> description, JsonObject schema, boolean strict) {}
