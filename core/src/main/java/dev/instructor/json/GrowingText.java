package dev.instructor.json;

import java.util.Arrays;
import java.util.Objects;

/**
 * The text of a string while it grows: only appended to, in pieces that are never moved once they
 * are full, so that a view of what is there costs nothing.
 *
 * <p>Written by one thread. A view holds the pieces it needs; what is written later lies behind its
 * end.
 */
final class GrowingText {
  private static final int BITS = 12;
  private static final int PIECE = 1 << BITS;
  private static final int MASK = PIECE - 1;

  private char[][] pieces = {new char[32]};
  private int length;
  private boolean viewed;

  int length() {
    return length;
  }

  char charAt(int index) {
    return pieces[index >> BITS][index & MASK];
  }

  void append(char c) {
    room(length >> BITS, (length & MASK) + 1)[length & MASK] = c;
    length++;
  }

  void append(char[] from, int start, int end) {
    for (int at = start; at < end; ) {
      int used = length & MASK;
      int some = Math.min(end - at, PIECE - used);
      System.arraycopy(from, at, room(length >> BITS, used + some), used, some);
      length += some;
      at += some;
    }
  }

  /** Takes back the end of the text. Views keep it, so the piece is written anew if there are. */
  void truncate(int newLength) {
    if (newLength == length) {
      return;
    }
    if (viewed) {
      char[][] copy = Arrays.copyOf(pieces, pieces.length);
      int piece = newLength >> BITS;
      if (copy[piece] != null) {
        copy[piece] = copy[piece].clone();
      }
      Arrays.fill(copy, piece + 1, copy.length, null);
      pieces = copy;
    }
    length = newLength;
  }

  /** Returns the piece of an index with room for so many characters. */
  private char[] room(int piece, int wanted) {
    if (piece == pieces.length) {
      pieces = Arrays.copyOf(pieces, Math.max(4, pieces.length * 2));
    }
    char[] old = pieces[piece];
    if (old == null) {
      pieces[piece] = new char[PIECE];
    } else if (old.length < wanted) {
      // A view may read this array of pieces in another thread: it gets no piece changed.
      char[][] copy = pieces.clone();
      copy[piece] = Arrays.copyOf(old, Math.min(PIECE, Math.max(wanted, old.length * 2)));
      pieces = copy;
    }
    return pieces[piece];
  }

  /** Returns a view of the text as it is now. */
  CharSequence view() {
    viewed = true;
    return new View(pieces, 0, length);
  }

  /** Empties this for another string, unless a view looks at it: then a new one is returned. */
  GrowingText reuse() {
    if (viewed || pieces.length > 1) {
      return new GrowingText();
    }
    length = 0;
    return this;
  }

  @Override
  public String toString() {
    return text(pieces, 0, length);
  }

  private static String text(char[][] pieces, int from, int to) {
    if (from == to) {
      return "";
    }
    if (from >> BITS == (to - 1) >> BITS) {
      return new String(pieces[from >> BITS], from & MASK, to - from);
    }
    StringBuilder all = new StringBuilder(to - from);
    for (int at = from; at < to; ) {
      int some = Math.min(to - at, PIECE - (at & MASK));
      all.append(pieces[at >> BITS], at & MASK, some);
      at += some;
    }
    return all.toString();
  }

  /** A part of the pieces. */
  private static final class View implements CharSequence {
    private final char[][] pieces;
    private final int from;
    private final int to;

    View(char[][] pieces, int from, int to) {
      this.pieces = pieces;
      this.from = from;
      this.to = to;
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      int at = from + Objects.checkIndex(index, to - from);
      return pieces[at >> BITS][at & MASK];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      Objects.checkFromToIndex(start, end, to - from);
      return new View(pieces, from + start, from + end);
    }

    @Override
    public String toString() {
      return text(pieces, from, to);
    }
  }
}
