package dev.instructor.embedded.internal;

/**
 * A text as tokens. A character of several bytes may be spread over several tokens, which then all
 * have its range.
 *
 * @param ids the tokens
 * @param starts for every token, the offset of its first character
 * @param ends for every token, the offset behind its last character
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
record Tokens(int[] ids, int[] starts, int[] ends) {

  int size() {
    return ids.length;
  }

  /** Returns the first token that begins at a character or contains it. */
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

  /**
   * Returns the last token that ends at or before a character offset or contains what is before it.
   */
  int endingAt(int offset) {
    int token = at(offset - 1);
    while (token + 1 < size() && starts[token + 1] < offset) {
      token++;
    }
    return token;
  }
}
