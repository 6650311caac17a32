package dev.instructor.schema;

import dev.instructor.json.Json;

/** What one keyword, or a few that belong together, ask of a value. Immutable. */
@FunctionalInterface
interface Rule {
  /** Adds a problem for everything in {@code value} that breaks this. */
  void check(Json value, Findings findings);
}
