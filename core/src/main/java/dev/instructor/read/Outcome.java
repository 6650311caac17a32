package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.Repair;

/**
 * What a coercion made of a value.
 *
 * @param value the value
 * @param trail the liberties that were taken
 * @param weight how much they weigh together; 0 for none
 * @param fits whether the value is accepted now
 */
record Outcome(Json value, Trail trail, int weight, boolean fits) {

  static Outcome asIs(Json value, boolean fits) {
    return new Outcome(value, Trail.none(), 0, fits);
  }

  /** Returns this after a liberty that was taken before. */
  Outcome after(Repair.Kind kind, Json before, int more) {
    return new Outcome(value, new Trail.Step(kind, before, value).then(trail), weight + more, fits);
  }
}
