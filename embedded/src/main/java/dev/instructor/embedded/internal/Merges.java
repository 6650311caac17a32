package dev.instructor.embedded.internal;

import java.util.Arrays;

/**
 * Which pairs of tokens are merged, and into what. The merges of one left token form a chain, most
 * of a link or two: that is made much sooner than a map of objects, and this is needed at the start
 * of a process.
 *
 * @param first for every token, the last merge that has it on the left; -1 for none
 * @param next for every merge, the one before with the same token on the left; -1 for none
 * @param right for every merge, the token on its right
 * @param merged for every merge, the token that it makes
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
record Merges(int[] first, int[] next, int[] right, int[] merged) {
  /** The rank of a pair that is not merged. */
  static final int NEVER = Integer.MAX_VALUE;

  /**
   * Reads merges, the ones that come first being done first.
   *
   * @throws IllegalStateException if one makes no token
   */
  static Merges read(ModelFile in, ModelFile.Entries tokens, int count) {
    int size = tokens.starts().length;
    int[] first = new int[size];
    Arrays.fill(first, -1);
    Merges merges = new Merges(first, new int[count], new int[count], new int[count]);
    for (int rank = 0; rank < count; rank++) {
      int left = in.unsigned16();
      merges.right[rank] = in.unsigned16();
      merges.merged[rank] = made(tokens, left, merges.right[rank], size - count + rank);
      merges.next[rank] = first[left];
      first[left] = rank;
    }
    return merges;
  }

  /** Returns the token that is two others joined: as a rule the one that was learnt with them. */
  private static int made(ModelFile.Entries tokens, int left, int right, int probably) {
    if (tokens.isJoined(probably, left, right)) {
      return probably;
    }
    for (int token = 0; token < tokens.starts().length; token++) {
      if (tokens.isJoined(token, left, right)) {
        return token;
      }
    }
    throw new IllegalStateException(
        "The tokenizer's merge of " + left + " and " + right + " makes no token");
  }

  /** Returns the rank of a pair, the lowest being merged first, or {@link #NEVER}. */
  int rank(int left, int rightToken) {
    for (int rank = first[left]; rank >= 0; rank = next[rank]) {
      if (right[rank] == rightToken) {
        return rank;
      }
    }
    return NEVER;
  }
}
