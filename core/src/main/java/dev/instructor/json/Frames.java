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

  private int[] flags = new int[16];
  private int depth;

  int depth() {
    return depth;
  }

  void push(int flag) {
    if (depth == flags.length) {
      flags = Arrays.copyOf(flags, depth * 2);
    }
    flags[depth++] = flag;
  }

  void pop() {
    depth--;
  }

  void clear() {
    depth = 0;
  }

  /** Returns the flags of the innermost container, or of one further out. */
  int flags(int above) {
    return above < depth ? flags[depth - 1 - above] : 0;
  }

  void add(int flag) {
    flags[depth - 1] |= flag;
  }

  boolean inObject() {
    return (flags(0) & OBJECT) != 0;
  }

  boolean inArray() {
    return depth > 0 && !inObject();
  }
}
