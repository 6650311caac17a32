package dev.instructor.schema;

/** Which of the properties that are not required may be left out; the others are nullable. */
@FunctionalInterface
interface Absence {
  /** All of them are required and nullable. */
  Absence NULLABLE = beforeRequired -> false;

  /** All of them may be left out. */
  Absence LEFT_OUT = beforeRequired -> true;

  /**
   * Those behind all required ones may be left out, for vendors that write required ones first: the
   * order is the author's.
   */
  Absence LEFT_OUT_IN_ORDER = beforeRequired -> !beforeRequired;

  /**
   * Returns whether a property is left out.
   *
   * @param beforeRequired whether a required property comes after it
   */
  boolean leftOut(boolean beforeRequired);

  /** Returns what leaves all out but the first ones, for one adaptation. */
  static Absence allBut(int nullable) {
    int[] left = {nullable};
    return beforeRequired -> left[0]-- <= 0;
  }
}
