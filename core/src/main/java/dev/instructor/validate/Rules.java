package dev.instructor.validate;

import dev.instructor.json.JsonPointer;
import dev.instructor.shape.PropertyRef;
import dev.instructor.validate.internal.PlacedContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rules on a value, each a predicate with a message for the model. All of them are checked, so that
 * the model hears of every broken one at once.
 *
 * <pre>{@code
 * Rules<Trip> rules =
 *     Rules.of(Trip.class)
 *         .check(Trip::days, days -> days < 150, "must be below 150")
 *         .check(Trip::start, (start, context) -> start.isAfter(today(context)), "must lie ahead")
 *         .check(trip -> !trip.end().isBefore(trip.start()), "must not end before it starts")
 *         .checkEach(Trip::stops, Rules.of(Stop.class).check(Stop::nights, n -> n > 0, "must be positive"));
 * }</pre>
 *
 * <p>A property is named by a reference to its accessor; the problem stands at the property's place
 * in the JSON, under the name it has there. A property that is null is not looked at; a rule on the
 * whole value can ask for it. A predicate that throws {@link IllegalArgumentException} counts as
 * broken, with its rule's message, so {@code code -> UUID.fromString(code) != null} is a rule; any
 * other exception goes through.
 *
 * <p>Immutable: each method returns new rules. Thread-safe if the predicates are.
 *
 * @param <T> the type of the value
 */
public final class Rules<T> implements Validator<T> {
  /** The name of a rule that was given none. */
  private static final String UNNAMED = "rule";

  private final Class<T> type;
  private final List<Validator<T>> rules;

  private Rules(Class<T> type, List<Validator<T>> rules) {
    this.type = type;
    this.rules = rules;
  }

  /** Returns rules without any rule yet. */
  public static <T> Rules<T> of(Class<T> type) {
    return new Rules<>(type, List.of());
  }

  /** Returns the type of the values. */
  public Class<T> type() {
    return type;
  }

  /**
   * Adds a rule on the whole value.
   *
   * @param message what would be right, as a phrase that follows the value's name, such as {@code
   *     must not end before it starts}
   */
  public Rules<T> check(Predicate<? super T> predicate, String message) {
    return check(predicate, UNNAMED, message);
  }

  /**
   * Adds a rule on the whole value.
   *
   * @param rule the rule's name, which stands in the exception if the model never keeps to it
   * @param message what would be right, as a phrase that follows the value's name
   */
  public Rules<T> check(Predicate<? super T> predicate, String rule, String message) {
    return checkAt("", predicate, rule, message);
  }

  /**
   * Adds a rule on the whole value that sees what the caller gave along.
   *
   * @param message what would be right, as a phrase that follows the value's name
   */
  public Rules<T> check(
      BiPredicate<? super T, ? super ValidationContext> predicate, String message) {
    return check(predicate, UNNAMED, message);
  }

  /**
   * Adds a rule on the whole value that sees what the caller gave along.
   *
   * @param rule the rule's name
   * @param message what would be right, as a phrase that follows the value's name
   */
  public Rules<T> check(
      BiPredicate<? super T, ? super ValidationContext> predicate, String rule, String message) {
    return checkAt("", predicate, rule, message);
  }

  /**
   * Adds a rule on a property.
   *
   * @param property the accessor, such as {@code User::age}
   * @param message what would be right, as a phrase that follows the property's name
   * @throws dev.instructor.error.ConfigurationException if {@code property} is no accessor
   */
  public <V> Rules<T> check(
      PropertyRef<? super T, ? extends @Nullable V> property,
      Predicate<? super V> predicate,
      String message) {
    return check(property, predicate, UNNAMED, message);
  }

  /**
   * Adds a rule on a property.
   *
   * @param property the accessor, such as {@code User::age}
   * @param rule the rule's name
   * @param message what would be right, as a phrase that follows the property's name
   * @throws dev.instructor.error.ConfigurationException if {@code property} is no accessor
   */
  public <V> Rules<T> check(
      PropertyRef<? super T, ? extends @Nullable V> property,
      Predicate<? super V> predicate,
      String rule,
      String message) {
    return this.<V>check(property, (value, context) -> predicate.test(value), rule, message);
  }

  /**
   * Adds a rule on a property that sees what the caller gave along.
   *
   * @param property the accessor, such as {@code User::age}
   * @param message what would be right, as a phrase that follows the property's name
   * @throws dev.instructor.error.ConfigurationException if {@code property} is no accessor
   */
  public <V> Rules<T> check(
      PropertyRef<? super T, ? extends @Nullable V> property,
      BiPredicate<? super V, ? super ValidationContext> predicate,
      String message) {
    return check(property, predicate, UNNAMED, message);
  }

  /**
   * Adds a rule on a property that sees what the caller gave along.
   *
   * @param property the accessor, such as {@code User::age}
   * @param rule the rule's name
   * @param message what would be right, as a phrase that follows the property's name
   * @throws dev.instructor.error.ConfigurationException if {@code property} is no accessor
   */
  public <V> Rules<T> check(
      PropertyRef<? super T, ? extends @Nullable V> property,
      BiPredicate<? super V, ? super ValidationContext> predicate,
      String rule,
      String message) {
    PropertyRef.Property place = property.property();
    return with(
        (owner, context) -> {
          V value = property.get(owner);
          if (value != null && !holds(predicate, value, context)) {
            context.problem(pointer(place, context), rule, message);
          }
        });
  }

  /**
   * Adds a rule on the whole value whose problem stands at a place within it.
   *
   * @param pointer the place as a JSON pointer in the answer's own names, such as {@code /end}
   * @param rule the rule's name
   * @param message what would be right, as a phrase that follows the place
   */
  public Rules<T> checkAt(
      String pointer, Predicate<? super T> predicate, String rule, String message) {
    return checkAt(pointer, (value, context) -> predicate.test(value), rule, message);
  }

  /**
   * Adds a rule on the whole value that sees what the caller gave along and whose problem stands at
   * a place within the value.
   *
   * @param pointer the place as a JSON pointer in the answer's own names, such as {@code /end}
   * @param rule the rule's name
   * @param message what would be right, as a phrase that follows the place
   */
  public Rules<T> checkAt(
      String pointer,
      BiPredicate<? super T, ? super ValidationContext> predicate,
      String rule,
      String message) {
    return with(
        (value, context) -> {
          if (!holds(predicate, value, context)) {
            context.problem(pointer, rule, message);
          }
        });
  }

  /**
   * Adds rules on the value of a property.
   *
   * @param property the accessor, such as {@code Order::customer}
   * @param rules the rules, which speak of places within the property's value
   * @throws dev.instructor.error.ConfigurationException if {@code property} is no accessor
   */
  public <V> Rules<T> checkNested(
      PropertyRef<? super T, ? extends @Nullable V> property, Validator<? super V> rules) {
    PropertyRef.Property place = property.property();
    return with(
        (owner, context) -> {
          V value = property.get(owner);
          if (value != null) {
            PlacedContext.run(rules, value, pointer(place, context), context);
          }
        });
  }

  /**
   * Adds rules on each item of a property that is a list: {@code checkEach(Order::lines, rules)}
   * reports at places such as {@code /lines/2/qty}.
   *
   * @param property the accessor, such as {@code Order::lines}
   * @param rules the rules, which speak of places within the item
   * @throws dev.instructor.error.ConfigurationException if {@code property} is no accessor
   */
  public <E> Rules<T> checkEach(
      PropertyRef<? super T, ? extends @Nullable Iterable<? extends E>> property,
      Validator<? super E> rules) {
    PropertyRef.Property place = property.property();
    return with(
        (owner, context) -> {
          Iterable<? extends E> items = property.get(owner);
          int index = 0;
          for (E item : items == null ? List.<E>of() : items) {
            if (item != null) {
              String pointer = JsonPointer.child(pointer(place, context), index);
              PlacedContext.run(rules, item, pointer, context);
            }
            index++;
          }
        });
  }

  @Override
  public void validate(T value, ValidationContext context) {
    for (Validator<T> rule : rules) {
      rule.validate(value, context);
    }
  }

  private Rules<T> with(Validator<T> rule) {
    List<Validator<T>> longer = new ArrayList<>(rules);
    longer.add(rule);
    return new Rules<>(type, List.copyOf(longer));
  }

  private static <V> boolean holds(
      BiPredicate<? super V, ? super ValidationContext> predicate,
      V value,
      ValidationContext context) {
    try {
      return predicate.test(value, context);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String pointer(PropertyRef.Property place, ValidationContext context) {
    return JsonPointer.child("", context.jsonName(place.owner(), place.name()));
  }
}
