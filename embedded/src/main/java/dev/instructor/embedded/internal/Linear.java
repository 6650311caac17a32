package dev.instructor.embedded.internal;

/**
 * A matrix product followed by the addition of a bias.
 *
 * @param weights the matrix
 * @param bias one summand an output
 */
@SuppressWarnings("ArrayRecordComponent") // shared, read only
record Linear(Matrix weights, float[] bias) {

  /** Returns the outputs for {@code count} row vectors that lie one after the other. */
  float[] apply(float[] vectors, int count) {
    float[] result = new float[count * bias.length];
    for (int row = 0; row < count; row++) {
      System.arraycopy(bias, 0, result, row * bias.length, bias.length);
    }
    weights.addTo(result, vectors, count);
    return result;
  }
}
