package dev.instructor.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.schema.JsonSchema;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the text of an answer to its value. */
class ReadingTest {
  private static final JsonSchema USER =
      JsonSchema.parse(
          "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"age\":{\"type\":\"integer\"}},\"required\":[\"name\",\"age\"]}");
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}";

  private static Reading.Result read(String text) {
    return Reading.of(USER).read(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "  \n%s\n",
        "```json\n%s\n```",
        "```\n%s\n```",
        "```JSON\r\n%s\r\n```\r\n",
        "```json\n%s",
        "Sure! Here you are:\n```json\n%s\n```\nAnything else?",
        "Here: %s",
        "%s That is all [1].",
        "The user {see above} is %s.",
        "<think>Is it {\"name\":\"Ann\",\"age\":1}? No.</think>%s",
        "<thinking>\nhm\n</thinking>\n\n```json\n%s\n```",
        "I think so.</think>\n%s",
        "First {\"name\":\"Ann\",\"age\":1}, or rather %s",
        "[1] says so: %s",
      })
  void read_messyText_findsTheValue(String form) {
    Reading.Result result = read(form.replace("%s", JASON));

    assertThat(result.isValid()).isTrue();
    assertThat(result.value()).contains(Json.parse(JASON));
  }

  @Test
  void read_strictJson_takesNoLiberty() {
    assertThat(read(JASON).repairs()).isEmpty();
  }

  @Test
  void read_fenceProseAndThinking_areListedAsRepairs() {
    Reading.Result result = read("<think>hm</think>Here:\n```json\n" + JASON + "\n```\nBye");

    assertThat(result.repairs())
        .extracting(Repair::kind)
        .containsExactly(Repair.Kind.THINKING, Repair.Kind.FENCE, Repair.Kind.PROSE);
  }

  @Test
  void read_severalFit_takesTheLastAndSaysSo() {
    Reading.Result result = read("{\"name\":\"Ann\",\"age\":1} " + JASON);

    assertThat(result.value()).contains(Json.parse(JASON));
    assertThat(result.repairs()).extracting(Repair::kind).contains(Repair.Kind.CHOICE);
  }

  @Test
  void read_onlyTheThoughtFits_takesIt() {
    assertThat(read("<think>" + JASON + "</think>").isValid()).isTrue();
  }

  @Test
  void read_innerValueOfABrokenOne_isNotTaken() {
    Reading.Result result = read("{\"user\": " + JASON + ", @}");

    assertThat(result.value()).isEmpty();
    assertThat(result.problems()).extracting(Problem::rule).containsExactly("json");
  }

  @Test
  void read_textThatEndsInsideTheValue_isCutOff() {
    assertThat(read("Here: {\"name\":\"Jas").problems())
        .extracting(Problem::rule)
        .containsExactly(Reading.CUT_OFF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "I do not know."})
  void read_noJson_isAProblemOfTheAnswer(String text) {
    assertThat(read(text).problems())
        .singleElement()
        .satisfies(p -> assertThat(p.source()).isEqualTo(Problem.Source.ANSWER));
  }

  @Test
  void read_scalarInAFence_isFound() {
    JsonSchema number = JsonSchema.parse("{\"type\":\"integer\"}");

    assertThat(Reading.of(number).read("It is\n```\n42\n```").value()).contains(Json.of(42));
  }

  @Test
  void read_problemsOfTheLastAnswer_areAllTold() {
    assertThat(read("{\"age\":\"x\"}").problems())
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder("/name", "/age");
  }

  @Test
  void read_hostileText_endsWithAProblem() {
    for (String piece : List.of("{a", "[", "{\"a\":", "[1,", "```\n1", "<think>{")) {
      Reading.Result result = read(piece.repeat(200_000));

      assertThat(result.isValid()).isFalse();
    }
  }

  @Test
  void read_nestedTooDeep_saysSo() {
    assertThat(read("[".repeat(1_000_000)).problems())
        .extracting(Problem::message)
        .containsExactly("the JSON is nested deeper than 1,000 levels");
  }

  @Test
  void read_validJsonOfAnyKind_isNeverAltered() {
    JsonSchema anything = JsonSchema.parse("{}");
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      Json value = RandomJson.value(random, 4);

      Reading.Result result = Reading.of(anything).read(value.toString());

      assertThat(result.value()).contains(value);
      assertThat(result.repairs()).isEmpty();
    }
  }
}
