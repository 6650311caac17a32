package dev.instructor.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.json.PartialJson.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that is read while it comes. */
class PartialJsonParserTest {
  private static final Set<String> CONTAINERS = Set.of("object", "array");

  private final PartialJsonParser parser = new PartialJsonParser(CONTAINERS);

  private static String shown(PartialJsonParser parser) {
    return parser.value().map(value -> value.json().toString()).orElse("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Well, | nothing",
        "{ | {}",
        "[ | []",
        "{\"na | {}",
        "{\"name\": | {}",
        "{\"name\": \"An | {\"name\":\"An\"}",
        "{\"name\": \"An\\ | {\"name\":\"An\"}",
        "{\"name\": \"An\\u00 | {\"name\":\"An\"}",
        "{\"name\": \"\\ud83d | {\"name\":\"\"}",
        "{\"name\": \"\\ud83d\\ude | {\"name\":\"\"}",
        "{\"age\": 3 | {}",
        "{\"age\": 34} | {\"age\":34}",
        "{\"ok\": tru | {}",
        "{\"ok\": true, | {\"ok\":true}",
        "[1, 2 | [1]",
        "[{\"a\": [\"x | [{\"a\":[\"x\"]}]",
        "{\"a\": {}, \"a\": 2, \"b | {\"a\":{}}",
        "Sure! ```json {\"a\": \"b | {\"a\":\"b\"}",
        "<think>{\"a\": 1}</think>{\"b\": \"c | {\"b\":\"c\"}",
        "The [x] of {curly} is {\"b\": \"c | {\"b\":\"c\"}"
      })
  void value_textSoFar_showsWhatIsSure(String text, String expected) {
    parser.feed(text);

    assertThat(shown(parser)).isEqualTo(expected);
  }

  @Test
  void state_ofEachPart_isGrowingOrDone() {
    parser.feed("{\"done\": {\"x\": 1}, \"list\": [1, {\"text\": \"ab");
    PartialJson value = parser.value().orElseThrow();

    assertThat(value.state()).isEqualTo(State.GROWING);
    assertThat(value.names()).containsExactly("done", "list");
    assertThat(value.size()).isEqualTo(2);
    assertThat(value.member("done").map(PartialJson::state)).contains(State.DONE);
    assertThat(value.member("other")).isEmpty();
    PartialJson list = value.member("list").orElseThrow();
    assertThat(list.size()).isEqualTo(2);
    assertThat(list.item(0).json()).isEqualTo(Json.of(1));
    PartialJson text = list.item(1).member("text").orElseThrow();
    assertThat(text.state()).isEqualTo(State.GROWING);
    assertThat(text.type()).isEqualTo("string");
    assertThat(text.text()).hasToString("ab");
    assertThatThrownBy(() -> list.item(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void picture_takenEarlier_doesNotSeeLaterGrowth() {
    String word = "0123456789".repeat(1_000);
    parser.feed("[1, \"" + word.substring(0, 4_000));
    PartialJson early = parser.value().orElseThrow();
    CharSequence text = early.item(1).text();
    parser.feed(word.substring(4_000) + "\", 3]");

    assertThat(early.json()).isEqualTo(Json.parse("[1,\"" + word.substring(0, 4_000) + "\"]"));
    assertThat(text).hasSize(4_000);
    assertThat(text.subSequence(3_995, 4_000)).hasToString("56789");
    assertThat(parser.value().map(PartialJson::json))
        .contains(Json.parse("[1,\"" + word + "\",3]"));
  }

  @Test
  void value_nothingToBeSeenHasChanged_isTheSameInstance() {
    parser.feed("{\"a\": \"x");
    Optional<PartialJson> before = parser.value();
    assertThat(parser.value()).isSameAs(before);
    parser.feed("\", \"b");
    PartialJson named = parser.value().orElseThrow();
    parser.feed("c\": 12");

    assertThat(parser.value().orElseThrow()).isSameAs(named);
  }

  @Test
  void member_ofALargeObject_isFoundInEachPicture() {
    List<PartialJson> pictures = new ArrayList<>();
    parser.feed("{");
    for (int i = 0; i < 100; i++) {
      parser.feed("\"n" + i + "\": " + i + ", ");
      pictures.add(parser.value().orElseThrow());
    }

    for (int i = 0; i < 100; i++) {
      assertThat(pictures.get(i).member("n" + i).map(PartialJson::json)).contains(Json.of(i));
      assertThat(pictures.get(i).member("n" + (i + 1))).isEmpty();
    }
  }

  @Test
  void observer_eachCompleteValue_isToldChildrenFirst() {
    List<String> told = new ArrayList<>();
    PartialJsonParser watched =
        new PartialJsonParser(CONTAINERS, (pointer, value) -> told.add(pointer + " " + value));
    watched.feed("{\"a\": [1, {\"b/c\": \"d\"}");
    assertThat(told).containsExactly("/a/0 1", "/a/1/b~1c \"d\"", "/a/1 {\"b/c\":\"d\"}");
    watched.feed("]}");

    assertThat(told.subList(3, 5))
        .containsExactly("/a [1,{\"b/c\":\"d\"}]", " {\"a\":[1,{\"b/c\":\"d\"}]}");
  }

  @Test
  void item_itsClosingBraceHasCome_isDone() {
    parser.feed("[{\"name\": \"Ann\"}");

    assertThat(parser.value().orElseThrow().item(0).state()).isEqualTo(State.DONE);
  }

  @Test
  void complete_rootHasEnded_isTrueAtOnceAndTheRestIgnored() {
    parser.feed("{\"a\": 1}");
    assertThat(parser.complete()).isTrue();
    parser.feed(" {\"b\": 2}");
    parser.end();

    assertThat(shown(parser)).isEqualTo("{\"a\":1}");
  }

  @Test
  void end_insideOfTheValue_leavesItGrowing() {
    parser.feed("{\"a\": [\"b\"");
    parser.end();

    assertThat(parser.complete()).isFalse();
    assertThat(parser.value().orElseThrow().state()).isEqualTo(State.GROWING);
    assertThat(shown(parser)).isEqualTo("{\"a\":[\"b\"]}");
  }

  @Test
  void feed_bytesCutAnywhere_areTheSameCharacters() {
    byte[] bytes = "{\"é\": \"日本 😀\"}".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      parser.feed(bytes, i, i + 1);
    }

    assertThat(shown(parser)).isEqualTo("{\"é\":\"日本 😀\"}");
  }

  @Test
  void feed_invalidBytes_becomeReplacements() {
    byte[] bytes = "[\"a?b\", \"".getBytes(StandardCharsets.UTF_8);
    bytes[3] = (byte) 0xFF;
    parser.feed(bytes, 0, bytes.length);
    parser.feed(new byte[] {(byte) 0xE6}, 0, 1);
    parser.end();

    assertThat(shown(parser)).isEqualTo("[\"a\uFFFDb\",\"\uFFFD\"]");
  }

  @Test
  void root_otherTypesThanWanted_arePassedOver() {
    PartialJsonParser object = new PartialJsonParser(Set.of("object"));
    object.feed("[1, 2] {\"a\": 1}");
    PartialJsonParser string = new PartialJsonParser(Set.of("string"));
    string.feed("\"Hel");

    assertThat(shown(object)).isEqualTo("{\"a\":1}");
    assertThat(string.value().orElseThrow().text()).hasToString("Hel");
  }

  @ParameterizedTest
  @CsvSource({"'{\"a\": \"  ',0", "'{\"a\":   ',3", "'{\"a\": 1,\n\n ',3", "'  ',0", "'[1]  ',0"})
  void blankRun_atTheEnd_countsBlanksBetweenParts(String text, long expected) {
    for (char c : text.toCharArray()) {
      parser.feed(String.valueOf(c));
    }

    assertThat(parser.blankRun()).isEqualTo(expected);
  }

  @Test
  void blankRun_afterAString_countsThemAll() {
    parser.feed("{\"a\": \"b\"" + " ".repeat(5_000));

    assertThat(parser.blankRun()).isEqualTo(5_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":[", "(\"a\",("})
  void feed_nestedTooDeep_throwsAndIgnoresTheRest(String piece) {
    assertThatThrownBy(() -> parser.feed(piece.repeat(2_000)))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageContaining("1000 levels");
    parser.feed("{\"a\": 1}");
    parser.end();

    assertThat(parser.complete()).isFalse();
  }
}
