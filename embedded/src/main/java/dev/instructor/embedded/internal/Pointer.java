package dev.instructor.embedded.internal;

/**
 * One of the model's two pointers: from a field's marker to the tokens, by a scaled product of what
 * the marker looks for and what a token offers.
 */
final class Pointer {
  private final Linear query;
  private final Linear key;
  private final float[][] vectors;

  /**
   * Creates one.
   *
   * @param query makes what a marker looks for
   * @param key makes what a token offers
   * @param vectors the encoder's vectors
   */
  Pointer(Linear query, Linear key, float[][] vectors) {
    this.query = query;
    this.key = key;
    this.vectors = vectors;
  }

  /**
   * Returns how well every token fits the marker at a position. There are few markers and many
   * tokens: so what the marker looks for is taken back through the key's matrix once, instead of
   * every token forward through it.
   */
  float[] scores(int marker) {
    float[][] looksFor = new float[1][query.bias().length];
    query.apply(new float[][] {vectors[marker]}, looksFor);
    float[] wanted = new float[key.weights().inputs()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = product(looksFor[0], key.weights().rows()[i]);
    }
    float always = product(looksFor[0], key.bias());
    float scale = (float) (1 / Math.sqrt(looksFor[0].length));
    float[] scores = new float[vectors.length];
    for (int token = 0; token < scores.length; token++) {
      scores[token] = (product(wanted, vectors[token]) + always) * scale;
    }
    return scores;
  }

  /** Four sums side by side, since each addition has to wait for the one before. */
  private static float product(float[] a, float[] b) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int i = 0;
    for (; i < a.length - 3; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return first + second + (third + fourth);
  }
}
