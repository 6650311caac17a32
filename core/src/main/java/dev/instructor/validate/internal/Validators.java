package dev.instructor.validate.internal;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.shape.PropertyNames;
import dev.instructor.validate.Validator;
import java.util.List;
import java.util.Map;

/** Runs validators on a bound value and collects what they say. */
public final class Validators {
  private Validators() {}

  /**
   * Returns the problems that the validators find, in the validators' order and each once; empty if
   * the value is right. Every validator runs, whatever the ones before it found.
   *
   * @param value the bound value
   * @param validators the rules
   * @param context what the caller gave along
   * @param json what the value was bound from: the problems' values are looked up in it
   * @param names the names of Java properties in {@code json}
   * @throws dev.instructor.error.ConfigurationException if a validator reports a problem at a place
   *     that is no JSON pointer
   */
  public static <T> List<Problem> run(
      T value,
      List<? extends Validator<? super T>> validators,
      Map<String, ?> context,
      Json json,
      PropertyNames names) {
    if (validators.isEmpty()) {
      return List.of();
    }
    CollectingContext collected = new CollectingContext(context, json, names);
    for (Validator<? super T> validator : validators) {
      PlacedContext.run(validator, value, "", collected);
    }
    return collected.problems();
  }
}
