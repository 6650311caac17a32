package dev.instructor.json;

import java.util.Arrays;

/**
 * The part of a text that was fed and not yet consumed. Consumed characters are dropped when room
 * is needed.
 */
final class CharWindow {
  /** Stands for the end of the text. */
  static final int END = -1;

  /** Stands for a character that has not come yet. */
  static final int MORE = -2;

  private char[] chars;
  private int position;
  private int limit;
  private boolean ended;
  private long dropped;
  private long visits;

  CharWindow() {
    this.chars = new char[256];
  }

  /** Creates the window of a whole text, which is kept. */
  CharWindow(String text) {
    this.chars = text.toCharArray();
    this.limit = chars.length;
    this.ended = true;
  }

  /** Returns the character so far ahead, {@link #END} or {@link #MORE}. */
  int peek(int ahead) {
    visits++;
    int at = position + ahead;
    return at < limit ? chars[at] : ended ? END : MORE;
  }

  /** Returns how many characters are there. */
  int available() {
    return limit - position;
  }

  /** Returns the array that holds the characters, valid until the next append. */
  char[] array() {
    return chars;
  }

  /** Returns where in the array the next character is. */
  int position() {
    return position;
  }

  /** Returns where in the array the characters end. */
  int limit() {
    return limit;
  }

  /** Returns the place of the next character in the whole text. */
  long offset() {
    return dropped + position;
  }

  void advance(int count) {
    visits += count;
    position += count;
  }

  /** Returns how often a character was looked at: the work that was done. */
  long visits() {
    return visits;
  }

  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
  }

  void append(CharSequence text) {
    int length = text.length();
    room(length);
    if (text instanceof String string) {
      string.getChars(0, length, chars, limit);
    } else {
      for (int i = 0; i < length; i++) {
        chars[limit + i] = text.charAt(i);
      }
    }
    limit += length;
  }

  /** Drops all that is there. */
  void clear() {
    dropped += limit;
    position = 0;
    limit = 0;
  }

  private void room(int length) {
    if (limit + length <= chars.length) {
      return;
    }
    int rest = limit - position;
    char[] target =
        rest + length <= chars.length / 2
            ? chars
            : Arrays.copyOf(chars, Math.max(chars.length, 2 * (rest + length)));
    System.arraycopy(chars, position, target, 0, rest);
    chars = target;
    dropped += position;
    position = 0;
    limit = rest;
  }
}
