package dev.instructor.embedded.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A byte-level byte-pair encoding whose merges never cross letters, digits, space and punctuation:
 * a word has the same tokens wherever it stands. The space U+0020 is no token; what comes after it
 * is marked. Thread-safe.
 */
final class Tokenizer {
  private static final int BYTES = 256;

  /** Longer runs are cut: finding the next merge costs time by the square of the length. */
  private static final int MAX_WORD = 100;

  /** The id of every single byte. */
  private final int[] bytes;

  private final Merges merges;
  private final int size;

  private Tokenizer(int[] bytes, Merges merges, int size) {
    this.bytes = bytes;
    this.merges = merges;
    this.size = size;
  }

  /** Reads the tokens and the merges. */
  static Tokenizer read(ModelFile in, int tokens, int merges) {
    int[] bytes = new int[BYTES];
    ModelFile.Entries pieces = in.entries(tokens);
    for (int id = 0; id < tokens; id++) {
      if (pieces.length(id) == 1) {
        bytes[pieces.first(id)] = id;
      }
    }
    return new Tokenizer(bytes, Merges.read(in, pieces, merges), tokens);
  }

  /** Returns how many tokens there are; the markers of the model follow after them. */
  int size() {
    return size;
  }

  /** Returns the tokens of a text. An unpaired surrogate counts as a question mark. */
  Tokens encode(String text) {
    return encode(text, Integer.MAX_VALUE);
  }

  /** Returns the tokens of the beginning of a text, at least {@code enough} if it has as many. */
  Tokens encode(String text, int enough) {
    Encoding encoding = new Encoding();
    int at = 0;
    while (at < text.length() && encoding.count < enough) {
      if (text.charAt(at) == ' ') {
        encoding.spaced = true;
        at++;
        continue;
      }
      int end = wordEnd(text, at);
      encodeWord(text, at, end, encoding);
      at = end;
    }
    return encoding.tokens();
  }

  /** Letters stay together and so do punctuation marks; digits and spaces stand alone. */
  private static int wordEnd(String text, int start) {
    int first = text.codePointAt(start);
    CharacterClass kind = CharacterClass.of(first);
    int end = start + Character.charCount(first);
    if (kind == CharacterClass.NUMBER || kind == CharacterClass.SPACE) {
      return end;
    }
    while (end < text.length()
        && end - start < MAX_WORD
        && CharacterClass.of(text.codePointAt(end)) == kind) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private void encodeWord(String text, int from, int to, Encoding out) {
    byte[] word = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[word.length];
    int[] lengths = new int[word.length];
    for (int i = 0; i < word.length; i++) {
      ids[i] = bytes[word[i] & 0xFF];
      lengths[i] = 1;
    }
    int count = merge(ids, lengths);
    int[] owners = owners(text, from, to, word.length);
    int at = 0;
    for (int i = 0; i < count; i++) {
      int last = owners[at + lengths[i] - 1];
      out.add(ids[i], owners[at], last + Character.charCount(text.codePointAt(last)));
      at += lengths[i];
    }
  }

  /** Merges in place until no pair is left that can be; returns how many tokens remain. */
  private int merge(int[] ids, int[] lengths) {
    int count = ids.length;
    while (true) {
      int best = Merges.NEVER;
      int where = -1;
      for (int i = 0; i + 1 < count; i++) {
        int rank = merges.rank(ids[i], ids[i + 1]);
        if (rank < best) {
          best = rank;
          where = i;
        }
      }
      if (where < 0) {
        return count;
      }
      ids[where] = merges.merged()[best];
      lengths[where] += lengths[where + 1];
      System.arraycopy(ids, where + 2, ids, where + 1, count - where - 2);
      System.arraycopy(lengths, where + 2, lengths, where + 1, count - where - 2);
      count--;
    }
  }

  /** Returns for every byte the offset of the character it belongs to. */
  private static int[] owners(String text, int from, int to, int length) {
    int[] owners = new int[length];
    int at = 0;
    for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      int size =
          point < 0x80 || isSurrogate(point) ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      Arrays.fill(owners, at, at + size, i);
      at += size;
    }
    return owners;
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static final class Encoding {
    private int[] ids = new int[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private boolean[] spaces = new boolean[64];
    private int count;

    /** Whether a space has come since the last token. */
    private boolean spaced;

    void add(int id, int start, int end) {
      if (count == ids.length) {
        int larger = 2 * count;
        ids = Arrays.copyOf(ids, larger);
        starts = Arrays.copyOf(starts, larger);
        ends = Arrays.copyOf(ends, larger);
        spaces = Arrays.copyOf(spaces, larger);
      }
      ids[count] = id;
      starts[count] = start;
      ends[count] = end;
      spaces[count] = spaced;
      spaced = false;
      count++;
    }

    Tokens tokens() {
      return new Tokens(
          Arrays.copyOf(ids, count),
          Arrays.copyOf(starts, count),
          Arrays.copyOf(ends, count),
          Arrays.copyOf(spaces, count));
    }
  }
}
