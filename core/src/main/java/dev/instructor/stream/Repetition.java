package dev.instructor.stream;

/**
 * Finds out whether a growing text has come to repeat one block without end. Every character costs
 * a bounded number of steps: the newest characters are looked at each time half of them are new.
 */
final class Repetition {
  private static final int MIN_TIMES = 4;

  private final char[] ring;
  private final int[] borders;
  private int next;
  private long seen;
  private long lookAt;
  private boolean found;

  Repetition(int characters) {
    this.ring = new char[characters];
    this.borders = new int[characters];
    this.lookAt = characters;
  }

  /** Takes new text; returns true once, when the repetition is found. */
  boolean add(String text) {
    if (found) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      ring[next] = text.charAt(i);
      next = next + 1 == ring.length ? 0 : next + 1;
      seen++;
      if (seen >= lookAt) {
        lookAt = seen + ring.length / 2;
        if (isPeriodic()) {
          found = true;
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns whether the newest characters are one block several times, by the longest border of
   * them (Knuth, Morris and Pratt).
   */
  private boolean isPeriodic() {
    int length = ring.length;
    borders[0] = 0;
    int border = 0;
    for (int i = 1; i < length; i++) {
      while (border > 0 && at(i) != at(border)) {
        border = borders[border - 1];
      }
      if (at(i) == at(border)) {
        border++;
      }
      borders[i] = border;
    }
    int period = length - borders[length - 1];
    return period * MIN_TIMES <= length;
  }

  private char at(int index) {
    int place = next + index;
    return ring[place >= ring.length ? place - ring.length : place];
  }
}
