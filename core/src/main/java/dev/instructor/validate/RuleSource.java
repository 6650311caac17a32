package dev.instructor.validate;

import dev.instructor.schema.SchemaContributor;
import java.util.List;

/**
 * Turns annotations into keywords of the schema and into rules on the value. Found with {@link
 * java.util.ServiceLoader}; implementations need a public constructor without parameters and do no
 * work in it.
 */
public interface RuleSource {
  /** Returns what adds the keywords. */
  SchemaContributor schemaContributor();

  /**
   * Returns the rules on values of a type.
   *
   * @param type the class of the root value; rules below it are reached through it
   * @param groups the validation groups; empty for the default group
   */
  Validator<Object> validator(Class<?> type, List<Class<?>> groups);
}
