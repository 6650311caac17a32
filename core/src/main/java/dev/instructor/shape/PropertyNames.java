package dev.instructor.shape;

/** Knows which name a Java property has in the JSON. Thread-safe. */
@FunctionalInterface
public interface PropertyNames {
  /**
   * Returns the name in the JSON, which an annotation or a naming strategy can make another one;
   * the Java name itself if the property is unknown.
   *
   * @param owner the class or record that has the property
   * @param property the Java name: of the record component, of the field, or after the rules for
   *     JavaBeans of the getter
   */
  String jsonName(Class<?> owner, String property);
}
