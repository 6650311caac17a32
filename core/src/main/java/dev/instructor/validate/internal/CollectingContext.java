package dev.instructor.validate.internal;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.error.Problem.Source;
import dev.instructor.json.Json;
import dev.instructor.json.JsonPointer;
import dev.instructor.shape.PropertyNames;
import dev.instructor.validate.ValidationContext;
import dev.instructor.validate.Validator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes problems of what validators report. */
final class CollectingContext implements ValidationContext {
  /** The rule of a problem that a validator reported by throwing. */
  private static final String THROWN = "validator";

  private final Map<String, ?> given;
  private final Json json;
  private final PropertyNames names;
  private final Set<Problem> problems = new LinkedHashSet<>();

  CollectingContext(Map<String, ?> given, Json json, PropertyNames names) {
    this.given = given;
    this.json = json;
    this.names = names;
  }

  <T> void run(T value, Validator<? super T> validator) {
    try {
      validator.validate(value, this);
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      problem("", THROWN, message == null || message.isBlank() ? "is not accepted" : message);
    }
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  @Override
  public Optional<Object> get(String key) {
    return Optional.ofNullable(given.get(key));
  }

  @Override
  public void problem(String pointer, String rule, String message) {
    Optional<String> value = pointer(pointer).in(json).map(Json::toString);
    problems.add(new Problem(pointer, rule, message, value, Source.VALIDATION));
  }

  private static JsonPointer pointer(String text) {
    try {
      return JsonPointer.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "A validator reported a problem at '"
              + text
              + "', which is no JSON pointer: write \"\" for the whole value or '/"
              + text
              + "' for one property",
          e);
    }
  }

  @Override
  public String jsonName(Class<?> owner, String property) {
    return names.jsonName(owner, property);
  }
}
