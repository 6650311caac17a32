package dev.instructor.call.internal;

import dev.instructor.read.Reading;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.schema.Target;
import dev.instructor.shape.Binder;
import dev.instructor.shape.OutputPlan;
import dev.instructor.shape.PropertyNames;
import dev.instructor.validate.Validator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything about a shape that is the same for each call. Thread-safe.
 *
 * @param <T> the type of the value
 */
final class Plan<T> {
  private final OutputPlan<T> output;
  private final Optional<Validator<Object>> constraints;
  private final PropertyNames names;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  Plan(OutputPlan<T> output, Optional<Validator<Object>> constraints, PropertyNames names) {
    this.output = output;
    this.constraints = constraints;
    this.names = names;
  }

  /** A schema in a dialect, and how answers to it are read. */
  record Asked(AdaptedSchema adapted, Reading reading) {}

  Target target() {
    return output.target();
  }

  Binder<T> binder() {
    return output.binder();
  }

  /** Returns the rules that annotations state. */
  Optional<Validator<Object>> constraints() {
    return constraints;
  }

  PropertyNames names() {
    return names;
  }

  /** Returns the schema in a dialect, made once. */
  Asked asked(SchemaDialect dialect) {
    Asked known = asked.get(dialect.name());
    return known == null ? asked.computeIfAbsent(dialect.name(), name -> adapt(dialect)) : known;
  }

  private Asked adapt(SchemaDialect dialect) {
    AdaptedSchema adapted = dialect.adapt(target().schema());
    return new Asked(
        adapted, Reading.of(target().schema(), adapted.restoration(), output.aliases()));
  }
}
