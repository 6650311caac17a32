package dev.instructor.call.internal;

import dev.instructor.error.ConfigurationException;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import dev.instructor.validate.ConstraintAnnotations;
import dev.instructor.validate.RuleSource;
import dev.instructor.validate.Validator;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The plans of a client's shapes, each made once. Thread-safe. */
public final class Plans {
  /** Shapes made at run time must not fill the memory; nobody has this many at once. */
  private static final int MAX_PLANS = 2_000;

  private final JacksonBinder binder;
  private final Optional<RuleSource> rules;
  private final boolean constraintsMustBeChecked;
  private final Map<Key, Plan<?>> plans = new ConcurrentHashMap<>();
  private final Map<List<Class<?>>, JacksonBinder> binders = new ConcurrentHashMap<>();

  private record Key(Shape<?> shape, List<Class<?>> groups) {}

  private Plans(JacksonBinder binder, Optional<RuleSource> rules, boolean mustBeChecked) {
    this.binder = binder;
    this.rules = rules;
    this.constraintsMustBeChecked = mustBeChecked;
  }

  /**
   * Returns plans in which constraints count; a type that has some is refused if there is no source
   * of rules.
   */
  public static Plans checking(JacksonBinder binder, Optional<RuleSource> rules) {
    return new Plans(binder, rules, true);
  }

  /** Returns plans that do not look at constraints. */
  public static Plans withoutConstraints(JacksonBinder binder) {
    return new Plans(binder, Optional.empty(), false);
  }

  /** Returns the shapes of which a value of a shape has one. */
  <T> List<Shape<? extends T>> variants(Shape<T> shape) {
    return binder.variants(shape);
  }

  @SuppressWarnings("unchecked") // a plan is stored under the shape of its own type
  <T> Plan<T> of(Shape<T> shape, List<Class<?>> groups) {
    Key key = new Key(shape, groups);
    Plan<?> known = plans.get(key);
    if (known == null) {
      if (plans.size() >= MAX_PLANS) {
        plans.clear();
      }
      known = plans.computeIfAbsent(key, k -> plan(shape, groups));
    }
    return (Plan<T>) known;
  }

  private <T> Plan<T> plan(Shape<T> shape, List<Class<?>> groups) {
    refuseUnchecked(shape);
    JacksonBinder own =
        rules
            .map(
                source ->
                    binders.computeIfAbsent(
                        groups, g -> binder.with(List.of(source.schemaContributor(g)))))
            .orElse(binder);
    Optional<Validator<Object>> constraints =
        rules.flatMap(source -> constrained(shape).map(type -> source.validator(type, groups)));
    return new Plan<>(own.plan(shape), shape.javaType(), constraints, own);
  }

  /** A validator looks at whole values: that of any type that has constraints will do. */
  private static Optional<Type> constrained(Shape<?> shape) {
    List<Type> types = shape.javaTypes();
    return types.size() == 1
        ? Optional.of(types.get(0))
        : types.stream().filter(type -> ConstraintAnnotations.find(type).isPresent()).findFirst();
  }

  private void refuseUnchecked(Shape<?> shape) {
    if (!constraintsMustBeChecked || rules.isPresent()) {
      return;
    }
    shape.javaTypes().stream()
        .flatMap(type -> ConstraintAnnotations.find(type).stream())
        .findFirst()
        .ifPresent(
            place -> {
              throw new ConfigurationException(
                  "The constraint at "
                      + place
                      + " would not be checked: the module that does it is not on the class path."
                      + " Add:\n<dependency>\n  <groupId>dev.instructor</groupId>\n"
                      + "  <artifactId>instructor-validation</artifactId>\n</dependency>\n"
                      + "or say beanValidation(false) to ignore constraints.");
            });
  }
}
