package dev.instructor.call.internal;

import dev.instructor.json.Repair;
import dev.instructor.read.Place;
import dev.instructor.read.Reading;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.schema.SchemaSize;
import dev.instructor.schema.Target;
import dev.instructor.shape.Binder;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.OutputPlan;
import dev.instructor.shape.PropertyNames;
import dev.instructor.shape.PropertyPlan;
import dev.instructor.shape.PropertyRef;
import dev.instructor.validate.Validator;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a shape that is the same for each call. Thread-safe.
 *
 * @param <T> the type of the value
 */
public final class Plan<T> {
  private final OutputPlan<T> output;
  private final Optional<Type> javaType;
  private final Optional<Validator<Object>> constraints;
  private final JacksonBinder jackson;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();
  private final Map<PlaceKey, Place> places = new ConcurrentHashMap<>();
  private final Map<Type, Map<PropertyRef.Property, PropertyPlan>> properties =
      new ConcurrentHashMap<>();
  // By the model's name: how it is asked for what it cannot enforce.
  private final Map<String, StepDown> tooComplex = new ConcurrentHashMap<>();
  private final Map<Reading, Optional<DirectReading<T>>> direct = new ConcurrentHashMap<>();

  Plan(
      OutputPlan<T> output,
      Optional<Type> javaType,
      Optional<Validator<Object>> constraints,
      JacksonBinder jackson) {
    this.output = output;
    this.javaType = javaType;
    this.constraints = constraints;
    this.jackson = jackson;
  }

  /**
   * A schema in a dialect, and how answers to it are read.
   *
   * @param nearLimits the limits of which it uses most, a sentence each
   */
  record Asked(AdaptedSchema adapted, Reading reading, List<String> nearLimits) {}

  private record PlaceKey(String dialect, Set<Repair.Kind> refused) {}

  /** Returns the Java type of the value with its type arguments; empty for a raw schema. */
  public Optional<Type> javaType() {
    return javaType;
  }

  /**
   * Returns the place of the whole answer, for reading it while it grows; made once.
   *
   * @param refused the liberties that are not taken
   */
  public Place place(SchemaDialect dialect, Set<Repair.Kind> refused) {
    return places.computeIfAbsent(
        new PlaceKey(dialect.name(), refused),
        key ->
            Place.root(
                target().schema(),
                dialect,
                asked(dialect).adapted(),
                output.aliases(),
                key.refused()));
  }

  /**
   * Returns how a property of the value, or of a type within it, is read; made once.
   *
   * @throws dev.instructor.error.ConfigurationException if the type has no such property
   */
  public PropertyPlan property(Type owner, PropertyRef.Property property) {
    Map<PropertyRef.Property, PropertyPlan> all = properties.get(owner);
    PropertyPlan known = all == null ? null : all.get(property);
    return known == null
        ? properties
            .computeIfAbsent(owner, type -> new ConcurrentHashMap<>())
            .computeIfAbsent(property, name -> jackson.property(owner, name))
        : known;
  }

  /** Returns what binds values of a type within the value's own. */
  public <V> Binder<V> binder(Type type) {
    return jackson.binder(type);
  }

  /**
   * Returns any value as JSON text.
   *
   * @throws dev.instructor.error.ConfigurationException if the mapper cannot write it
   */
  String text(@Nullable Object value) {
    return jackson.text(value);
  }

  /** Returns the schema with its name. */
  public Target target() {
    return output.target();
  }

  /** Returns what binds the value. */
  public Binder<T> binder() {
    return output.binder();
  }

  /** Returns the rules that annotations state. */
  Optional<Validator<Object>> constraints() {
    return constraints;
  }

  PropertyNames names() {
    return jackson::jsonName;
  }

  /** Returns how a model is asked that turned out not to be able to enforce this schema. */
  Optional<StepDown> learned(String modelName) {
    return Optional.ofNullable(tooComplex.get(modelName));
  }

  void learn(String modelName, StepDown how) {
    tooComplex.put(modelName, how);
  }

  /** Returns the schema in a dialect, made once. */
  Asked asked(SchemaDialect dialect) {
    Asked known = asked.get(dialect.name());
    return known == null ? asked.computeIfAbsent(dialect.name(), name -> adapt(dialect)) : known;
  }

  /** Returns the short way to read the answers that were asked for, made once. */
  Optional<DirectReading<T>> direct(Asking asking) {
    Reading reading = asking.reading();
    Optional<DirectReading<T>> known = direct.get(reading);
    return known == null
        ? direct.computeIfAbsent(
            reading, r -> DirectReading.of(output, asking.adapted().restoration(), r))
        : known;
  }

  private Asked adapt(SchemaDialect dialect) {
    AdaptedSchema adapted = dialect.adapt(target().schema());
    return new Asked(
        adapted,
        Reading.of(target().schema(), adapted.restoration(), output.aliases()),
        nearLimits(dialect, adapted));
  }

  private List<String> nearLimits(SchemaDialect dialect, AdaptedSchema adapted) {
    if (dialect.limits().isEmpty() || !adapted.strict()) {
      return List.of();
    }
    SchemaSize size = SchemaSize.of(adapted.schema());
    return dialect.limits().stream()
        .filter(limit -> limit.isNear(size))
        .map(
            limit ->
                "The schema of %s is near a limit of the dialect %s: %s of %s %s"
                    .formatted(
                        target().name(),
                        dialect.name(),
                        limit.what().of(size),
                        limit.most(),
                        limit.what().words()))
        .toList();
  }
}
