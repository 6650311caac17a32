package dev.instructor.embedded.internal;

/**
 * A text as tokens. A character of several bytes may be spread over several tokens, which then all
 * have its range. The space U+0020 is no token: it stands between two.
 *
 * @param ids the tokens
 * @param starts for every token, the offset of its first character
 * @param ends for every token, the offset behind its last character
 * @param spaced for every token, whether a space comes right before it
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
record Tokens(int[] ids, int[] starts, int[] ends, boolean[] spaced) {

  int size() {
    return ids.length;
  }

  /** Returns the first token that begins at a character, contains it or comes after it. */
  int at(int character) {
    int low = 0;
    int high = size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] > character) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns the last token that begins before a character offset; the first one if none does. */
  int endingAt(int offset) {
    int low = 0;
    int high = size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] < offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
