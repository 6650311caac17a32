package dev.instructor.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.json.Repair.Kind;
import dev.instructor.schema.JsonSchema;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several values is the answer, and what a caller can refuse. */
class ChoiceTest {
  private static final JsonSchema USER =
      JsonSchema.parse(
          "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
              + "\"age\":{\"type\":\"integer\"}},\"required\":[\"name\",\"age\"]}");
  private static final JsonSchema USERS =
      JsonSchema.parse("{\"type\":\"array\",\"items\":" + USER.document() + "}");
  private static final JsonSchema TOPICS =
      JsonSchema.parse(
          "{\"type\":\"object\",\"properties\":{\"topics\":{\"type\":\"array\","
              + "\"items\":{\"type\":\"string\"}}},\"required\":[\"topics\"]}");
  private static final String ANN = "{\"name\":\"Ann\",\"age\":34}";
  private static final String BOB = "{\"name\":\"Bob\",\"age\":\"20\"}";

  private static Reading.Result read(JsonSchema schema, String text) {
    return Reading.of(schema).read(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\": null}\nANN",
        "ANN\n{\"status\": \"done\"}",
        "{\"name\":\"Bob\",\"age\":20}\nCorrection:\nANN",
        "{\"name\":\"Bob\",\"age\":20}\nCorrection:\n{\"name\":\"Ann\",\"age\":\"34 years\"}",
        "{\"name\":\"Bob\",\"age\":\"20\"}\nCorrection:\n{\"name\":\"Ann\",\"age\":\"34\"}",
        "As said in [1]: {\"user\": ANN} [2]",
        "<think>{\"name\":\"Bob\",\"age\":20}</think>{\"name\":\"Ann\",\"age\":\"34\"}",
        "{\"name\":\"Bob\"} {\"result\": ANN}",
      })
  void several_theLastThatIsTheAnswer_wins(String text) {
    Reading.Result result = read(USER, text.replace("ANN", ANN));

    assertThat(result.problems()).isEmpty();
    assertThat(result.value()).contains(Json.parse(ANN));
  }

  @Test
  void several_ofWhichNoneFits_areAProblemOfTheLast() {
    Reading.Result result = read(USER, "{\"name\":\"Bob\"} then {\"name\":\"Ann\",\"age\":\"?\"}");

    assertThat(result.problems()).extracting(Problem::pointer).containsExactly("/age");
  }

  @Test
  void several_thoughtThatFits_doesNotReplaceWhatWasSaid() {
    assertThat(read(USER, "<think>" + ANN + "</think>{\"name\":\"Bob\"}").isValid()).isFalse();
  }

  @Test
  void several_noteInBrackets_isNotWrappedIntoAnAnswer() {
    assertThat(read(TOPICS, "[\"a\"]").isValid()).isTrue();
    assertThat(read(TOPICS, "See [1]: {\"topics\": null} [2]").isValid()).isFalse();
  }

  @Test
  void lines_whereAListIsAsked_areItsItems() {
    Reading.Result result = read(USERS, ANN + "\n" + BOB);

    assertThat(result.value()).contains(Json.parse("[" + ANN + ",{\"name\":\"Bob\",\"age\":20}]"));
    assertThat(result.repairs()).isNotEmpty();
  }

  @Test
  void lines_ofWhichOneIsWrong_areAProblem() {
    assertThat(read(USERS, ANN + "\n{\"name\":\"Bob\",\"age\":null}").isValid()).isFalse();
  }

  @Test
  void lines_whereOneObjectIsAsked_areNotMergedIntoIt() {
    assertThat(read(USER, "{\"name\":\"Ann\"}\n{\"age\":34}").isValid()).isFalse();
  }

  @Test
  void refused_kindThatIsNeeded_isAProblemWithoutContent() {
    Reading.Result result =
        Reading.of(USER).refusing(Set.of(Kind.NUMBER)).readValue(Json.parse(BOB));

    assertThat(result.value()).contains(Json.parse(BOB));
    assertThat(result.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.rule()).isEqualTo(Reading.REFUSED_REPAIR);
              assertThat(problem.pointer()).isEqualTo("/age");
              assertThat(problem.message()).contains("NUMBER").doesNotContain("20");
            });
  }

  @Test
  void refused_kindThatIsNotNeeded_doesNoHarm() {
    Reading reading = Reading.of(USER).refusing(EnumSet.complementOf(EnumSet.of(Kind.NUMBER)));

    assertThat(reading.readValue(Json.parse(BOB)).isValid()).isTrue();
    assertThat(reading.refusing(List.of()).read("x " + BOB).isValid()).isTrue();
  }

  @Test
  void refused_proseOrChoice_leavesOnlyWhatStandsAlone() {
    Reading reading = Reading.of(USER).refusing(Set.of(Kind.PROSE, Kind.CHOICE));

    assertThat(reading.read(ANN).isValid()).isTrue();
    assertThat(reading.read("Here: " + ANN).problems())
        .extracting(Problem::rule)
        .containsOnly(Reading.REFUSED_REPAIR);
    assertThat(reading.read(ANN + ANN).isValid()).isFalse();
  }

  @Test
  void refused_everything_takesStrictJsonAlone() {
    Reading strict = Reading.of(USER).refusing(EnumSet.allOf(Kind.class));

    assertThat(strict.read(ANN).repairs()).isEmpty();
    assertThat(strict.read(ANN).isValid()).isTrue();
    assertThat(strict.read("{\"Name\":\"Ann\",\"age\":34}").isValid()).isFalse();
  }

  @Test
  void refused_oneOfTwoWaysToRead_leavesTheOther() {
    JsonSchema either =
        JsonSchema.parse("{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"boolean\"}]}");

    assertThat(Reading.of(either).readValue(Json.of("1")).value()).contains(Json.of(1));
    assertThat(Reading.of(either).refusing(Set.of(Kind.NUMBER)).readValue(Json.of("1")).value())
        .contains(Json.of(true));
  }

  @Test
  void repairs_ofTheWholeAnswer_areInTheOrderTheyWereTaken() {
    Reading.Result result = read(USER, "Here: {\"user\": " + BOB + "}");

    assertThat(result.repairs())
        .extracting(Repair::kind)
        .containsSubsequence(Kind.PROSE, Kind.WRAPPER, Kind.NUMBER);
  }
}
