package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.call.Extraction;
import dev.instructor.call.ExtractionException;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shape.TypeRef;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asked again, it strikes out what was named as wrong and takes the next best. */
class ReaskTest {
  private static final Instructor CLIENT = Instructor.fromProvider("embedded/extractor");

  private static final String AGES = "The ages are 25, 31 and 47.";
  private static final JsonObject ONE_AGE = Requests.object("'age': {'type': 'integer'}");

  record Aged(int age) {}

  record Scores(List<Integer> scores) {}

  record Person(String name, int age) {}

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"TOOLS", "JSON_SCHEMA", "JSON", "PROMPTED"})
  void extract_ruleThatTheSchemaDoesNotCarry_comesRightAfterReasks(Mode mode) {
    Extraction<Aged> extraction = agedAs(mode, age -> age == 47);

    assertThat(extraction.value()).isEqualTo(new Aged(47));
    assertThat(extraction.attempts()).extracting(a -> a.problems().size()).endsWith(0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"TOOLS", "JSON_SCHEMA"})
  void extract_ruleThatNothingKeeps_triesEveryNumberOnceAndThenNone(Mode mode) {
    assertThatThrownBy(() -> agedAs(mode, age -> false))
        .isInstanceOfSatisfying(
            ExtractionException.class,
            failure ->
                assertThat(failure.attempts().subList(0, 4))
                    .extracting(attempt -> attempt.read().orElseThrow().toString())
                    .containsExactlyInAnyOrder(
                        "{\"age\":25}", "{\"age\":31}", "{\"age\":47}", "{}"));
  }

  private static Extraction<Aged> agedAs(Mode mode, Predicate<Integer> rule) {
    return CLIENT
        .prompt(AGES)
        .mode(mode)
        .maxRetries(4)
        .validator(
            Aged.class,
            (aged, context) -> {
              if (!rule.test(aged.age())) {
                context.problem("/age", "wanted", "must be the one that is wanted");
              }
            })
        .extract(Aged.class);
  }

  @Test
  void extract_wrongItemOfList_isStruckOut() {
    Extraction<Scores> extraction =
        CLIENT
            .prompt("Her scores were 25, 31 and 47.")
            .validator(
                Scores.class,
                (value, context) -> {
                  int at = value.scores().indexOf(31);
                  if (at >= 0) {
                    context.problem("/scores/" + at, "not31", "must not be 31");
                  }
                })
            .extract(Scores.class);

    assertThat(extraction.attempts()).hasSize(2);
    assertThat(extraction.value().scores()).containsExactly(25, 47);
  }

  @Test
  void extract_wrongValueInRow_leavesTheOtherRows() {
    Extraction<List<Person>> extraction =
        CLIENT
            .prompt("Leo (7 or 8) and Mia (4) came.")
            .maxRetries(3)
            .validator(
                Person.class,
                (person, context) -> {
                  if (person.name().equals("Leo") && person.age() != 8) {
                    context.problem("/age", "older", "must be older");
                  }
                })
            .extract(new TypeRef<List<Person>>() {});

    assertThat(extraction.value()).contains(new Person("Leo", 8), new Person("Mia", 4));
  }

  @Test
  void extract_ruleOnTheWhole_changesSomething() {
    Extraction<Aged> extraction =
        CLIENT
            .prompt(AGES)
            .maxRetries(3)
            .validator(
                Aged.class,
                (aged, context) -> {
                  if (aged.age() != 47) {
                    throw new IllegalArgumentException("must be about the eldest");
                  }
                })
            .extract(Aged.class);

    assertThat(extraction.value()).isEqualTo(new Aged(47));
  }

  @Test
  void send_wrongOption_takesAnother() {
    JsonObject schema = Requests.object("'priority': {'enum': ['low', 'high']}");

    assertThat(again(schema, "High priority: it burns.", "{\"priority\":\"high\"}", "/priority"))
        .hasToString("{\"priority\":\"low\"}");
  }

  @Test
  void send_wrongBoolean_takesTheOther() {
    JsonObject schema = Requests.object("'urgent': {'type': 'boolean'}");
    String text = "Call me back.";
    String first = Requests.answer(schema, text).toString();

    Json second = again(schema, text, first, "/urgent");

    assertThat(second.at("/urgent").orElseThrow().type()).isEqualTo("boolean");
    assertThat(second).doesNotHaveToString(first);
  }

  @Test
  void send_wrongNullableWithoutAlternative_isNull() {
    JsonObject schema = Requests.object("'age': {'type': ['integer', 'null']}");

    assertThat(again(schema, "He is 25.", "{\"age\":25}", "/age")).hasToString("{\"age\":null}");
  }

  @Test
  void send_answerOfAnotherModel_keepsWhatIsNotNamed() {
    JsonObject schema = Requests.object("'name': {'type': 'string'}, 'age': {'type': 'integer'}");

    assertThat(again(schema, "Jason is 25.", "{\"name\":\"J. Bourne\",\"age\":250}", "/age"))
        .hasToString("{\"name\":\"J. Bourne\",\"age\":25}");
  }

  @Test
  void send_placeThatIsNotThere_isFilledInIfTheTextHasIt() {
    JsonObject schema = Requests.object("'name': {'type': 'string'}, 'age': {'type': 'integer'}");

    assertThat(again(schema, "Jason is 25.", "{\"name\":\"Jason\"}", "/age"))
        .hasToString("{\"name\":\"Jason\",\"age\":25}");
  }

  @Test
  void send_toolResultThatIsNoError_isNoRejection() {
    List<Message> messages =
        List.of(
            Message.user(AGES),
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("1", "Answer", "{\"age\":25}"))),
            new Message(
                Role.TOOL, List.of(new Part.ToolResult("1", "Answer", "- /age: 25", false))));

    String first = Requests.answer(ONE_AGE, AGES).toString();
    assertThat(
            Requests.MODEL
                .send(Requests.request(ONE_AGE, Mode.TOOLS, messages))
                .message()
                .toolCalls()
                .get(0)
                .arguments())
        .isEqualTo(first);
  }

  private static Json again(JsonObject schema, String text, String answer, String place) {
    List<Message> messages =
        List.of(
            Message.user(text),
            Message.assistant(answer),
            Message.user("No. What is wrong:\n- " + place + ": must be right, but it is not"));
    return Json.parse(Requests.MODEL.send(Requests.request(schema, Mode.JSON, messages)).text());
  }
}
