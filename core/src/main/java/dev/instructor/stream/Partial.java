package dev.instructor.stream;

import dev.instructor.call.internal.Plan;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.PartialJson.State;
import dev.instructor.read.Reading;
import dev.instructor.shape.OptionalRef;
import dev.instructor.shape.PropertyPlan;
import dev.instructor.shape.PropertyRef;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that is still growing, as it was at one moment: immutable, thread-safe, cheap to keep. It
 * shares what it holds with the partials before and after it.
 *
 * <p>Numbers, booleans, enums and dates appear when they are complete, free text grows. What is
 * {@link State#DONE} never changes again within one {@linkplain #attempt() attempt}. Nothing but
 * the final partial has been checked as a whole: {@link #isDone()} tells.
 *
 * <p>A property is named by its accessor, such as {@code User::age}, or by a JSON pointer in the
 * names of the JSON, such as {@code /lines/0/qty}.
 *
 * @param <T> the type of the whole value
 */
@SuppressWarnings("overloads") // Ambiguous for lambdas alone, which are refused in any case.
public final class Partial<T> {
  private final Plan<?> plan;
  private final Spot spot;
  private final Optional<Type> type;
  private final Growing.Binding<T> binding;
  private final Moment moment;
  private final Optional<T> whole;

  /**
   * What holds for a partial and all within it.
   *
   * @param attempt the attempt
   * @param problems what was found so far; immutable
   */
  record Moment(int attempt, List<Problem> problems) {}

  Partial(
      Plan<?> plan,
      Spot spot,
      Optional<Type> type,
      Growing.Binding<T> binding,
      Moment moment,
      Optional<T> whole) {
    this.plan = plan;
    this.spot = spot;
    this.type = type;
    this.binding = binding;
    this.moment = moment;
    this.whole = whole;
  }

  /** Returns the attempt this belongs to, from 1: a new one begins with nothing. */
  public int attempt() {
    return moment.attempt();
  }

  /**
   * Returns whether this is complete: of the whole value, that it was read, checked and bound; of a
   * part, that the part has ended.
   */
  public boolean isDone() {
    return whole.isPresent() || (!spot.isRoot() && state() == State.DONE);
  }

  /** Returns how far this has come. */
  public State state() {
    return spot.state();
  }

  /** Returns how far a property has come. */
  public State state(PropertyRef<? super T, ? extends @Nullable Object> property) {
    return spot.member(named(property).jsonName()).state();
  }

  /**
   * Returns how far the value at a place has come.
   *
   * @throws ConfigurationException if the pointer is neither empty nor begins with a slash
   */
  public State state(String pointer) {
    return spot.at(pointer).state();
  }

  /**
   * Returns a property's value, as soon as there is one: a scalar when it is complete, free text as
   * far as it goes, a list with the items that are complete. A copy: see {@link #text} and {@link
   * #items} for large ones.
   *
   * @throws ConfigurationException if this is no reference to an accessor of a property that is
   *     read from JSON
   */
  @SuppressWarnings("unchecked") // The property's own type is what its accessor returns.
  public <V> Optional<V> get(PropertyRef<? super T, ? extends @Nullable V> property) {
    return (Optional<V>) value(named(property));
  }

  /** Returns the value of an optional property, as {@link #get(PropertyRef)} does. */
  @SuppressWarnings("unchecked") // An Optional is flattened by its plan.
  public <V> Optional<V> get(OptionalRef<? super T, ? extends V> property) {
    return (Optional<V>) value(named(property));
  }

  private Optional<Object> value(PropertyPlan named) {
    Spot at = spot.member(named.jsonName());
    // The commonest question, asked after every piece: free text needs no reading.
    return named.isText() && at.isFreeText()
        ? Optional.of(at.text().toString())
        : at.now().flatMap(now -> now.bound(named::bind));
  }

  /**
   * Returns what is there at a place, in the form of the type's own schema.
   *
   * @throws ConfigurationException if the pointer is neither empty nor begins with a slash
   */
  public Optional<Json> get(String pointer) {
    return spot.at(pointer).now().flatMap(Growing::read).flatMap(Reading.Result::value);
  }

  /**
   * Returns the text of a property as far as it goes; empty if nothing is there. A view that costs
   * nothing and does not change.
   */
  public <V extends CharSequence> CharSequence text(
      PropertyRef<? super T, ? extends @Nullable V> property) {
    return spot.member(named(property).jsonName()).text();
  }

  /** Returns the text of an optional property, as {@link #text(PropertyRef)} does. */
  public <V extends CharSequence> CharSequence text(OptionalRef<? super T, ? extends V> property) {
    return spot.member(named(property).jsonName()).text();
  }

  /**
   * Returns the text at a place, as {@link #text(PropertyRef)} does; of the whole value if the
   * pointer is empty.
   *
   * @throws ConfigurationException if the pointer is neither empty nor begins with a slash
   */
  public CharSequence text(String pointer) {
    return spot.at(pointer).text();
  }

  /**
   * Returns what has come to the text of a property since the last partial; all of it in the first
   * partial of an attempt.
   */
  public <V extends CharSequence> CharSequence added(
      PropertyRef<? super T, ? extends @Nullable V> property) {
    return spot.member(named(property).jsonName()).added();
  }

  /** Returns what has come to an optional text, as {@link #added(PropertyRef)} does. */
  public <V extends CharSequence> CharSequence added(OptionalRef<? super T, ? extends V> property) {
    return spot.member(named(property).jsonName()).added();
  }

  /**
   * Returns what has come to the text at a place, as {@link #added(PropertyRef)} does.
   *
   * @throws ConfigurationException if the pointer is neither empty nor begins with a slash
   */
  public CharSequence added(String pointer) {
    return spot.at(pointer).added();
  }

  /** Returns the partial value of a property; one that is absent if nothing is there. */
  public <V> Partial<V> at(PropertyRef<? super T, ? extends @Nullable V> property) {
    PropertyPlan named = named(property);
    return part(spot.member(named.jsonName()), named.type(), Growing.binding(named));
  }

  /** Returns the partial value of an optional property, as {@link #at(PropertyRef)} does. */
  public <V> Partial<V> at(OptionalRef<? super T, V> property) {
    PropertyPlan named = named(property);
    Type content = named.content().orElse(named.type());
    return part(spot.member(named.jsonName()), content, Growing.binding(named));
  }

  /**
   * Returns the items of a property so far, the last of which may be growing: an unmodifiable view
   * that is made as it is read.
   */
  public <E> List<Partial<E>> items(
      PropertyRef<? super T, ? extends @Nullable Collection<? extends E>> property) {
    PropertyPlan named = named(property);
    return items(spot.member(named.jsonName()), named.content().orElse(Object.class));
  }

  /**
   * Returns the items of this, which is itself a list, as {@link #items(PropertyRef)} does.
   *
   * @param element the type of an item
   */
  public <E> List<Partial<E>> items(Class<E> element) {
    return items(spot, element);
  }

  private <E> List<Partial<E>> items(Spot list, Type element) {
    return new Items<>(list, item -> part(item, element, Growing.binding(plan, element)));
  }

  private <V> Partial<V> part(Spot at, Type partType, Growing.Binding<V> partBinding) {
    return new Partial<>(plan, at, Optional.of(partType), partBinding, moment, Optional.empty());
  }

  /**
   * Returns the value of what is there, if that alone keeps to the schema and the type accepts it:
   * the final value if this is the final partial, something that may yet change if not.
   */
  public Optional<T> value() {
    return whole.or(() -> spot.now().flatMap(now -> now.bound(binding)));
  }

  /** Returns what is there in the form of the type's own schema; nothing before it has begun. */
  public Optional<Json> tree() {
    return spot.now().flatMap(Growing::read).flatMap(Reading.Result::value);
  }

  /** Returns what was found so far in this attempt, by the {@code StreamChecks}. */
  public List<Problem> problems() {
    return moment.problems();
  }

  private PropertyPlan named(PropertyRef<?, ?> property) {
    return plan.property(
        type.orElseThrow(
            () ->
                new ConfigurationException(
                    "A raw schema has no accessors: use a path such as \"/name\"")),
        property.property());
  }

  /** Returns attempt, state and problems, without any content. */
  @Override
  public String toString() {
    return "Partial[attempt="
        + moment.attempt()
        + ", "
        + (isDone() ? "done" : state())
        + ", problems="
        + moment.problems()
        + "]";
  }
}
