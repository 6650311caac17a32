package dev.instructor.embedded.internal;

import java.util.Arrays;

/**
 * Attention within one head at a time. All is laid out so that the inner loops run over the
 * queries, of which there are as many as tokens, and not over the few coordinates of a head. For
 * one pass; not thread-safe.
 */
final class Attention {
  private final int count;
  private final int size;

  /** By coordinate of the head, then by token. */
  private final float[][] queries;

  private final float[][] values;
  private final float[][] gathered;

  /** By token that offers a key, then by token that asks. */
  private final float[][] shares;

  private final float[] highest;
  private final float[] sums;

  /**
   * Creates one.
   *
   * @param count the number of tokens
   * @param size the number of coordinates of a head
   */
  Attention(int count, int size) {
    this.count = count;
    this.size = size;
    queries = new float[size][count];
    values = new float[size][count];
    gathered = new float[size][count];
    shares = new float[count][count];
    highest = new float[count];
    sums = new float[count];
  }

  /**
   * Writes what one head gathers, {@code first} being where its coordinates begin in each vector.
   */
  void gather(int first, float[][] query, float[][] key, float[][] value, float[][] into) {
    transpose(query, first, (float) (1 / Math.sqrt(size)), queries);
    transpose(value, first, 1f, values);
    clear(shares);
    new Matrix(queries).addProducts(shares, key, first);
    softmax();
    clear(gathered);
    new Matrix(shares).addProducts(gathered, values, 0);
    for (int i = 0; i < size; i++) {
      for (int token = 0; token < count; token++) {
        into[token][first + i] = gathered[i][token] / sums[token];
      }
    }
  }

  /** The division by the sums comes later, when there is less to divide. */
  private void softmax() {
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    Arrays.fill(sums, 0f);
    for (float[] row : shares) {
      raise(highest, row);
    }
    for (float[] row : shares) {
      Exponential.ofDifferences(row, highest);
      add(sums, row);
    }
  }

  private static void raise(float[] highest, float[] values) {
    for (int i = 0; i < highest.length; i++) {
      highest[i] = Math.max(highest[i], values[i]);
    }
  }

  private static void add(float[] sums, float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  private void transpose(float[][] vectors, int first, float scale, float[][] into) {
    for (int i = 0; i < size; i++) {
      for (int token = 0; token < count; token++) {
        into[i][token] = vectors[token][first + i] * scale;
      }
    }
  }

  private static void clear(float[][] rows) {
    for (float[] row : rows) {
      Arrays.fill(row, 0f);
    }
  }
}
