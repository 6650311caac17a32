package dev.instructor.schema;

import dev.instructor.json.Json;

/** In what the subsets that vendors enforce differ. For one adaptation. */
interface StrictRules {
  /** Returns whether a constraint of a scalar or an array is sent as it is. */
  boolean keeps(String keyword, Json value);

  /** Returns whether a schema may contain itself. */
  boolean allowRecursion();

  /**
   * Returns whether a property that is not required is sent so; else it is required and nullable.
   *
   * @param beforeRequired whether a required property comes after it
   */
  boolean mayBeLeftOut(boolean beforeRequired);
}
