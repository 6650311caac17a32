package dev.instructor.embedded.internal;

import java.util.Arrays;

/**
 * The forward pass: a small bidirectional transformer with rotary positions, root-mean-square
 * normalisation and a gated network, as {@code training/reference.py} spells it out. Thread-safe.
 */
final class Encoder {
  private static final float EPSILON = 1e-6f;
  private static final double ROTARY_BASE = 10_000;

  private final Weights weights;

  Encoder(Weights weights) {
    this.weights = weights;
  }

  /**
   * Returns the vectors of all tokens, one after the other.
   *
   * @param ids tokens and markers
   * @param spaced for each of them, whether a space comes right before it
   * @param checkpoint called before every layer and head; what it throws ends the pass
   */
  float[] encode(int[] ids, boolean[] spaced, Runnable checkpoint) {
    int width = weights.width();
    float[] vectors = new float[ids.length * width];
    for (int i = 0; i < ids.length; i++) {
      System.arraycopy(weights.embedding().rows()[ids[i]], 0, vectors, i * width, width);
      if (spaced[i]) {
        add(weights.space(), vectors, i * width);
      }
    }
    Rotation rotation = new Rotation(ids.length, width / weights.heads());
    for (Weights.Block block : weights.blocks()) {
      checkpoint.run();
      attend(block, vectors, ids.length, rotation, checkpoint);
      feedForward(block, vectors, ids.length);
    }
    return normalised(vectors, weights.norm(), ids.length);
  }

  private static void add(float[] vector, float[] vectors, int at) {
    for (int i = 0; i < vector.length; i++) {
      vectors[at + i] += vector[i];
    }
  }

  private void attend(
      Weights.Block block, float[] vectors, int count, Rotation rotation, Runnable checkpoint) {
    float[] input = normalised(vectors, block.attentionNorm(), count);
    float[] queries = block.query().apply(input, count);
    float[] keys = block.key().apply(input, count);
    float[] values = block.value().apply(input, count);
    rotation.turn(queries, weights.width());
    rotation.turn(keys, weights.width());
    float[] gathered = new float[vectors.length];
    for (int head = 0; head < weights.heads(); head++) {
      checkpoint.run();
      attendHead(head, queries, keys, values, gathered, count);
    }
    block.out().addTo(vectors, gathered, count);
  }

  private void attendHead(
      int head, float[] queries, float[] keys, float[] values, float[] gathered, int count) {
    int width = weights.width();
    int size = width / weights.heads();
    int first = head * size;
    // One query times all keys, then all shares times all values: two more matrix products.
    float[][] keyRows = new float[size][count];
    float[][] valueRows = new float[count][];
    for (int token = 0; token < count; token++) {
      int at = token * width + first;
      for (int i = 0; i < size; i++) {
        keyRows[i][token] = keys[at + i];
      }
      valueRows[token] = Arrays.copyOfRange(values, at, at + size);
    }
    Matrix allKeys = new Matrix(keyRows);
    Matrix allValues = new Matrix(valueRows);
    float scale = (float) (1 / Math.sqrt(size));
    for (int token = 0; token < count; token++) {
      float[] shares = new float[count];
      allKeys.addProduct(shares, queries, token * width + first);
      softmax(shares, scale);
      float[] sum = new float[size];
      allValues.addProduct(sum, shares, 0);
      System.arraycopy(sum, 0, gathered, token * width + first, size);
    }
  }

  private static void softmax(float[] values, float scale) {
    float highest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      highest = Math.max(highest, value);
    }
    float sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.exp((values[i] - highest) * scale);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
  }

  private static void feedForward(Weights.Block block, float[] vectors, int count) {
    float[] input = normalised(vectors, block.networkNorm(), count);
    float[] gate = block.gate().times(input, count);
    float[] up = block.up().times(input, count);
    for (int i = 0; i < gate.length; i++) {
      up[i] *= gate[i] / (1 + (float) Math.exp(-gate[i]));
    }
    block.down().addTo(vectors, up, count);
  }

  private static float[] normalised(float[] vectors, float[] factors, int count) {
    int width = factors.length;
    float[] result = new float[vectors.length];
    for (int token = 0; token < count; token++) {
      int at = token * width;
      float squares = 0;
      for (int i = 0; i < width; i++) {
        squares += vectors[at + i] * vectors[at + i];
      }
      float scale = (float) (1 / Math.sqrt(squares / width + EPSILON));
      for (int i = 0; i < width; i++) {
        result[at + i] = vectors[at + i] * scale * factors[i];
      }
    }
    return result;
  }

  /** Turns pairs of coordinates by an angle that grows with the position. */
  private static final class Rotation {
    private final int size;
    private final float[] cosines;
    private final float[] sines;

    Rotation(int count, int size) {
      this.size = size;
      int half = size / 2;
      cosines = new float[count * half];
      sines = new float[count * half];
      for (int pair = 0; pair < half; pair++) {
        float frequency = (float) Math.pow(ROTARY_BASE, -2.0 * pair / size);
        for (int token = 0; token < count; token++) {
          float angle = token * frequency;
          cosines[token * half + pair] = (float) Math.cos(angle);
          sines[token * half + pair] = (float) Math.sin(angle);
        }
      }
    }

    void turn(float[] vectors, int width) {
      int half = size / 2;
      for (int at = 0; at < vectors.length; at += size) {
        int angle = at / width * half;
        for (int pair = 0; pair < half; pair++) {
          float cosine = cosines[angle + pair];
          float sine = sines[angle + pair];
          float a = vectors[at + pair];
          float b = vectors[at + half + pair];
          vectors[at + pair] = a * cosine - b * sine;
          vectors[at + half + pair] = b * cosine + a * sine;
        }
      }
    }
  }
}
