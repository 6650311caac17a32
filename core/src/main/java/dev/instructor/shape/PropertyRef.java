package dev.instructor.shape;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A reference to the accessor of a property, such as {@code User::age} or {@code User::getAge}: it
 * reads the property, and it knows the property's name.
 *
 * <p>Serializable only because that is how the name of a method reference is told; nothing is ever
 * serialized.
 *
 * @param <T> the type that has the property
 * @param <V> the type of the property, boxed if it is a primitive
 */
@FunctionalInterface
public interface PropertyRef<T, V extends @Nullable Object> extends Serializable {
  /** Returns the property's value. */
  V get(T owner);

  /**
   * Returns which property this refers to. Found once per place in the code, then remembered.
   *
   * @throws dev.instructor.error.ConfigurationException if this is no reference to an accessor, but
   *     for example a lambda or a reference to a method that computes something
   */
  default Property property() {
    return PropertyResolution.of(this);
  }

  /**
   * A property of a type.
   *
   * @param owner the type in front of the {@code ::}
   * @param name the Java name: of the record component, of the field, or after the rules for
   *     JavaBeans of the getter
   */
  record Property(Class<?> owner, String name) {}
}
