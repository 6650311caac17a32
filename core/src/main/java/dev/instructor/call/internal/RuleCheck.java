package dev.instructor.call.internal;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonPointer;
import dev.instructor.validate.Validator;
import dev.instructor.validate.internal.Validators;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Checks a bound value against the rules that annotations state, and those that the caller gave
 * along.
 */
record RuleCheck(Plan<?> plan, CallSettings settings) {

  List<Problem> problems(Object value, Json json) {
    List<Problem> problems = new ArrayList<>();
    plan.constraints().ifPresent(constraints -> problems.addAll(run(value, json, constraints)));
    for (CallSettings.Rule rule : settings.rules()) {
      if (rule.type().isInstance(value)) {
        problems.addAll(run(value, json, rule.validator()));
      } else if (value instanceof Collection<?> items && json instanceof JsonArray array) {
        problems.addAll(items(items, array, rule));
      }
    }
    return problems;
  }

  /**
   * A rule on a type holds for each item of a list of it. A set has lost its places: there the
   * pointer is the list's.
   */
  private List<Problem> items(Collection<?> items, JsonArray array, CallSettings.Rule rule) {
    List<Problem> problems = new ArrayList<>();
    int i = 0;
    for (Object item : items) {
      boolean placed = items instanceof List<?> && i < array.items().size();
      Json json = placed ? array.items().get(i) : array;
      if (rule.type().isInstance(item)) {
        for (Problem problem : run(item, json, rule.validator())) {
          problems.add(placed ? problem.under(JsonPointer.child("", i)) : problem);
        }
      }
      i++;
    }
    return problems;
  }

  private List<Problem> run(Object value, Json json, Validator<Object> validator) {
    return Validators.run(value, List.of(validator), settings.context(), json, plan.names());
  }
}
