package dev.instructor.call;

import dev.instructor.error.ConfigurationException;
import dev.instructor.shape.Shape;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that the model may ask for before it answers: a name, a type for the arguments, and
 * what is done with them.
 *
 * <pre>{@code
 * record Place(String city) {}
 *
 * Tool weather = Tool.of("weather", "Tells the weather of today", Place.class, place -> service.today(place.city()));
 * Trip trip = client.prompt("Where shall I go?").tools(weather).create(Trip.class);
 * }</pre>
 *
 * <p>The arguments are asked for, read and checked like an answer of that type, constraints and
 * validators included. Wrong ones are sent back to the model with what is wrong; the function never
 * sees them. Immutable; as thread-safe as its function, which is called on the thread of the call.
 */
public final class Tool {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final String name;
  private final Optional<String> description;
  private final Shape<Object> arguments;
  private final Body<Object> body;

  /**
   * What a tool does.
   *
   * @param <A> the type of the arguments
   */
  @FunctionalInterface
  public interface Body<A> {
    /**
     * Returns what the model is told: a string as it is, anything else as JSON.
     *
     * @param arguments what the model asks with, checked
     * @throws Exception if it cannot be done. The model is told so: of an {@link
     *     IllegalArgumentException} with its message, which should say what to change, of any other
     *     exception by the name of its class alone. A {@link ConfigurationException} ends the call.
     */
    @Nullable Object call(A arguments) throws Exception;
  }

  private Tool(
      String name, Optional<String> description, Shape<Object> arguments, Body<Object> body) {
    if (!NAME.matcher(name).matches()) {
      throw new ConfigurationException(
          "A tool's name has 1 to 64 letters, digits, _ and -, and so \"" + name + "\" is none");
    }
    this.name = name;
    this.description = description;
    this.arguments = arguments;
    this.body = body;
  }

  /**
   * Returns a tool that is described by its arguments' type, if that has a description.
   *
   * @param name 1 to 64 letters, digits, {@code _} and {@code -}
   * @param arguments the type of the arguments, as a rule a record
   * @param body what it does
   * @throws ConfigurationException if the name has other characters or another length
   */
  public static <A> Tool of(String name, Class<A> arguments, Body<? super A> body) {
    return make(name, Optional.empty(), Shape.of(arguments), body);
  }

  /**
   * Returns a tool.
   *
   * @param name 1 to 64 letters, digits, {@code _} and {@code -}
   * @param description what it does and when to call it, for the model
   * @param arguments the type of the arguments, as a rule a record
   * @param body what it does
   * @throws ConfigurationException if the name has other characters or another length
   */
  public static <A> Tool of(
      String name, String description, Class<A> arguments, Body<? super A> body) {
    return of(name, description, Shape.of(arguments), body);
  }

  /**
   * Returns a tool whose arguments are of a shape, such as {@code Shape.ofSchema(…)}; otherwise as
   * {@link #of(String, String, Class, Body)}.
   */
  public static <A> Tool of(
      String name, String description, Shape<A> arguments, Body<? super A> body) {
    return make(name, Optional.of(description), arguments, body);
  }

  @SuppressWarnings("unchecked") // The body only ever sees what was bound to the shape.
  private static <A> Tool make(
      String name, Optional<String> description, Shape<A> arguments, Body<? super A> body) {
    return new Tool(name, description, (Shape<Object>) arguments, (Body<Object>) body);
  }

  /** Returns the name by which the model calls it. */
  public String name() {
    return name;
  }

  /** Returns what the model is told of it; empty to tell what the arguments' type says. */
  public Optional<String> description() {
    return description;
  }

  /** Returns the shape of the arguments. */
  public Shape<Object> arguments() {
    return arguments;
  }

  /** Returns what it does. */
  public Body<Object> body() {
    return body;
  }

  /** Returns the name and the type of the arguments. */
  @Override
  public String toString() {
    return "Tool[" + name + ", " + arguments + "]";
  }
}
