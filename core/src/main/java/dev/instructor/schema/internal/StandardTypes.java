package dev.instructor.schema.internal;

import dev.instructor.error.ConfigurationException;
import dev.instructor.schema.internal.TypeModel.Dictionary;
import dev.instructor.schema.internal.TypeModel.Maybe;
import dev.instructor.schema.internal.TypeModel.Sequence;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The types of the JDK: values, collections, maps, optionals and arrays. */
final class StandardTypes implements TypeReader {
  private static final String COLLECTIONS = "java.util.";

  private final TypeReader enums;

  /**
   * Creates one.
   *
   * @param enums reads an enum that is the key of a map
   */
  StandardTypes(TypeReader enums) {
    this.enums = enums;
  }

  @Override
  public @Nullable TypeModel variant(TypeUse use, String path) {
    return read(use, path);
  }

  @Override
  public @Nullable TypeModel read(TypeUse use, String path) {
    Class<?> raw = use.raw();
    TypeModel scalar = ScalarTypes.find(raw);
    if (scalar != null) {
      return scalar;
    }
    if (raw.isArray()) {
      return new Sequence(use.arguments().get(0), false);
    }
    if (!raw.getName().startsWith(COLLECTIONS)) {
      return null;
    }
    if (Collection.class.isAssignableFrom(raw)) {
      boolean unique = Set.class.isAssignableFrom(raw);
      return new Sequence(argument(use, Collection.class, 0, path), unique);
    }
    if (Map.class.isAssignableFrom(raw)) {
      TypeUse key = argument(use, Map.class, 0, path);
      return dictionary(key, argument(use, Map.class, 1, path), path);
    }
    return maybe(use, path);
  }

  /** Returns a map's model. */
  Dictionary dictionary(TypeUse key, TypeUse value, String path) {
    if (key.raw() == String.class) {
      return new Dictionary(value, List.of());
    }
    if (key.raw().isEnum() && enums.read(key, path) instanceof TypeModel.Choice choice) {
      return new Dictionary(
          value,
          choice.constants().stream()
              .flatMap(constant -> constant.value().asText().stream())
              .toList());
    }
    throw new ConfigurationException(
        path
            + " is a map with keys of type "
            + key.raw().getSimpleName()
            + ", and names in JSON are texts: use String or an enum as the key, or a list of a"
            + " record with a key and a value");
  }

  private static @Nullable TypeModel maybe(TypeUse use, String path) {
    Class<?> raw = use.raw();
    if (raw == Optional.class || raw == AtomicReference.class) {
      return new Maybe(argument(use, raw, 0, path));
    }
    if (raw == OptionalInt.class) {
      return new Maybe(TypeUse.of(int.class));
    }
    if (raw == OptionalLong.class) {
      return new Maybe(TypeUse.of(long.class));
    }
    return raw == OptionalDouble.class ? new Maybe(TypeUse.of(double.class)) : null;
  }

  private static TypeUse argument(TypeUse use, Class<?> parent, int index, String path) {
    boolean bare = use.arguments().isEmpty() && use.raw().getTypeParameters().length > 0;
    Optional<TypeUse> found = bare ? Optional.empty() : use.as(parent);
    if (found.isPresent() && index < found.get().arguments().size()) {
      return found.get().arguments().get(index);
    }
    throw new ConfigurationException(
        path
            + " is a "
            + use.raw().getSimpleName()
            + " without type arguments: name them, as in List<String>; at the root with Shape.listOf"
            + " or a TypeRef");
  }
}
