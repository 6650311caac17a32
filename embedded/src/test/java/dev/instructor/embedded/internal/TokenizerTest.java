package dev.instructor.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private static final Tokenizer TOKENIZER = Weights.load().tokenizer();

  @Test
  void encode_goldenTexts_givesIdsAndRangesOfTheReference() {
    List<JsonObject> cases = Golden.cases("tokens");
    assertThat(cases).hasSizeGreaterThan(3);
    for (JsonObject golden : cases) {
      String text = golden.text("text").orElseThrow();

      Tokens tokens = TOKENIZER.encode(text);

      assertThat(tokens.ids()).as(text).isEqualTo(Golden.integers(golden.items("ids")));
      assertThat(tokens.spaced()).as(text).isEqualTo(Golden.flags(golden.items("spaced")));
      List<Json> ranges = golden.items("ranges");
      for (int i = 0; i < ranges.size(); i++) {
        int[] range = Golden.integers(ranges.get(i).asArray().orElseThrow().items());
        // The reference counts code points.
        assertThat(tokens.starts()[i]).isEqualTo(text.offsetByCodePoints(0, range[0]));
        assertThat(tokens.ends()[i]).isEqualTo(text.offsetByCodePoints(0, range[1]));
      }
    }
  }

  @Test
  void encode_unpairedSurrogate_countsAsOneCharacter() {
    Tokens tokens = TOKENIZER.encode("a\uD83Db");

    assertThat(tokens.starts()).containsExactly(0, 1, 2);
    assertThat(tokens.ends()).containsExactly(1, 2, 3);
  }

  @Test
  void encode_enoughTokens_stopsAfterThem() {
    assertThat(TOKENIZER.encode("a b ".repeat(50_000), 100).size()).isBetween(100, 110);
  }

  @Test
  void endingAt_characterOfSeveralTokens_isTheLastOfThem() {
    Tokens tokens = TOKENIZER.encode("x🎉");

    assertThat(tokens.at(1)).isEqualTo(1);
    assertThat(tokens.endingAt(3)).isEqualTo(tokens.size() - 1);
  }
}
