package dev.instructor.schema.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.instructor.error.ConfigurationException;
import dev.instructor.schema.Aliases;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaContributor;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes the schema of a Java type: JSON Schema 2020-12, in declaration order, without any vendor's
 * dialect. Immutable, thread-safe.
 *
 * <ul>
 *   <li>A type that is used more than once or contains itself stands in {@code $defs}; every other
 *       one stands where it is used. A root that contains itself is {@code {"$ref": …, "$defs":
 *       …}}.
 *   <li>What may be null is {@code {"anyOf": [X, {"type": "null"}]}}, in that one form, with the
 *       description outside; a property that may be null is not {@code required}.
 *   <li>A union is {@code {"anyOf": […]}}; its discriminator is the first property of each variant,
 *       a {@code const}, and required.
 *   <li>The root is what the type is: an array for a list, a string for an enum.
 *   <li>Objects are open: a name too many is ignored on reading.
 * </ul>
 */
public final class SchemaGenerator {
  private final TypeReader types;
  private final List<SchemaContributor> contributors;

  private SchemaGenerator(TypeReader types, List<SchemaContributor> contributors) {
    this.types = types;
    this.contributors = List.copyOf(contributors);
  }

  /**
   * Returns a generator for what a mapper reads.
   *
   * @param mapper the mapper that binds, with a {@link SealedIntrospector}
   * @param contributors what adds keywords, in this order
   */
  public static SchemaGenerator of(ObjectMapper mapper, List<SchemaContributor> contributors) {
    return new SchemaGenerator(new JacksonTypes(() -> mapper), contributors);
  }

  /**
   * Returns a generator for a mapper without settings that change names or types, which is asked
   * only for types that leave something to interpret.
   *
   * @param mapper gives the mapper that binds, with a {@link SealedIntrospector}
   * @param contributors what adds keywords, in this order
   */
  public static SchemaGenerator ofStandard(
      Supplier<ObjectMapper> mapper, List<SchemaContributor> contributors) {
    PlainTypes plain = new PlainTypes();
    TypeReader jackson = new OnDemand(mapper);
    TypeReader enums = new TypeReader.Chain(List.of(plain, jackson));
    TypeReader all = new TypeReader.Chain(List.of(new StandardTypes(enums), plain, jackson));
    return new SchemaGenerator(all, contributors);
  }

  /**
   * Returns the schema of a type, with its aliases.
   *
   * @throws ConfigurationException if the type or a part of it cannot be asked for; the message
   *     names the path and the remedy
   */
  public Written generate(Type type) {
    return new SchemaWriter(this).write(TypeUse.of(type));
  }

  /**
   * Returns the name of the property that tells the variants of a union apart.
   *
   * @param used the names that the variants use otherwise
   */
  public static String tag(Collection<String> used) {
    return SealedTypes.tag(used);
  }

  /**
   * Returns the types of which a value of a type has one: those of a union, else the type itself.
   *
   * @throws ConfigurationException if the variants of a union cannot be told
   */
  public List<Type> variants(Type type) {
    TypeUse use = TypeUse.of(type);
    return read(use.bare(), use.raw().getSimpleName()) instanceof TypeModel.Union union
        ? union.variants().stream().map(variant -> variant.type().type()).toList()
        : List.of(type);
  }

  /**
   * A schema, and the aliases that are read besides its names.
   *
   * @param schema the schema, which names no alias
   * @param aliases the aliases, empty if the type has none
   */
  public record Written(JsonSchema schema, Optional<Aliases> aliases) {}

  /** Keeps Jackson from being loaded for types that leave nothing to interpret. */
  private record OnDemand(Supplier<ObjectMapper> mapper) implements TypeReader {
    @Override
    public TypeModel read(TypeUse use, String path) {
      return new JacksonTypes(mapper).read(use, path);
    }

    @Override
    public TypeModel variant(TypeUse use, String path) {
      return new JacksonTypes(mapper).variant(use, path);
    }
  }

  List<SchemaContributor> contributors() {
    return contributors;
  }

  TypeModel read(TypeUse use, String path) {
    return Objects.requireNonNull(types.read(use, path), "no reader for this type");
  }

  TypeModel variant(TypeUse use, String path) {
    return Objects.requireNonNull(types.variant(use, path), "no reader for this type");
  }
}
