package dev.instructor.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaContributor;
import dev.instructor.schema.Target;
import dev.instructor.schema.internal.SchemaGenerator;
import dev.instructor.schema.internal.TypeUse;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes schema and binder of a shape with Jackson's databind: what a type is asked for is what
 * Jackson reads for it. Immutable apart from its cache, thread-safe.
 *
 * <p>Jackson's annotations are honoured. Binding is strict, whatever a mapper was set to: a missing
 * or null primitive, 7.9 for an {@code int}, a number for a string or a string for a number are
 * problems; a property that the type does not have is ignored. Dates are ISO 8601 and keep their
 * offset. Classes are never chosen by a name in the answer.
 */
public final class JacksonBinder {
  private final Supplier<ObjectMapper> mapper;
  private final SchemaGenerator generator;
  private final boolean standard;
  private final Map<Shape<?>, OutputPlan<?>> plans = new ConcurrentHashMap<>();

  private JacksonBinder(
      Supplier<ObjectMapper> mapper, boolean standard, List<SchemaContributor> contributors) {
    this.mapper = mapper;
    this.standard = standard;
    this.generator =
        standard
            ? SchemaGenerator.ofStandard(mapper, contributors)
            : SchemaGenerator.of(mapper.get(), contributors);
  }

  /** Loaded with the first value that is bound: Jackson is a large part of a cold start. */
  private static final class StandardMapper implements Supplier<ObjectMapper> {
    @Override
    public ObjectMapper get() {
      return Holder.MAPPER;
    }

    private static final class Holder {
      private static final ObjectMapper MAPPER = StrictMapper.standard();
    }
  }

  private static final class Standard {
    private static final JacksonBinder BINDER =
        new JacksonBinder(new StandardMapper(), true, List.of());
  }

  /**
   * Returns the binder for types as they are, without settings of the caller's; always the same.
   */
  public static JacksonBinder standard() {
    return Standard.BINDER;
  }

  /**
   * Returns a binder that keeps a mapper's modules, mix-ins, naming strategy and visibility.
   *
   * @param mapper is copied: what happens to it later has no effect. Default typing is turned off
   *     in the copy, and the strictness above is set.
   * @throws ConfigurationException if the mapper's class cannot be copied
   */
  public static JacksonBinder of(ObjectMapper mapper) {
    ObjectMapper copy = StrictMapper.of(mapper);
    return new JacksonBinder(() -> copy, false, List.of());
  }

  /**
   * Returns a binder that lets {@code contributors} add keywords to the schemas it makes, instead
   * of those it had.
   *
   * @param contributors asked in this order
   */
  public JacksonBinder with(List<SchemaContributor> contributors) {
    return new JacksonBinder(mapper, standard, contributors);
  }

  /**
   * Returns what to ask for, and how to build the value. The first call for a shape makes it, later
   * ones look it up.
   *
   * @throws ConfigurationException if the type or a part of it cannot be asked for; the message
   *     names the path, such as {@code Order.lines[].extra}, and the remedy
   */
  @SuppressWarnings("unchecked") // The plan under a shape was made for that shape.
  public <T> OutputPlan<T> plan(Shape<T> shape) {
    OutputPlan<?> known = plans.get(shape);
    if (known == null) {
      OutputPlan<T> made = make(shape);
      known = plans.putIfAbsent(shape, made);
      if (known == null) {
        return made;
      }
    }
    return (OutputPlan<T>) known;
  }

  @SuppressWarnings("unchecked") // Each case fixes T.
  private <T> OutputPlan<T> make(Shape<T> shape) {
    if (shape instanceof Shape.OfType<T> typed) {
      return ofType(typed.type());
    }
    if (shape instanceof Shape.OfSchema raw) {
      Target target =
          new Target(
              WireName.of(raw.name()), raw.schema().document().text("description"), raw.schema());
      return new OutputPlan<>(target, json -> (T) json);
    }
    if (shape instanceof Shape.Named<T> named) {
      OutputPlan<T> plan = plan(named.shape());
      Target target = plan.target();
      return new OutputPlan<>(
          new Target(WireName.of(named.name()), target.description(), target.schema()),
          plan.binder());
    }
    if (shape instanceof Shape.AnyOf<T> union) {
      List<OutputPlan<? extends T>> variants = new ArrayList<>();
      union.variants().forEach(variant -> variants.add(plan(variant)));
      return SchemaUnion.of(variants);
    }
    Shape.ListOf<?> list = (Shape.ListOf<?>) shape;
    return (OutputPlan<T>) SchemaList.of(plan(list.element()));
  }

  /**
   * Returns the shapes of which a value has one: the variants of a sealed type, of a type with
   * {@code @JsonSubTypes}, or of {@link Shape#anyOf}, in their order; for any other shape, itself.
   *
   * @throws ConfigurationException if the variants cannot be told
   */
  @SuppressWarnings("unchecked") // A variant of a type is a subtype of it.
  public <T> List<Shape<? extends T>> variants(Shape<T> shape) {
    List<Shape<? extends T>> variants = new ArrayList<>();
    if (shape instanceof Shape.AnyOf<T> union) {
      union.variants().forEach(variant -> variants.addAll(variants(variant)));
    } else if (shape instanceof Shape.OfType<T> typed) {
      generator
          .variants(typed.type())
          .forEach(type -> variants.add((Shape<? extends T>) Shape.ofType(type)));
    } else {
      variants.add(shape);
    }
    return variants;
  }

  /**
   * Returns a value as JSON text, as the mapper writes it.
   *
   * @param value any value; null for {@code null}
   * @throws ConfigurationException if the mapper cannot write it
   */
  public String text(@Nullable Object value) {
    if (value instanceof Json json) {
      return json.toString();
    }
    try {
      return mapper.get().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          "A value of "
              + (value == null ? "null" : value.getClass().getName())
              + " cannot be written as JSON by Jackson: return a string, a record, or what the"
              + " mapper of binder(JacksonBinder.of(mapper)) can write",
          e);
    }
  }

  private <T> OutputPlan<T> ofType(Type type) {
    SchemaGenerator.Written written = generator.generate(type);
    JsonSchema schema = written.schema();
    String name = WireName.of(TypeUse.of(type).name());
    Target target = new Target(name, schema.document().text("description"), schema);
    return new OutputPlan<>(target, written.aliases(), new MapperBinder<>(mapper, type));
  }

  /**
   * Returns what binds values of a type alone, without asking whether it can be asked for.
   *
   * @param type the type with its type arguments
   */
  public <T> Binder<T> binder(Type type) {
    return new MapperBinder<>(mapper, type);
  }

  /**
   * Returns how one property of a type is read. Costs an introspection: to be kept.
   *
   * @param owner the type that has the property, with its type arguments
   * @param property the property
   * @throws ConfigurationException if the type has no such property
   */
  public PropertyPlan property(Type owner, PropertyRef.Property property) {
    return new JacksonProperties(mapper.get()).plan(owner, property);
  }

  /**
   * Returns the name that a Java property has in the JSON, which an annotation or a naming strategy
   * can make another one; the same name for a property that is not read.
   *
   * @param owner the class or record that declares the property
   * @param javaProperty the name of the component, field or bean property
   */
  public String jsonName(Class<?> owner, String javaProperty) {
    ObjectMapper mapper = this.mapper.get();
    BeanDescription description =
        mapper.getDeserializationConfig().introspect(mapper.constructType(owner));
    return description.findProperties().stream()
        .filter(property -> property.getInternalName().equals(javaProperty))
        .findFirst()
        .map(BeanPropertyDefinition::getName)
        .orElse(javaProperty);
  }
}
