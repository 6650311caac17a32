package dev.instructor.validation;

import dev.instructor.json.Json;
import dev.instructor.validate.Validator;
import dev.instructor.validate.internal.Validators;
import java.util.List;
import java.util.Map;

/** What a validator says to a value that no JSON stands behind. */
final class Problems {
  private Problems() {}

  /** Returns places, in Java names, and rules. */
  static List<String> of(Validator<Object> validator, Object value) {
    return Validators.run(
            value, List.of(validator), Map.of(), Json.parse("{}"), (owner, property) -> property)
        .stream()
        .map(problem -> problem.pointer() + ": " + problem.rule())
        .toList();
  }
}
