package dev.instructor.schema.internal;

import dev.instructor.error.ConfigurationException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Sealed types that carry no annotation of Jackson: their variants are told apart by a property
 * that holds the variant's simple class name.
 *
 * <p>The property is {@code type}. If a variant has a property of that name itself, it is {@code
 * kind}, then {@code variant}, then {@code @type}.
 */
final class SealedTypes {
  private static final List<String> TAGS = List.of("type", "kind", "variant");

  private SealedTypes() {}

  /**
   * Returns whether a type is a union of what it permits. The JDK's own sealed types are not:
   * {@code ZoneId} is one on newer JDKs and still a text.
   */
  static boolean isUnion(Class<?> type) {
    return type.isSealed() && !type.getName().startsWith("java.");
  }

  /** Returns the classes that a value of a sealed type can have, in declaration order. */
  static List<Class<?>> leaves(Class<?> type) {
    List<Class<?>> leaves = new ArrayList<>();
    collect(type, leaves);
    Set<String> names = new HashSet<>();
    for (Class<?> leaf : leaves) {
      if (!names.add(leaf.getSimpleName())) {
        throw new ConfigurationException(
            type.getSimpleName()
                + " permits two classes named "
                + leaf.getSimpleName()
                + ", and the answer would not tell which: rename one, or name them with"
                + " @JsonTypeInfo and @JsonSubTypes");
      }
    }
    return leaves;
  }

  private static void collect(Class<?> type, List<Class<?>> leaves) {
    if (!Modifier.isAbstract(type.getModifiers()) && !leaves.contains(type)) {
      leaves.add(type);
    }
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, leaves);
      }
    } else if (Modifier.isAbstract(type.getModifiers())) {
      throw new ConfigurationException(
          type.getSimpleName()
              + " is a non-sealed abstract variant of a sealed type, so its own variants are"
              + " unknown: seal it, or name them with @JsonTypeInfo and @JsonSubTypes");
    }
  }

  /** Returns a name for the discriminating property that no variant uses otherwise. */
  static String tag(Collection<String> used) {
    Set<String> lower = new HashSet<>();
    used.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return TAGS.stream().filter(tag -> !lower.contains(tag)).findFirst().orElse("@type");
  }
}
