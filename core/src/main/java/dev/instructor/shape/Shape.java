package dev.instructor.shape;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.internal.GenericType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the caller wants back: a Java type, or whatever a raw JSON Schema describes. Immutable;
 * equal shapes ask for the same and share what is made for it.
 *
 * @param <T> the type of the value
 */
public abstract sealed class Shape<T> {

  private Shape() {}

  /**
   * Returns the shape of a class: a record, class, enum, sealed type, scalar or array.
   *
   * @param type the class; for a generic one use {@link #of(TypeRef)}
   */
  public static <T> Shape<T> of(Class<T> type) {
    return new OfType<>(type);
  }

  /** Returns the shape of a generic type, such as {@code new TypeRef<Map<String, User>>() {}}. */
  public static <T> Shape<T> of(TypeRef<T> type) {
    return new OfType<>(type.type());
  }

  /** Returns the shape of a list. */
  public static <T> Shape<List<T>> listOf(Class<T> element) {
    return listOf(of(element));
  }

  /** Returns the shape of a list. */
  public static <T> Shape<List<T>> listOf(Shape<T> element) {
    return element instanceof OfType<T> typed
        ? new OfType<>(new GenericType(List.class, List.of(typed.type)))
        : new ListOf<>(element);
  }

  /** Returns the shape of a set, in the order of the answer. */
  public static <T> Shape<Set<T>> setOf(Class<T> element) {
    return setOf(of(element));
  }

  /**
   * Returns the shape of a set, in the order of the answer.
   *
   * @throws ConfigurationException if the element is a raw schema: there is no Java type whose
   *     equality would make it a set
   */
  public static <T> Shape<Set<T>> setOf(Shape<T> element) {
    if (element instanceof OfType<T> typed) {
      return new OfType<>(new GenericType(Set.class, List.of(typed.type)));
    }
    throw new ConfigurationException(
        "A set needs a Java type as its element: use listOf, or uniqueItems in the schema");
  }

  /**
   * Returns the shape of a choice between types that need have nothing in common. The answer says
   * which one it is in a property of its own, as for a sealed type.
   *
   * @param first a type
   * @param others the other types
   * @param <T> what all of them are, such as {@code Object}
   * @throws ConfigurationException if two of them have the same simple name
   */
  @SafeVarargs
  public static <T> Shape<T> anyOf(Class<? extends T> first, Class<? extends T>... others) {
    List<Shape<? extends T>> variants = new ArrayList<>();
    variants.add(of(first));
    for (Class<? extends T> other : others) {
      variants.add(of(other));
    }
    return anyOf(variants);
  }

  /**
   * Returns the shape of a choice between shapes. The answer says which one it is by its name on
   * the wire, in a property of its own.
   *
   * @param variants at least one
   * @param <T> what all of them are, such as {@code Object}
   * @throws ConfigurationException if there is none
   */
  public static <T> Shape<T> anyOf(List<? extends Shape<? extends T>> variants) {
    if (variants.isEmpty()) {
      throw new ConfigurationException("A choice needs at least one shape to choose");
    }
    return new AnyOf<>(List.copyOf(variants));
  }

  /**
   * Returns the shape of a raw JSON Schema, with the schema's {@code title} as its name on the wire
   * if it has one. The value is the answer's JSON.
   *
   * @param schema the schema as JSON text; its root may be of any type
   * @throws dev.instructor.json.InvalidJsonException if the text is not JSON
   */
  public static Shape<Json> ofSchema(String schema) {
    return ofSchema(JsonSchema.parse(schema).document());
  }

  /**
   * Returns the shape of a raw JSON Schema, with the schema's {@code title} as its name on the wire
   * if it has one. The value is the answer's JSON.
   *
   * @param schema the schema; its root may be of any type
   */
  public static Shape<Json> ofSchema(JsonObject schema) {
    return ofSchema(schema.text("title").orElse("Answer"), schema);
  }

  /**
   * Returns the shape of a raw JSON Schema. The value is the answer's JSON.
   *
   * @param name its name on the wire; letters, digits, {@code _} and {@code -}, at most 64; others
   *     are replaced
   * @param schema the schema as JSON text; its root may be of any type
   * @throws dev.instructor.json.InvalidJsonException if the text is not JSON
   */
  public static Shape<Json> ofSchema(String name, String schema) {
    return ofSchema(name, JsonSchema.parse(schema).document());
  }

  /**
   * Returns the shape of a raw JSON Schema. The value is the answer's JSON.
   *
   * @param name its name on the wire; letters, digits, {@code _} and {@code -}, at most 64; others
   *     are replaced
   * @param schema the schema; its root may be of any type
   */
  public static Shape<Json> ofSchema(String name, JsonObject schema) {
    return new OfSchema(name, JsonSchema.of(schema));
  }

  /**
   * Returns this shape under another name on the wire, that is of the tool or the schema.
   *
   * @param name letters, digits, {@code _} and {@code -}, at most 64; others are replaced
   */
  public Shape<T> named(String name) {
    return new Named<>(this instanceof Named<T> named ? named.shape : this, name);
  }

  /** Returns the name that {@link #named} gave this shape; empty if it gave none. */
  public Optional<String> givenName() {
    return this instanceof Named<?> named ? Optional.of(named.name) : Optional.empty();
  }

  /** Returns the Java type of the value with its type arguments; empty for a raw schema. */
  public Optional<Type> javaType() {
    if (this instanceof Named<?> named) {
      return named.shape.javaType();
    }
    return this instanceof OfType<?> java ? Optional.of(java.type()) : Optional.empty();
  }

  /** Returns the Java types that a value consists of at its top; empty for a raw schema. */
  public List<Type> javaTypes() {
    if (this instanceof Named<?> named) {
      return named.shape.javaTypes();
    }
    if (this instanceof ListOf<?> list) {
      return list.element.javaTypes();
    }
    if (this instanceof AnyOf<?> union) {
      return union.variants.stream().flatMap(variant -> variant.javaTypes().stream()).toList();
    }
    return javaType().map(List::of).orElse(List.of());
  }

  static Shape<?> ofType(Type type) {
    return new OfType<>(type);
  }

  /** A shape under a name of the caller's. */
  static final class Named<T> extends Shape<T> {
    private final Shape<T> shape;
    private final String name;

    private Named(Shape<T> shape, String name) {
      this.shape = shape;
      this.name = name;
    }

    Shape<T> shape() {
      return shape;
    }

    String name() {
      return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Named<?> named
          && name.equals(named.name)
          && shape.equals(named.shape);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + shape.hashCode();
    }

    @Override
    public String toString() {
      return shape + " named " + name;
    }
  }

  /** A Java type. */
  static final class OfType<T> extends Shape<T> {
    private final Type type;

    private OfType(Type type) {
      this.type = type;
    }

    Type type() {
      return type;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfType<?> shape && type.equals(shape.type);
    }

    @Override
    public int hashCode() {
      return type.hashCode();
    }

    @Override
    public String toString() {
      return type.getTypeName();
    }
  }

  /** A raw schema. */
  static final class OfSchema extends Shape<Json> {
    private final String name;
    private final JsonSchema schema;

    private OfSchema(String name, JsonSchema schema) {
      this.name = name;
      this.schema = schema;
    }

    String name() {
      return name;
    }

    JsonSchema schema() {
      return schema;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfSchema shape
          && name.equals(shape.name)
          && schema.equals(shape.schema);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + schema.hashCode();
    }

    @Override
    public String toString() {
      return "schema " + name;
    }
  }

  /** A choice. */
  static final class AnyOf<T> extends Shape<T> {
    private final List<Shape<? extends T>> variants;

    private AnyOf(List<Shape<? extends T>> variants) {
      this.variants = variants;
    }

    List<Shape<? extends T>> variants() {
      return variants;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof AnyOf<?> shape && variants.equals(shape.variants);
    }

    @Override
    public int hashCode() {
      return 37 + variants.hashCode();
    }

    @Override
    public String toString() {
      return "any of " + variants;
    }
  }

  /** A list of what is no Java type. */
  static final class ListOf<T> extends Shape<List<T>> {
    private final Shape<T> element;

    private ListOf(Shape<T> element) {
      this.element = element;
    }

    Shape<T> element() {
      return element;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ListOf<?> shape && element.equals(shape.element);
    }

    @Override
    public int hashCode() {
      return 31 + element.hashCode();
    }

    @Override
    public String toString() {
      return "list of " + element;
    }
  }
}
