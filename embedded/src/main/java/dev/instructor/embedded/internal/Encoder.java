package dev.instructor.embedded.internal;

import java.util.Arrays;

/**
 * The forward pass: a small bidirectional transformer with rotary positions, root-mean-square
 * normalisation and a gated network, as {@code training/reference.py} spells it out. Thread-safe.
 */
final class Encoder {
  private static final float EPSILON = 1e-6f;

  private final Weights weights;

  Encoder(Weights weights) {
    this.weights = weights;
  }

  /**
   * Returns the vectors of all tokens.
   *
   * @param ids tokens and markers
   * @param spaced for each of them, whether a space comes right before it
   * @param checkpoint called before every layer and head; what it throws ends the pass
   */
  float[][] encode(int[] ids, boolean[] spaced, Runnable checkpoint) {
    return new Pass(weights, ids, spaced).run(checkpoint);
  }

  /** One pass, with what it works on: a layer writes where the one before did. */
  private static final class Pass {
    private final Weights weights;
    private final float[][] vectors;
    private final float[][] input;
    private final float[][] queries;
    private final float[][] keys;
    private final float[][] values;
    private final float[][] gathered;
    private final float[][] gate;
    private final float[][] up;
    private final Rotation rotation;
    private final Attention attention;

    Pass(Weights weights, int[] ids, boolean[] spaced) {
      this.weights = weights;
      int count = ids.length;
      int width = weights.width();
      vectors = new float[count][];
      float[] space = weights.space();
      for (int i = 0; i < count; i++) {
        vectors[i] = weights.embedding().vector(ids[i]);
        if (spaced[i]) {
          add(space, vectors[i]);
        }
      }
      input = new float[count][width];
      queries = new float[count][width];
      keys = new float[count][width];
      values = new float[count][width];
      gathered = new float[count][width];
      gate = new float[count][weights.hidden()];
      up = new float[count][weights.hidden()];
      int size = width / weights.heads();
      rotation = new Rotation(count, size);
      attention = new Attention(count, size);
    }

    float[][] run(Runnable checkpoint) {
      for (Weights.Block block : weights.blocks()) {
        checkpoint.run();
        attend(block, checkpoint);
        feedForward(block);
      }
      normalise(weights.norm());
      return input;
    }

    private void attend(Weights.Block block, Runnable checkpoint) {
      normalise(block.attentionNorm());
      block.query().apply(input, queries);
      block.key().apply(input, keys);
      block.value().apply(input, values);
      rotation.turn(queries);
      rotation.turn(keys);
      int size = weights.width() / weights.heads();
      for (int head = 0; head < weights.heads(); head++) {
        checkpoint.run();
        attention.gather(head * size, queries, keys, values, gathered);
      }
      block.out().addProducts(vectors, gathered, 0);
    }

    private void feedForward(Weights.Block block) {
      normalise(block.networkNorm());
      multiply(block.gate(), gate);
      multiply(block.up(), up);
      for (int i = 0; i < up.length; i++) {
        Exponential.gate(up[i], gate[i]);
      }
      block.down().addProducts(vectors, up, 0);
    }

    private void multiply(Matrix matrix, float[][] products) {
      for (float[] product : products) {
        Arrays.fill(product, 0f);
      }
      matrix.addProducts(products, input, 0);
    }

    private static void add(float[] summand, float[] sum) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += summand[i];
      }
    }

    /** Writes the normalised vectors to {@link #input}. */
    private void normalise(float[] factors) {
      for (int token = 0; token < vectors.length; token++) {
        float[] vector = vectors[token];
        float squares = 0;
        for (float value : vector) {
          squares += value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares / vector.length + EPSILON));
        float[] result = input[token];
        for (int i = 0; i < result.length; i++) {
          result[i] = vector[i] * scale * factors[i];
        }
      }
    }
  }
}
