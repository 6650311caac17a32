package dev.instructor.embedded.internal;

/**
 * A matrix product followed by the addition of a bias.
 *
 * @param weights the matrix
 * @param bias one summand an output
 */
@SuppressWarnings("ArrayRecordComponent") // shared, read only
record Linear(Matrix weights, float[] bias) {

  /** Writes the outputs for {@code vectors} to {@code results}. */
  void apply(float[][] vectors, float[][] results) {
    for (float[] result : results) {
      System.arraycopy(bias, 0, result, 0, bias.length);
    }
    weights.addProducts(results, vectors, 0);
  }
}
