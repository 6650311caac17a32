package dev.instructor.embedded.internal;

/** One of the model's two pointers: from a field's marker to the tokens, by a scaled product. */
final class Pointer {
  private final float[] queries;
  private final float[] keys;
  private final int count;
  private final int width;

  /**
   * Creates one.
   *
   * @param query makes what a marker looks for
   * @param key makes what a token offers
   * @param vectors the encoder's vectors
   * @param count how many there are
   * @param width the length of each
   */
  Pointer(Linear query, Linear key, float[] vectors, int count, int width) {
    this.queries = query.apply(vectors, count);
    this.keys = key.apply(vectors, count);
    this.count = count;
    this.width = width;
  }

  /** Returns how well the token at a position fits the marker at another. */
  float score(int marker, int position) {
    float sum = 0;
    for (int i = 0; i < width; i++) {
      sum += queries[marker * width + i] * keys[position * width + i];
    }
    return (float) (sum / Math.sqrt(width));
  }

  /** Returns the scores of all tokens from a position on. */
  float[] scores(int marker, int from) {
    float[] scores = new float[count - from];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(marker, from + i);
    }
    return scores;
  }
}
