package dev.instructor.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.json.Repair.Kind;
import dev.instructor.schema.JsonSchema;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in words where nothing but a scalar is asked, each beside what must stay a problem. */
class SpokenScalarTest {
  private static final JsonSchema VERDICT =
      JsonSchema.parse("{\"enum\":[\"spam\",\"ham\",\"unsure\"]}");
  private static final JsonSchema INTEGER = JsonSchema.parse("{\"type\":\"integer\"}");
  private static final JsonSchema BOOLEAN = JsonSchema.parse("{\"type\":\"boolean\"}");
  private static final JsonSchema TEXT = JsonSchema.parse("{\"type\":\"string\"}");

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  private static void assertSays(JsonSchema schema, String text, String meant) {
    assertThat(Reading.of(schema).read(lines(text)).problems()).as(text).isEmpty();
    assertThat(Reading.of(schema).read(lines(text)).value()).contains(Json.parse(meant));
  }

  private static void assertSaysNothing(JsonSchema schema, String text) {
    assertThat(Reading.of(schema).read(lines(text)).isValid()).as(text).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ham",
        "**ham**",
        "Ham.",
        "```\\nham\\n```",
        "Classification: HAM",
        "**Classification:** ham",
        "The answer is ham.",
        "I'd classify this message as **ham**.",
        "I think \"ham\" fits.",
        "I choose `ham`",
        "Ham — the sender is known",
        "ham\\n\\nReasoning: it is not spam since the sender is known",
        "ham\\nConfidence: 90",
        "\"spam\"\\n\\nCorrection: \"ham\"",
        "Label: spam\\nLabel: ham",
        "<think>A prize, so spam?</think>\\n\\nham",
      })
  void enum_inWords_isRead(String said) {
    assertSays(VERDICT, said, "\"ham\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It is not spam.",
        "It is \"spam\", not \"ham\".",
        "spam or ham",
        "Spam, although it could be ham",
        "Is it spam?",
        "If the sender is unknown, it is spam.",
        "spam\\n\\nActually, no. I take that back.",
        "ham\\n\\nOn reflection this is spam.",
        "spam\\nham\\nunsure",
        "The labels are:\\n- spam\\n- ham\\n- unsure",
        "Previous answer: spam",
        "First: spam\\nSecond: ham",
        "\"sp",
        "<think>spam",
        "There is ham in the fridge.",
      })
  void enum_inWordsThatLeaveADoubt_staysAProblem(String said) {
    assertSaysNothing(VERDICT, said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The answer is 42.|42",
        "The total is $\\boxed{42}$|42",
        "It's 42.|42",
        "40 + 2 = 42|42",
        "1,234|1234",
        "The total is 1,234 dollars.|1234",
        "The total is 3 million.|3000000",
        "41\\n\\nCorrection: 42|42",
        "Answer: 42\\nConfidence: 90|42",
        "Step 1: 40\\nStep 2: 2\\nAnswer: 42|42",
        "٤٢|42",
      })
  void number_inWords_isRead(String said, String meant) {
    assertSays(INTEGER, said, meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The answer is 42, not 41.",
        "The minimum is 5 and the maximum is 10.",
        "The result is between 40 and 42.",
        "We counted 1,234 of them.",
        "about 42",
        "5-10",
        "Votes: 3\\nTotal: 5",
        "1. 40 chairs\\n2. 2 tables",
        "The answer is 4.5.",
        "41\\n42\\n43",
      })
  void number_inWordsThatLeaveADoubt_staysAProblem(String said) {
    assertSaysNothing(INTEGER, said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Yes.|true",
        "Yes, the invoice is overdue.|true",
        "The statement is true.|true",
        "Overdue: no|false",
        "true\\n\\nCorrection: false|false",
      })
  void truth_inWords_isRead(String said, String meant) {
    assertSays(BOOLEAN, said, meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No, wait, yes.",
        "Yes and no",
        "No idea.",
        "The statement is not true.",
        "The light is on.",
        "True or false?",
        "Paid: no\\nOverdue: yes",
      })
  void truth_inWordsThatLeaveADoubt_staysAProblem(String said) {
    assertSaysNothing(BOOLEAN, said);
  }

  @Test
  void liberties_ofAnAnswerInWords_areToldAndCanBeRefused() {
    Reading reading = Reading.of(VERDICT);

    assertThat(reading.read("The answer is Ham.").repairs())
        .extracting(Repair::kind)
        .containsExactly(Kind.PROSE, Kind.LITERALS, Kind.ENUM);
    assertThat(reading.refusing(Set.of(Kind.PROSE)).read("The answer is Ham.").isValid()).isFalse();
    assertThat(reading.refusing(Set.of(Kind.PROSE)).read("ham").isValid()).isTrue();
  }

  @Test
  void freeText_inWords_isNotSearchedForAnAnswer() {
    assertSays(TEXT, "\"The answer is 42.\"", "\"The answer is 42.\"");
    assertSaysNothing(TEXT, "The answer is 42.");
  }

  @Test
  void json_amidWords_goesBeforeWords() {
    assertSays(INTEGER, "The answer is 41: {\"count\": 42}", "42");
  }
}
