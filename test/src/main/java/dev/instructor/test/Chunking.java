package dev.instructor.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** How an answer is cut into pieces. Immutable, thread-safe; the same cut every time. */
public final class Chunking {
  private static final Chunking WHOLE = new Chunking(Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

  private final int smallest;
  private final int largest;
  private final long seed;

  private Chunking(int smallest, int largest, long seed) {
    if (smallest < 1) {
      throw new IllegalArgumentException("A piece needs a size of at least 1, not " + smallest);
    }
    this.smallest = smallest;
    this.largest = largest;
    this.seed = seed;
  }

  /** Returns no cut at all. */
  public static Chunking whole() {
    return WHOLE;
  }

  /**
   * Returns pieces of one size; the last may be smaller.
   *
   * @param size how many characters or bytes, at least 1
   */
  public static Chunking of(int size) {
    return new Chunking(size, size, 0);
  }

  /**
   * Returns pieces of sizes between 1 and {@code largest}, which look random and depend on the seed
   * alone.
   *
   * @param seed the seed
   * @param largest how many characters or bytes at most, at least 1
   */
  public static Chunking random(long seed, int largest) {
    if (largest < 1) {
      throw new IllegalArgumentException("A piece needs a size of at least 1, not " + largest);
    }
    return new Chunking(1, largest, seed);
  }

  /** Returns the pieces of a text; none cuts a surrogate pair. An empty text has no pieces. */
  public List<String> cut(String text) {
    IntSupplier sizes = sizes();
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length() - from, sizes.getAsInt()) + from;
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  /** Returns the pieces of bytes; no bytes have no pieces. */
  List<byte[]> cut(byte[] bytes) {
    IntSupplier sizes = sizes();
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length - from, sizes.getAsInt()) + from;
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }

  private IntSupplier sizes() {
    if (smallest == largest) {
      return () -> largest;
    }
    Random random = new Random(seed);
    return () -> smallest + random.nextInt(largest - smallest + 1);
  }

  @Override
  public String toString() {
    return "Chunking[" + smallest + " to " + largest + ", seed " + seed + "]";
  }
}
