package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.Part;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Cassette;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How every recording is read, by family: equal to what is expected, as the right failure, or
 * wrong. The table is printed.
 */
class RecordingsTableTest {
  private enum Outcome {
    EQUAL,
    RIGHT_EXCEPTION,
    WRONG
  }

  @Test
  void recordings_areAllReadEqualOrAsTheRightFailure() {
    Map<String, Map<Outcome, Integer>> table = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    ReadAnswer.covered()
        .forEach(
            recording -> {
              Outcome outcome = outcome(ReadAnswer.of(recording));
              table
                  .computeIfAbsent(family(recording), name -> new EnumMap<>(Outcome.class))
                  .merge(outcome, 1, Integer::sum);
              if (outcome == Outcome.WRONG) {
                wrong.add(recording.id());
              }
            });
    System.out.println("Recordings: " + table);

    assertThat(wrong).isEmpty();
    assertThat(table).hasSizeGreaterThanOrEqualTo(25);
  }

  private static String family(Cassette recording) {
    return recording.dialect() + " " + recording.provider();
  }

  private static Outcome outcome(ReadAnswer answer) {
    boolean errorExpected =
        answer.expected().get("error").filter(error -> !error.isNull()).isPresent();
    Optional<String> answerInError = answer.answerInError();
    if (answer.failed().isPresent()) {
      boolean right =
          answer.isNoAnswer()
              || (errorExpected
                  && answer
                      .failure()
                      .providerMessage()
                      .equals(answer.expected().at("/error/message").flatMap(Json::asText)));
      return right ? Outcome.RIGHT_EXCEPTION : Outcome.WRONG;
    }
    if (answerInError.isPresent()) {
      return answer.response().text().equals(answerInError.get()) ? Outcome.EQUAL : Outcome.WRONG;
    }
    return !errorExpected && isEqual(answer) ? Outcome.EQUAL : Outcome.WRONG;
  }

  private static boolean isEqual(ReadAnswer answer) {
    List<Json> calls = answer.expectedCalls();
    boolean sameCalls = calls.size() == answer.calls().size();
    for (int i = 0; sameCalls && i < calls.size(); i++) {
      sameCalls = isSame(answer.calls().get(i), calls.get(i));
    }
    return sameCalls
        && answer.response().text().equals(answer.expected().text("text").orElse(""))
        && refusal(answer.expected())
            .map(words -> answer.response().refusal().equals(Optional.of(words)))
            .orElse(true)
        && answer.response().model().equals(answer.expected().text("model").orElse(""));
  }

  private static Optional<String> refusal(JsonObject expected) {
    return expected.text("refusal").filter(words -> !words.isEmpty());
  }

  private static boolean isSame(Part.ToolCall call, Json expected) {
    Json arguments = expected.at("/arguments").orElse(JsonObject.empty());
    return Optional.of(Json.of(call.name())).equals(expected.at("/name"))
        && (arguments.isNull()
            ? call.object().filter(object -> object.members().isEmpty()).isPresent()
            : call.object()
                .map(arguments::sameAs)
                .orElse(arguments.equals(Json.of(call.arguments()))));
  }
}
