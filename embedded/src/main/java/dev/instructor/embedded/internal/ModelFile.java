package dev.instructor.embedded.internal;

import java.util.Arrays;

/**
 * The bytes of a model, read from front to back, the most significant byte of a number first. Plain
 * arithmetic on an array, because this runs once, at the start of a process: a {@code ByteBuffer}
 * costs more than it does, until it is compiled, and to compile it. Not thread-safe.
 */
final class ModelFile {
  private final byte[] bytes;
  private int at;

  ModelFile(byte[] bytes) {
    this.bytes = bytes;
  }

  int unsigned8() {
    return bytes[at++] & 0xFF;
  }

  int unsigned16() {
    return unsigned8() << 8 | unsigned8();
  }

  int signed32() {
    return unsigned16() << 16 | unsigned16();
  }

  float[] floats(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Float.intBitsToFloat(signed32());
    }
    return values;
  }

  /** Reads signed bytes with one scale a column. */
  Matrix matrix(int rows, int columns) {
    float[] scales = floats(columns);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      scale(bytes, at, scales, row);
      at += columns;
    }
    return new Matrix(values);
  }

  /** Called once a row: a method of its own is compiled sooner than a long loop is. */
  private static void scale(byte[] bytes, int at, float[] scales, float[] row) {
    for (int column = 0; column < row.length; column++) {
      row[column] = bytes[at + column] * scales[column];
    }
  }

  /** Returns the entries that come next, each after a byte with its length. */
  Entries entries(int count) {
    int[] starts = new int[count];
    int[] ends = new int[count];
    for (int i = 0; i < count; i++) {
      int length = unsigned8();
      starts[i] = at;
      at += length;
      ends[i] = at;
    }
    return new Entries(bytes, starts, ends);
  }

  /**
   * Byte strings of the file, by number.
   *
   * @param bytes the file
   * @param starts where each of them begins
   * @param ends where each of them ends
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, read only
  record Entries(byte[] bytes, int[] starts, int[] ends) {
    int length(int entry) {
      return ends[entry] - starts[entry];
    }

    /** Returns the first byte of an entry, as a number from 0 to 255. */
    int first(int entry) {
      return bytes[starts[entry]] & 0xFF;
    }

    /** Returns whether an entry is two others, one after the other. */
    boolean isJoined(int entry, int left, int right) {
      int middle = starts[entry] + length(left);
      return length(entry) == length(left) + length(right)
          && Arrays.equals(bytes, starts[entry], middle, bytes, starts[left], ends[left])
          && Arrays.equals(bytes, middle, ends[entry], bytes, starts[right], ends[right]);
    }
  }
}
