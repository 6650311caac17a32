package dev.instructor.embedded.internal;

import java.util.List;

/**
 * What the model thinks of the text for one field.
 *
 * @param windows the spans, window by window; none for a choice
 * @param options for every option how well it fits, summed over the windows; empty for a span, if
 *     there is no text, or if there are too many
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
record FieldScores(List<Scores> windows, float[] options) {

  /** Returns how sure it is, in the best window, that there is a value. */
  float presence() {
    return (float)
        windows.stream().mapToDouble(Scores::presence).max().orElse(Double.NEGATIVE_INFINITY);
  }
}
