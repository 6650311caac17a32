package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.embedded.Evaluation.Level;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * How good the model is on {@code training/evaluation.jsonl}: 169 cases written by hand before the
 * training's templates and by somebody else, and used to tune nothing. The report is printed; a
 * figure must not fall below its floor unseen.
 */
class EvaluationTest {
  private static final int CASES = 169;

  /** Shares of cases that are exactly right. */
  private static final double PERSON_EXACT = 0.48;

  private static final double FLAT_EXACT = 0.38;
  private static final double LIST_EXACT = 0.43;
  private static final double NESTED_EXACT = 0.14;

  /** Shares of fields that are right. */
  private static final double PERSON_RIGHT = 0.69;

  private static final double FLAT_RIGHT = 0.62;
  private static final double LIST_RIGHT = 0.56;
  private static final double NESTED_RIGHT = 0.57;

  @Test
  @SuppressWarnings("SystemOut") // the figures are to be seen in the build's log
  void send_evaluationCases_reachesTheFloors() throws IOException {
    Evaluation evaluation = new Evaluation();
    for (String line : Files.readAllLines(Path.of("training", "evaluation.jsonl"))) {
      JsonObject example = Json.parse(line).asObject().orElseThrow();
      JsonObject schema = example.object("schema").orElseThrow();
      evaluation.add(
          schema,
          example.get("answer").orElseThrow(),
          Requests.answer(schema, example.text("text").orElseThrow()));
    }
    System.out.println(evaluation.report());

    assertThat(evaluation.figures(Level.ALL).toString()).contains("of " + CASES + " exact");
    reaches(evaluation, Level.PERSON, PERSON_EXACT, PERSON_RIGHT);
    reaches(evaluation, Level.FLAT, FLAT_EXACT, FLAT_RIGHT);
    reaches(evaluation, Level.LIST, LIST_EXACT, LIST_RIGHT);
    reaches(evaluation, Level.NESTED, NESTED_EXACT, NESTED_RIGHT);
  }

  private static void reaches(Evaluation evaluation, Level level, double exact, double right) {
    assertThat(evaluation.figures(level).exactShare())
        .as("exact cases, %s", level)
        .isGreaterThanOrEqualTo(exact);
    assertThat(evaluation.figures(level).rightShare())
        .as("right fields, %s", level)
        .isGreaterThanOrEqualTo(right);
  }
}
