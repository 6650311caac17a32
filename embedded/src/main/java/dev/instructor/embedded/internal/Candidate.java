package dev.instructor.embedded.internal;

import dev.instructor.json.Json;

/**
 * A value that a field could have.
 *
 * @param start the offset in the text at which it begins
 * @param end the offset behind it
 * @param score how well the model thinks it fits; higher is better
 * @param value the value
 */
record Candidate(int start, int end, float score, Json value) {

  /** Returns this with a lower score. */
  Candidate lessBy(float penalty) {
    return penalty == 0 ? this : new Candidate(start, end, score - penalty, value);
  }

  boolean overlaps(Candidate other) {
    return start < other.end && other.start < end;
  }
}
