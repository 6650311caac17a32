package dev.instructor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.instructor.Instructor;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.Listener;
import dev.instructor.call.StreamChecks;
import dev.instructor.call.StreamChecks.Reaction;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.read.Reading;
import dev.instructor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in an answer before it has ended. */
class StreamChecksTest {
  enum Size {
    SMALL,
    LARGE
  }

  record Item(Size size, int count, String text) {}

  private static final String GOOD = "{\"size\":\"SMALL\",\"count\":1,\"text\":\"fine\"}";
  private static final String BAD_ENUM = "{\"size\":\"GREEN\",\"count\":1,\"text\":\"never read\"}";

  private static <T> Partial<T> last(PartialStream<T> stream) {
    stream.forEach(partial -> {});
    return stream.latest().orElseThrow();
  }

  @Test
  void enumValueThatIsNone_endsTheExchangeAtOnceAndIsAskedAgain() {
    PulledModel model = new PulledModel(BAD_ENUM, GOOD);
    PartialStream<Item> stream = Instructor.of(model).prompt("x").stream(Item.class);
    List<Integer> pulledAtAbort = new ArrayList<>();
    for (Partial<Item> partial : stream) {
      if (partial.attempt() == 1 && !partial.problems().isEmpty()) {
        pulledAtAbort.add(model.pulled());
      }
    }

    // The comma after it tells that the quote was the string's end.
    assertThat(pulledAtAbort).containsExactly(BAD_ENUM.indexOf(",\"count") + 1);
    assertThat(stream.value()).isEqualTo(new Item(Size.SMALL, 1, "fine"));
    assertThat(model.requests()).isEqualTo(2);
    assertThat(model.closed()).isEqualTo(2);
    assertThat(stream.attempts().get(0).problems())
        .extracting(Problem::pointer)
        .containsExactly("/size");
  }

  @Test
  void enumValueThatIsNone_reported_isReadToTheEnd() {
    PulledModel model = new PulledModel(BAD_ENUM, GOOD);
    List<Problem> told = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void onStreamProblem(int number, Problem problem) {
            told.add(problem);
          }
        };

    last(
        Instructor.builder(model)
            .streamChecks(StreamChecks.defaults().withConstraints(Reaction.REPORT))
            .listener(listener)
            .build()
            .prompt("x")
            .stream(Item.class));

    assertThat(told).extracting(Problem::rule).containsExactly("enum");
    assertThat(model.requests()).isEqualTo(2);
  }

  @Test
  void constraintOfANestedItem_isFoundWithItsPlace() {
    String schema =
        """
        {"type":"object","properties":{"lines":{"type":"array","items":{"type":"object",
        "properties":{"qty":{"type":"integer","minimum":1}}}}}}""";
    PulledModel model =
        new PulledModel("{\"lines\":[{\"qty\":1},{\"qty\":0},{\"qty\":3}]}", "{\"lines\":[]}");

    PartialStream<Json> stream = Instructor.of(model).prompt("x").stream(Shape.ofSchema(schema));

    assertThat(stream.value()).hasToString("{\"lines\":[]}");
    assertThat(stream.attempts().get(0).problems())
        .extracting(Problem::pointer)
        .containsExactly("/lines/1/qty");
  }

  @Test
  void listOverItsLimit_isEndedAtTheFirstItemTooMany() {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"array\",\"maxItems\":2,"
            + "\"items\":{\"type\":\"integer\"}}}}";
    PulledModel model = new PulledModel("{\"n\":[1,2,3,4,5,6,7]}", "{\"n\":[1]}");
    List<Integer> pulled = new ArrayList<>();
    PartialStream<Json> stream = Instructor.of(model).prompt("x").stream(Shape.ofSchema(schema));
    for (Partial<Json> partial : stream) {
      if (!partial.problems().isEmpty()) {
        pulled.add(model.pulled());
      }
    }

    assertThat(pulled).containsExactly("{\"n\":[1,2,3,".length());
    assertThat(stream.value()).hasToString("{\"n\":[1]}");
  }

  @Test
  void textOverItsLimit_isEndedWhileItGrows() {
    String schema =
        """
        {"type":"object","properties":{"a":{"type":"object","properties":{
        "short":{"type":"string","maxLength":5},"long":{"type":"string","maxLength":8}}}}}""";
    String good = "{\"a\":{\"short\":\"12345\",\"long\":\"😀😀😀😀😀😀😀😀\"}}";
    String bad = "{\"a\":{\"short\":\"12345\",\"long\":\"😀😀😀😀56789 and so on\"}}";
    PulledModel model = new PulledModel(bad, good);
    List<Integer> pulled = new ArrayList<>();
    PartialStream<Json> stream = Instructor.of(model).prompt("x").stream(Shape.ofSchema(schema));
    for (Partial<Json> partial : stream) {
      if (!partial.problems().isEmpty()) {
        pulled.add(model.pulled());
      }
    }

    assertThat(pulled).containsExactly(bad.indexOf("9 and") + 1);
    assertThat(stream.value()).hasToString(good);
    assertThat(stream.attempts().get(0).problems())
        .extracting(Problem::pointer, Problem::rule)
        .containsExactly(tuple("/a/long", "maxLength"));
  }

  @Test
  void valueThatNeedsARefusedRepair_isEndedAtOnceAndNotShown() {
    String needsOne = "{\"size\":\"SMALL\",\"count\":\"1\",\"text\":\"never read\"}";
    PulledModel model = new PulledModel(needsOne, GOOD);
    PartialStream<Item> stream =
        Instructor.of(model).prompt("x").refuseRepairs(Repair.Kind.NUMBER).stream(Item.class);
    List<Integer> pulled = new ArrayList<>();
    for (Partial<Item> partial : stream) {
      if (partial.attempt() == 1) {
        assertThat(partial.get(Item::count)).isEmpty();
        pulled.add(model.pulled());
      }
    }

    assertThat(pulled.get(pulled.size() - 1)).isEqualTo(needsOne.indexOf(",\"text") + 1);
    assertThat(stream.value()).isEqualTo(new Item(Size.SMALL, 1, "fine"));
    assertThat(stream.attempts().get(0).problems())
        .extracting(Problem::pointer, Problem::rule)
        .containsExactly(tuple("/count", Reading.REFUSED_REPAIR));
    assertThat(
            Instructor.of(new PulledModel(needsOne)).prompt("x").stream(Item.class).value().count())
        .isEqualTo(1);
  }

  @Test
  void endlessBlanks_areEndedAfterTheLimit() {
    PulledModel model = new PulledModel("{\"size\":" + " \n".repeat(5_000), GOOD);

    Partial<Item> last = last(Instructor.of(model).prompt("x").stream(Item.class));

    assertThat(last.value()).contains(new Item(Size.SMALL, 1, "fine"));
  }

  @Test
  void blanksInsideOfAString_areNoReason() {
    String blanks = " ".repeat(3_000);
    PulledModel model =
        new PulledModel("{\"size\":\"SMALL\",\"count\":1,\"text\":\"" + blanks + "\"}");

    assertThat(Instructor.of(model).prompt("x").stream(Item.class).value().text())
        .isEqualTo(blanks);
  }

  @ParameterizedTest
  @CsvSource({"OFF,0,1", "REPORT,1,1", "ABORT,1,2"})
  void repeatedBlock_isWhatTheCallerSaysItIs(Reaction reaction, int found, int requests) {
    String looping =
        "{\"size\":\"SMALL\",\"count\":1,\"text\":\"" + "and so on, ".repeat(500) + "\"}";
    PulledModel model = new PulledModel(looping, GOOD);
    List<Problem> told = new ArrayList<>();

    last(
        Instructor.builder(model)
            .streamChecks(StreamChecks.defaults().withRepetition(reaction, 1_000))
            .listener(
                new Listener() {
                  @Override
                  public void onStreamProblem(int number, Problem problem) {
                    told.add(problem);
                  }
                })
            .build()
            .prompt("x")
            .stream(Item.class));

    assertThat(told).hasSize(found);
    assertThat(model.requests()).isEqualTo(requests);
  }

  @Test
  void varyingText_isNoRepetition() {
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      numbers.append(i * 7919 % 1000).append(' ');
    }
    PulledModel model =
        new PulledModel("{\"size\":\"SMALL\",\"count\":1,\"text\":\"" + numbers + "\"}");

    Partial<Item> last =
        last(
            Instructor.builder(model)
                .streamChecks(StreamChecks.defaults().withRepetition(Reaction.ABORT, 400))
                .build()
                .prompt("x")
                .stream(Item.class));

    assertThat(last.isDone()).isTrue();
  }

  @Test
  void hopelessEveryTime_isAnExtractionExceptionWithThatProblem() {
    PulledModel model = new PulledModel(BAD_ENUM, BAD_ENUM);
    PartialStream<Item> stream = Instructor.of(model).prompt("x").maxRetries(1).stream(Item.class);

    assertThatThrownBy(() -> last(stream))
        .isInstanceOf(ExtractionException.class)
        .hasMessageContaining("/size")
        .hasMessageNotContaining("GREEN");
    assertThat(stream.attempts()).hasSize(2);
  }

  @Test
  void limitsThatAreTooSmall_areConfigurationMistakes() {
    assertThatThrownBy(() -> StreamChecks.defaults().withBlanks(Reaction.ABORT, 0))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> StreamChecks.defaults().withRepetition(Reaction.ABORT, 10))
        .isInstanceOf(ConfigurationException.class);
  }
}
