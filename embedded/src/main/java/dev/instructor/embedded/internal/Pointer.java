package dev.instructor.embedded.internal;

/** One of the model's two pointers: from a field's marker to the tokens, by a scaled product. */
final class Pointer {
  private final Linear query;
  private final float[][] vectors;
  private final float[][] keys;

  /**
   * Creates one.
   *
   * @param query makes what a marker looks for
   * @param key makes what a token offers
   * @param vectors the encoder's vectors
   */
  Pointer(Linear query, Linear key, float[][] vectors) {
    this.query = query;
    this.vectors = vectors;
    this.keys = new float[vectors.length][key.bias().length];
    key.apply(vectors, keys);
  }

  /** Returns how well every token fits the marker at a position. */
  float[] scores(int marker) {
    float[][] looksFor = new float[1][query.bias().length];
    query.apply(new float[][] {vectors[marker]}, looksFor);
    float scale = (float) (1 / Math.sqrt(looksFor[0].length));
    float[] scores = new float[keys.length];
    for (int token = 0; token < scores.length; token++) {
      scores[token] = product(looksFor[0], keys[token]) * scale;
    }
    return scores;
  }

  private static float product(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
