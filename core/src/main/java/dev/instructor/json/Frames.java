package dev.instructor.json;

import java.util.Arrays;

/** The stack of open containers, as flags. */
final class Frames {
  static final int OBJECT = 1;

  /** It has no opening bracket. */
  static final int IMPLICIT = 2;

  /** It closes with a round bracket. */
  static final int ROUND = 4;

  /** Its bracket was written twice, as in a template. */
  static final int DOUBLED = 8;

  /** An array that closes with a brace. */
  static final int SET = 128;

  /** A round bracket is open around the value that is being read in it. */
  static final int WRAPPED = 256;

  /** Something was read in it. */
  private static final int TOUCHED = 16;

  private static final int ARRAY = 32;

  /** Its last name had no quotes. */
  private static final int BARE_NAMES = 64;

  private int[] flags = new int[16];
  private int depth;
  private int objects;
  private int rounds;

  /** Returns what a bracket closes: an object, an array, something round, or 0 for nothing. */
  static int closer(int c) {
    return switch (c) {
      case '}', '｝' -> OBJECT;
      case ']', '］' -> ARRAY;
      case ')', '）' -> ROUND;
      default -> 0;
    };
  }

  int depth() {
    return depth;
  }

  void push(int flag) {
    if (depth > 0) {
      flags[depth - 1] |= TOUCHED;
    }
    if (depth == flags.length) {
      flags = Arrays.copyOf(flags, depth * 2);
    }
    flags[depth++] = flag;
    count(flag, 1);
  }

  void pop() {
    depth--;
    count(flags[depth], -1);
  }

  void clear() {
    depth = 0;
    objects = 0;
    rounds = 0;
  }

  private void count(int flag, int by) {
    if ((flag & ROUND) != 0) {
      rounds += by;
    } else if ((flag & (OBJECT | SET)) != 0) {
      objects += by;
    }
  }

  private int count(int closer) {
    return switch (closer) {
      case ROUND -> rounds;
      case OBJECT -> objects;
      default -> depth - objects - rounds;
    };
  }

  /** Takes note that the innermost container holds something. */
  void touch() {
    if (depth > 0) {
      flags[depth - 1] |= TOUCHED;
    }
  }

  /** Takes note of how the last name was written. */
  void named(boolean quoted) {
    touch();
    flags[depth - 1] = quoted ? flags[depth - 1] & ~BARE_NAMES : flags[depth - 1] | BARE_NAMES;
  }

  boolean bareNames() {
    return (flags(0) & BARE_NAMES) != 0;
  }

  /** Returns whether nothing was read in the innermost container. */
  boolean untouched() {
    return depth > 0 && (flags[depth - 1] & TOUCHED) == 0;
  }

  /** Returns the flags of the innermost container, or of one further out. */
  int flags(int above) {
    return above < depth ? flags[depth - 1 - above] : 0;
  }

  void add(int flag) {
    flags[depth - 1] |= flag;
  }

  boolean wrapped() {
    return (flags(0) & WRAPPED) != 0;
  }

  /** Takes note that the bracket around a value is closed. */
  void unwrap() {
    flags[depth - 1] &= ~WRAPPED;
  }

  /** Makes the innermost container, an object, an array that closes with a brace. */
  void becomeSet() {
    flags[depth - 1] = (flags[depth - 1] & ~(OBJECT | BARE_NAMES)) | SET;
  }

  boolean inObject() {
    return (flags(0) & OBJECT) != 0;
  }

  boolean inArray() {
    return depth > 0 && !inObject();
  }

  /** Returns whether the only container is one without brackets. */
  boolean implicitRoot() {
    return depth == 1 && (flags[0] & IMPLICIT) != 0;
  }

  /** Returns whether a kind of bracket closes a container. */
  boolean matches(int above, int closer) {
    int flag = flags(above);
    return switch (closer) {
      case ROUND -> (flag & ROUND) != 0;
      case OBJECT -> (flag & ROUND) == 0 && (flag & (OBJECT | SET)) != 0;
      default -> (flag & (OBJECT | ROUND | SET)) == 0;
    };
  }

  /**
   * Returns the length of a text without the brackets at its end, if they are those that close all
   * that is open and none of them is opened in the text; else -1.
   */
  int withoutClosers(CharSequence text) {
    int at = text.length();
    int above = 0;
    int closed = 0;
    while (at > 0 && above < depth) {
      char c = text.charAt(at - 1);
      int closer = closer(c);
      if (closer != 0) {
        closed++;
        above = depth - closed;
        if (above < 0 || !matches(above, closer)) {
          return -1;
        }
      } else if (!Lookahead.blank(c)) {
        break;
      }
      at--;
    }
    if (closed != depth || depth == 0) {
      return -1;
    }
    for (int i = Math.max(0, at - 1_000); i < at; i++) {
      if ("{[(｛［（".indexOf(text.charAt(i)) >= 0) {
        return -1;
      }
    }
    return at;
  }

  /** Returns how far out the nearest container is that a kind of bracket closes, or -1. */
  int nearest(int closer) {
    if (count(closer) == 0) {
      return -1;
    }
    int above = 0;
    while (!matches(above, closer)) {
      above++;
    }
    return above;
  }
}
