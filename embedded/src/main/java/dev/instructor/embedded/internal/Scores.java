package dev.instructor.embedded.internal;

/**
 * What the model thinks of every token of one window of the text, for one field.
 *
 * @param first the number of the window's first token in the text
 * @param start for every token of the window, how well a value begins there: the logarithm of its
 *     share for a single value, a logit for one of several
 * @param end for every token of the window, how well a value ends there
 * @param presence how much better the best span fits than "not in the text"; 0 for one of several
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
record Scores(int first, float[] start, float[] end, float presence) {
  /** No value in the training data was longer. */
  static final int MAX_SPAN = 40;

  /** Scores of a field that has several values: every token is judged by itself. */
  static Scores ofSeveral(int first, float[] start, float[] end) {
    return new Scores(first, start, end, 0);
  }

  /**
   * Scores of a field that has one value.
   *
   * @param noneStart the start's logit of "not in the text"
   * @param noneEnd the end's logit of "not in the text"
   */
  static Scores ofOne(int first, float[] start, float[] end, float noneStart, float noneEnd) {
    return new Scores(
        first,
        shifted(start, logOfSum(start, noneStart)),
        shifted(end, logOfSum(end, noneEnd)),
        best(start, end) - noneStart - noneEnd);
  }

  private static float best(float[] start, float[] end) {
    float best = Float.NEGATIVE_INFINITY;
    for (int from = 0; from < start.length; from++) {
      for (int to = from; to < Math.min(end.length, from + MAX_SPAN); to++) {
        best = Math.max(best, start[from] + end[to]);
      }
    }
    return best;
  }

  /** Returns how well a span fits, given by token numbers of the text, the last one included. */
  float of(int from, int to) {
    return start[from - first] + end[to - first];
  }

  /** Returns how well a value begins at a token of the text. */
  float ofStart(int from) {
    return start[from - first];
  }

  /** Returns how well a value ends with a token of the text. */
  float ofEnd(int to) {
    return end[to - first];
  }

  /** Returns whether a span lies in this window. */
  boolean covers(int from, int to) {
    return from >= first && from <= to && to < first + end.length;
  }

  private static float[] shifted(float[] values, float by) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] - by;
    }
    return result;
  }

  private static float logOfSum(float[] values, float further) {
    float highest = further;
    for (float value : values) {
      highest = Math.max(highest, value);
    }
    double sum = Math.exp(further - highest);
    for (float value : values) {
      sum += Math.exp(value - highest);
    }
    return highest + (float) Math.log(sum);
  }
}
