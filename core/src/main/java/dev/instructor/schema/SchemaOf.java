package dev.instructor.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States the JSON Schema of a type or property whose deserializer is its own, so that nobody can
 * tell from its parts what it reads.
 *
 * <pre>{@code
 * @JsonDeserialize(using = MoneyDeserializer.class)
 * @SchemaOf("{\"type\": \"string\", \"pattern\": \"^[0-9]+\\\\.[0-9]{2} [A-Z]{3}$\"}")
 * final class Money { … }
 * }</pre>
 *
 * <p>For a class that cannot be changed it can stand on a mix-in of the {@code ObjectMapper}. It
 * wins over whatever would be found otherwise. The schema holds no {@code $ref}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.TYPE,
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.RECORD_COMPONENT
})
public @interface SchemaOf {
  /** Returns the schema as JSON text; an object. */
  String value();
}
