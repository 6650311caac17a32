package dev.instructor.embedded.internal;

/** Rotary positions: pairs of coordinates are turned by an angle that grows with the position. */
final class Rotation {
  private static final double BASE = 10_000;

  private final int size;
  private final float[][] cosines;
  private final float[][] sines;

  /**
   * Creates one.
   *
   * @param count the number of positions
   * @param size the number of coordinates of a head
   */
  Rotation(int count, int size) {
    this.size = size;
    int half = size / 2;
    cosines = new float[count][half];
    sines = new float[count][half];
    for (int pair = 0; pair < half; pair++) {
      float frequency = (float) Math.pow(BASE, -2.0 * pair / size);
      for (int token = 0; token < count; token++) {
        float angle = token * frequency;
        cosines[token][pair] = (float) Math.cos(angle);
        sines[token][pair] = (float) Math.sin(angle);
      }
    }
  }

  /** Turns every head of every vector. */
  void turn(float[][] vectors) {
    int half = size / 2;
    for (int token = 0; token < vectors.length; token++) {
      float[] vector = vectors[token];
      for (int at = 0; at < vector.length; at += size) {
        for (int pair = 0; pair < half; pair++) {
          float cosine = cosines[token][pair];
          float sine = sines[token][pair];
          float a = vector[at + pair];
          float b = vector[at + half + pair];
          vector[at + pair] = a * cosine - b * sine;
          vector[at + half + pair] = b * cosine + a * sine;
        }
      }
    }
  }
}
