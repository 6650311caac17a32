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
 * How good the model is on cases written by hand by somebody else than what it was trained on, and
 * used to tune nothing: {@code training/evaluation.jsonl} was written before that, {@code
 * everyday.jsonl} at its end. The report is printed; a figure must not fall below its floor unseen.
 */
class EvaluationTest {
  private static final Pattern CLAIM =
      Pattern.compile(
          "(\\d+) of (\\d+) hand-written cases exactly right, (\\d+) of (\\d+) fields \\(.*\\)");

  @Test
  @SuppressWarnings("SystemOut") // the figures are to be seen in the build's log
  void send_evaluationCases_reachesTheFloors() throws IOException {
    Evaluation before = new Evaluation();
    Evaluation after = new Evaluation();
    answer("evaluation.jsonl", before);
    answer("everyday.jsonl", after);
    System.out.println(before.report());
    System.out.println(after.report());

    reaches(before, Level.PERSON, 0.87, 0.93);
    reaches(before, Level.FLAT, 0.82, 0.92);
    reaches(before, Level.LIST, 0.87, 0.93);
    reaches(before, Level.NESTED, 0.85, 0.94);
    reaches(after, Level.PERSON, 0.93, 0.97);
    reaches(after, Level.FLAT, 0.64, 0.89);
    reaches(after, Level.LIST, 0.57, 0.77);
    reaches(after, Level.NESTED, 0.41, 0.79);
  }

  @Test
  void accuracy_bothSetsOfCases_isNoMoreThanWasMeasured() throws IOException {
    Evaluation both = new Evaluation();
    answer("evaluation.jsonl", both);
    answer("everyday.jsonl", both);
    Matcher claimed = CLAIM.matcher(EmbeddedProvider.ACCURACY);

    assertThat(claimed.matches()).isTrue();
    assertThat(both.figures(Level.ALL).exact())
        .isGreaterThanOrEqualTo(Integer.parseInt(claimed.group(1)));
    assertThat(both.figures(Level.ALL).cases()).isEqualTo(Integer.parseInt(claimed.group(2)));
    assertThat(both.figures(Level.ALL).right())
        .isGreaterThanOrEqualTo(Integer.parseInt(claimed.group(3)));
    assertThat(both.figures(Level.ALL).fields()).isEqualTo(Integer.parseInt(claimed.group(4)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../README.md", "../docs/embedded.md"})
  void accuracy_documentation_saysWhatWasMeasured(String page) throws IOException {
    assertThat(Files.readString(Path.of(page)).replaceAll("\\s+", " "))
        .contains(EmbeddedProvider.ACCURACY);
  }

  private static void answer(String file, Evaluation into) throws IOException {
    for (String line : Files.readAllLines(Path.of("training", file))) {
      JsonObject example = Json.parse(line).asObject().orElseThrow();
      JsonObject schema = example.object("schema").orElseThrow();
      into.add(
          schema,
          example.get("answer").orElseThrow(),
          Requests.answer(schema, example.text("text").orElseThrow()));
    }
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
