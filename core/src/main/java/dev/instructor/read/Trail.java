package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.Repair;
import java.util.List;

/**
 * The liberties that led to a value, below the place of that value. Immutable; shares its parts.
 */
sealed interface Trail {
  /** Returns no liberty. */
  static Trail none() {
    return new All(List.of());
  }

  private boolean isNone() {
    return this instanceof All all && all.trails().isEmpty();
  }

  /** One liberty at the place itself. */
  record Step(Repair.Kind kind, Json before, Json after) implements Trail {}

  /** Liberties in a member or an item. */
  record Under(String segment, Trail trail) implements Trail {}

  /** Several, in order. */
  record All(List<Trail> trails) implements Trail {}

  /** Returns both, one after the other. */
  default Trail then(Trail next) {
    if (isNone()) {
      return next;
    }
    return next.isNone() ? this : new All(List.of(this, next));
  }

  /** Returns this in a member or an item. */
  default Trail under(String segment) {
    return isNone() ? this : new Under(segment, this);
  }

  /**
   * Tells every step with its place.
   *
   * @param at the pointer of the value
   */
  default void tell(String at, Teller teller) {
    if (this instanceof Step step) {
      teller.tell(at, step);
    } else if (this instanceof Under under) {
      under.trail().tell(JsonPointer.child(at, under.segment()), teller);
    } else if (this instanceof All all) {
      all.trails().forEach(trail -> trail.tell(at, teller));
    }
  }

  /** Is told steps. */
  interface Teller {
    /** Takes a step at a pointer. */
    void tell(String pointer, Step step);
  }
}
