package dev.instructor.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells the model what a type, a property or an enum constant means.
 *
 * <pre>{@code
 * record Ticket(@Describe(value = "One line, no full stop", examples = "Printer is on fire") String title, Priority priority) {}
 * }</pre>
 *
 * <p>Jackson's {@code @JsonPropertyDescription} and {@code @JsonClassDescription} do the same
 * without examples; this one wins where both stand.
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
public @interface Describe {
  /** Returns the description, in the words the model is to read. */
  String value();

  /**
   * Returns example values; sent as the schema's {@code examples}. Written as JSON where the
   * property is no string.
   */
  String[] examples() default {};
}
