package dev.instructor.validate.internal;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.error.Problem.Source;
import dev.instructor.json.Json;
import dev.instructor.json.JsonPointer;
import dev.instructor.shape.PropertyNames;
import dev.instructor.validate.ValidationContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes problems of what validators report. */
final class CollectingContext implements ValidationContext {
  private final Map<String, ?> given;
  private final Json json;
  private final PropertyNames names;
  private final Set<Problem> problems = new LinkedHashSet<>();

  CollectingContext(Map<String, ?> given, Json json, PropertyNames names) {
    this.given = given;
    this.json = json;
    this.names = names;
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
    problems.add(place(pointer(pointer), rule, message));
  }

  /**
   * A place within what the answer writes as one scalar, such as an amount of money, is its own.
   */
  private Problem place(JsonPointer pointer, String rule, String message) {
    Json here = json;
    String reached = "";
    for (String segment : pointer.segments()) {
      if (here.asObject().isEmpty() && here.asArray().isEmpty()) {
        break;
      }
      reached = JsonPointer.child(reached, segment);
      Optional<Json> next = new JsonPointer(List.of(segment)).in(here);
      if (next.isEmpty()) {
        return problem(pointer.toString(), rule, message, Optional.empty());
      }
      here = next.get();
    }
    return problem(reached, rule, message, Optional.of(here.toString()));
  }

  private static Problem problem(
      String pointer, String rule, String message, Optional<String> value) {
    return new Problem(pointer, rule, message, value, Source.VALIDATION);
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
