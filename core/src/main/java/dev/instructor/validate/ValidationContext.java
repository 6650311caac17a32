package dev.instructor.validate;

import java.util.Optional;

/**
 * What a validator sees besides the value, and where its problems go. For one call on one thread.
 */
public interface ValidationContext {
  /**
   * Returns what the caller gave along under {@code key}, for example with {@code
   * prompt.context("today", date)}.
   */
  Optional<Object> get(String key);

  /**
   * Returns what the caller gave along under {@code key} if it has the type.
   *
   * @param type the expected type
   */
  default <V> Optional<V> get(String key, Class<V> type) {
    return get(key).filter(type::isInstance).map(type::cast);
  }

  /**
   * Reports a problem.
   *
   * @param pointer the place as a JSON pointer in the answer's own names, such as {@code
   *     /items/2/qty}; empty for the whole value
   * @param rule the rule's name, such as {@code after-today}
   * @param message what would be right, as a phrase for the model, such as {@code must lie after
   *     2026-01-01}
   */
  void problem(String pointer, String rule, String message);

  /**
   * Returns the name that a Java property has in the JSON, which an annotation can make another
   * one.
   *
   * @param owner the class or record that declares the property
   * @param property the property's Java name
   */
  String jsonName(Class<?> owner, String property);
}
