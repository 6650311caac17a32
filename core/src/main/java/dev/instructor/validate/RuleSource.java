package dev.instructor.validate;

import dev.instructor.schema.SchemaContributor;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Turns annotations into keywords of the schema and into rules on the value. Found with {@link
 * java.util.ServiceLoader}; implementations need a public constructor without parameters, do no
 * work in it, and are thread-safe.
 */
public interface RuleSource {
  /**
   * Returns what adds the keywords.
   *
   * @param groups the validation groups; empty for the default group. A rule outside of them adds
   *     nothing
   */
  SchemaContributor schemaContributor(List<Class<?>> groups);

  /**
   * Returns the rules on values of a type, and on everything below them. To be made once per type
   * and used often.
   *
   * @param type the type of the root value with its type arguments, such as {@code List<User>}
   * @param groups the validation groups; empty for the default group. A rule outside of them is not
   *     checked
   */
  Validator<Object> validator(Type type, List<Class<?>> groups);
}
