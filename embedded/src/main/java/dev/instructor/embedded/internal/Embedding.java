package dev.instructor.embedded.internal;

/**
 * The vector that every token, and every marker, begins with. The rows stay the signed bytes that
 * they are in the file: a quarter of the memory.
 *
 * @param rows for every token, a byte for each number
 * @param scales for each number, what the byte is multiplied by
 */
@SuppressWarnings("ArrayRecordComponent") // shared, read only
record Embedding(byte[][] rows, float[] scales) {

  /** Returns a token's vector, which is the caller's. */
  float[] vector(int token) {
    float[] vector = new float[scales.length];
    ModelFile.scale(rows[token], 0, scales, vector);
    return vector;
  }
}
