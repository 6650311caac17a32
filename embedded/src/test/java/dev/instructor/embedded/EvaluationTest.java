package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.embedded.Evaluation.Level;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How good the model is on {@code training/evaluation.jsonl}: 169 cases written by hand before the
 * training's templates and by somebody else, and used to tune nothing. The report is printed; a
 * figure must not fall below its floor unseen.
 */
class EvaluationTest {
  private static final int CASES = 169;

  private static final Pattern CLAIM =
      Pattern.compile(
          "(\\d+) of (\\d+) hand-written cases exactly right, (\\d+) of (\\d+) fields \\(.*\\)");

  /** Shares of cases that are exactly right. */
  private static final double PERSON_EXACT = 0.80;

  private static final double FLAT_EXACT = 0.71;
  private static final double LIST_EXACT = 0.50;
  private static final double NESTED_EXACT = 0.66;

  /** Shares of fields that are right. */
  private static final double PERSON_RIGHT = 0.88;

  private static final double FLAT_RIGHT = 0.85;
  private static final double LIST_RIGHT = 0.67;
  private static final double NESTED_RIGHT = 0.83;

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

    assertThat(evaluation.figures(Level.ALL).cases()).isEqualTo(CASES);
    Matcher claimed = CLAIM.matcher(EmbeddedProvider.ACCURACY);
    assertThat(claimed.matches()).isTrue();
    assertThat(evaluation.figures(Level.ALL).exact())
        .isGreaterThanOrEqualTo(Integer.parseInt(claimed.group(1)));
    assertThat(evaluation.figures(Level.ALL).right())
        .isGreaterThanOrEqualTo(Integer.parseInt(claimed.group(3)));
    reaches(evaluation, Level.PERSON, PERSON_EXACT, PERSON_RIGHT);
    reaches(evaluation, Level.FLAT, FLAT_EXACT, FLAT_RIGHT);
    reaches(evaluation, Level.LIST, LIST_EXACT, LIST_RIGHT);
    reaches(evaluation, Level.NESTED, NESTED_EXACT, NESTED_RIGHT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../README.md", "../docs/embedded.md"})
  void accuracy_documentation_saysWhatWasMeasured(String page) throws IOException {
    assertThat(Files.readString(Path.of(page)).replaceAll("\\s+", " "))
        .contains(EmbeddedProvider.ACCURACY);
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
