package dev.instructor.embedded.internal;

/**
 * The exponential function in plain arithmetic, which the JIT compiler turns into vector
 * instructions: a pass needs it a million times, and {@link Math#exp} takes 5 to 16 ns each time.
 * Within 0.002 % of the true value between -20 and 20; what lies beyond counts as these.
 */
final class Exponential {
  private static final float LIMIT = 20f;

  private Exponential() {}

  /** Replaces every value by {@code exp(value - h)}, with its own {@code h} of the highest. */
  static void ofDifferences(float[] values, float[] highest) {
    for (int i = 0; i < values.length; i++) {
      values[i] = of(values[i] - highest[i]);
    }
  }

  /** Multiplies every value by {@code g / (1 + exp(-g))}, with its own {@code g} of the gates. */
  static void gate(float[] values, float[] gates) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= gates[i] / (1f + of(-gates[i]));
    }
  }

  /** The 64th power of the Taylor series at a 64th of the place. */
  private static float of(float x) {
    float t = Math.max(-LIMIT, Math.min(LIMIT, x)) * (1f / 64);
    float power =
        1f + t * (1f + t * (1f / 2 + t * (1f / 6 + t * (1f / 24 + t * (1f / 120 + t / 720)))));
    power *= power;
    power *= power;
    power *= power;
    power *= power;
    power *= power;
    return power * power;
  }
}
