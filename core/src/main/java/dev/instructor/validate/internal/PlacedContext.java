package dev.instructor.validate.internal;

import dev.instructor.validate.ValidationContext;
import dev.instructor.validate.Validator;
import java.util.Optional;

/**
 * The context of a part of the value: its problems stand below the part's place.
 *
 * @param whole the context of the whole value
 * @param place the part's place as a JSON pointer
 */
public record PlacedContext(ValidationContext whole, String place) implements ValidationContext {
  /** The rule of a problem that a validator reported by throwing. */
  private static final String THROWN = "validator";

  /** Runs a validator on a part of the value; an illegal argument is a problem of the part. */
  public static <E> void run(
      Validator<? super E> validator, E part, String place, ValidationContext whole) {
    try {
      validator.validate(part, place.isEmpty() ? whole : new PlacedContext(whole, place));
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      String said = message == null || message.isBlank() ? "is not accepted" : message;
      whole.problem(place, THROWN, said);
    }
  }

  @Override
  public Optional<Object> get(String key) {
    return whole.get(key);
  }

  @Override
  public void problem(String pointer, String rule, String message) {
    // What is no pointer stays as it is, so that the outermost context can tell.
    whole.problem(isPointer(pointer) ? place + pointer : pointer, rule, message);
  }

  @Override
  public String jsonName(Class<?> owner, String property) {
    return whole.jsonName(owner, property);
  }

  private static boolean isPointer(String text) {
    return text.isEmpty() || text.charAt(0) == '/';
  }
}
