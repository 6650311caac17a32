package dev.instructor.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class MergesTest {
  @Test
  void rank_severalMergesOfOneLeftToken_isThatOfThePair() {
    Merges merges = read(tokens("a", "b", "c", "ab", "ac"), new int[][] {{0, 1}, {0, 2}});

    assertThat(merges.rank(0, 1)).isEqualTo(0);
    assertThat(merges.rank(0, 2)).isEqualTo(1);
    assertThat(merges.rank(0, 0)).isEqualTo(Merges.NEVER);
    assertThat(merges.rank(1, 0)).isEqualTo(Merges.NEVER);
    assertThat(merges.merged()).containsExactly(3, 4);
  }

  @Test
  void read_tokenStandsElsewhere_findsItByItsBytes() {
    Merges merges = read(tokens("ab", "a", "b", "c"), new int[][] {{1, 2}});

    assertThat(merges.merged()).containsExactly(0);
  }

  @Test
  void read_noSuchToken_isRefused() {
    assertThatThrownBy(() -> read(tokens("a", "b", "ba"), new int[][] {{0, 1}}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("makes no token");
  }

  private static String[] tokens(String... tokens) {
    return tokens;
  }

  /** Writes a file of tokens and merges, and reads it. */
  private static Merges read(String[] tokens, int[][] pairs) {
    byte[] bytes = new byte[100];
    int at = 0;
    for (String token : tokens) {
      bytes[at++] = (byte) token.length();
      for (char c : token.toCharArray()) {
        bytes[at++] = (byte) c;
      }
    }
    for (int[] pair : pairs) {
      bytes[at + 1] = (byte) pair[0];
      bytes[at + 3] = (byte) pair[1];
      at += 4;
    }
    ModelFile in = new ModelFile(new ByteArrayInputStream(bytes));
    return Merges.read(in, in.entries(tokens.length), pairs.length);
  }
}
