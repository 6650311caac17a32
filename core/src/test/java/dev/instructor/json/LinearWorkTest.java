package dev.instructor.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often characters are looked at grows with the text alone, whatever it is. */
class LinearWorkTest {
  /** A decision looks so far ahead at most, and strict JSON only at its next character. */
  private static final int MOST = 2 * Lookahead.REACH;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a",
        "[[[[",
        "{\"a\":",
        "[1,",
        "```\n1",
        "<think>{",
        "\"",
        "{\"",
        "{ ",
        "'",
        "{'a",
        "<",
        "{\"a\":\"b\"c",
        "[\"a\"b",
        "{\"a\":x ",
        "{\"a\":x, ",
        "(a=",
        "{\"a\":\"\\\"",
        "{\\\"",
        "{\"a\":'b','c",
        "{\"a\":[[[[},\"k\"",
        "}",
        "{\"a\":\"b,\n",
        "&quot;",
        "{\"a\":1,,",
        "`",
        "[THINK",
        "{\"a\":\"{\"b",
        "{\"a\": \"b\" (c",
        "[1_0 ",
        "{\"a\":1,2",
        "{\"a\":A(b='",
        "[A(b=A('",
        "{\"a\":set({",
        "\"a\",",
        "```\"a\",",
        "{\"a\",",
        "{\"a\":[\"b\":",
        "[\"a\"=>",
        "\u001b[1",
        "{\"a{",
        "{\"a\":\"\\d\\b\\\"",
        "&#3",
        "{:a=>:b,",
        "{u'a':r\"",
        "<a b=\"c\"/>",
        "a: |\n  b\n"
      })
  void visits_ofTwiceTheText_areTwiceAsMany(String piece) {
    long once = visits(piece, 50_000);
    long twice = visits(piece, 100_000);

    assertThat(twice).isLessThan((long) (2.3 * once) + 10_000);
    assertThat(twice).isLessThan(100_000L * MOST);
  }

  private static long visits(String piece, int length) {
    String text = piece.repeat(length / piece.length());
    return new ValueSearch(text).visits() + inPieces(text);
  }

  private static long inPieces(String text) {
    PartialJsonParser parser = new PartialJsonParser(Set.of("object", "array", "string"));
    try {
      for (int at = 0; at < text.length(); at += 4) {
        parser.feed(text.substring(at, Math.min(text.length(), at + 4)));
      }
      parser.end();
    } catch (InvalidJsonException tooDeep) {
      // The rest is ignored.
    }
    return parser.visits();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\":1,\"name\":\"An item\",\"ok\":true},", "{\"t\": \"one, two; three\"},\n"})
  void visits_ofStrictJsonInSmallPieces_areFewForEachCharacter(String item) {
    String text = "[" + item.repeat(5_000) + "1]";

    assertThat(inPieces(text)).isLessThan(8L * text.length());
  }
}
