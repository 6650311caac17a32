package dev.instructor.schema.internal;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaOf;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@link SchemaOf}. */
final class StatedSchema {
  private StatedSchema() {}

  /** Returns the schema that one of the annotations states. */
  static Optional<JsonObject> on(List<Annotation> annotations, Class<?> owner) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof SchemaOf stated) {
        return Optional.of(parse(stated, owner));
      }
    }
    return Optional.empty();
  }

  /** Returns the schema that an annotation states, if there is one. */
  static Optional<JsonObject> of(@Nullable SchemaOf stated, Class<?> owner) {
    return stated == null ? Optional.empty() : Optional.of(parse(stated, owner));
  }

  private static JsonObject parse(SchemaOf stated, Class<?> owner) {
    JsonObject schema;
    try {
      schema = JsonSchema.parse(stated.value()).document();
    } catch (InvalidJsonException e) {
      throw new ConfigurationException(
          "@SchemaOf in " + owner.getName() + " holds no JSON: " + e.getMessage(), e);
    }
    if (hasReference(schema)) {
      throw new ConfigurationException(
          "@SchemaOf in "
              + owner.getName()
              + " holds a $ref, which would point into the schema around it: write the parts out");
    }
    return schema;
  }

  private static boolean hasReference(Json value) {
    if (value instanceof JsonObject object) {
      return object.text("$ref").isPresent()
          || object.members().values().stream().anyMatch(StatedSchema::hasReference);
    }
    return value instanceof JsonArray array
        && array.items().stream().anyMatch(StatedSchema::hasReference);
  }
}
