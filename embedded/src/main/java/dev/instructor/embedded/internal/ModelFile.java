package dev.instructor.embedded.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The bytes of a model, read from front to back, the most significant byte of a number first. Plain
 * arithmetic on an array, because this runs once, at the start of a process: a {@code ByteBuffer}
 * costs more than it does, until it is compiled, and to compile it. Reads on as it goes, so that
 * the file is never in memory as a whole. Not thread-safe.
 */
final class ModelFile {
  private static final int BUFFERED = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[BUFFERED];
  private int at;
  private int end;

  ModelFile(InputStream in) {
    this.in = in;
  }

  int unsigned8() {
    if (at == end) {
      need(1);
    }
    return buffer[at++] & 0xFF;
  }

  /** Sees to it that so many bytes lie in the buffer, one after the other. */
  private void need(int count) {
    if (end - at >= count) {
      return;
    }
    byte[] target = count > buffer.length ? new byte[count] : buffer;
    System.arraycopy(buffer, at, target, 0, end - at);
    end -= at;
    at = 0;
    buffer = target;
    try {
      end += in.readNBytes(buffer, end, buffer.length - end);
    } catch (IOException e) {
      throw new UncheckedIOException("The model cannot be read", e);
    }
    if (end < count) {
      throw new IllegalStateException("The model's file ends too early");
    }
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
      need(columns);
      scale(buffer, at, scales, row);
      at += columns;
    }
    return new Matrix(values);
  }

  /** Reads the same, but leaves the rows as they are: few of them are needed for one text. */
  Embedding embedding(int rows, int columns) {
    float[] scales = floats(columns);
    byte[][] bytes = new byte[rows][];
    for (int row = 0; row < rows; row++) {
      need(columns);
      bytes[row] = Arrays.copyOfRange(buffer, at, at + columns);
      at += columns;
    }
    return new Embedding(bytes, scales);
  }

  /** Called once a row: a method of its own is compiled sooner than a long loop is. */
  static void scale(byte[] bytes, int at, float[] scales, float[] row) {
    for (int column = 0; column < row.length; column++) {
      row[column] = bytes[at + column] * scales[column];
    }
  }

  /** Returns the entries that come next, each after a byte with its length. */
  Entries entries(int count) {
    int[] starts = new int[count];
    int[] ends = new int[count];
    byte[] bytes = new byte[8 * count];
    int filled = 0;
    for (int i = 0; i < count; i++) {
      int length = unsigned8();
      need(length);
      if (filled + length > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * (filled + length));
      }
      System.arraycopy(buffer, at, bytes, filled, length);
      at += length;
      starts[i] = filled;
      filled += length;
      ends[i] = filled;
    }
    return new Entries(bytes, starts, ends);
  }

  /**
   * Byte strings of the file, by number.
   *
   * @param bytes all of them, one after the other
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
