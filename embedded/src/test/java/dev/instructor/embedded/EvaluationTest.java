package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.embedded.Evaluation.Figures;
import dev.instructor.embedded.Evaluation.Level;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How good the model is on cases written by hand by somebody else than what it was trained on, and
 * used to tune nothing: {@code training/evaluation.jsonl} was written before that, {@code
 * everyday.jsonl} near its end, {@code names.jsonl} at it and on names and ages alone. The report
 * is printed; a figure must not fall below its floor unseen.
 */
class EvaluationTest {
  private static final Pattern CLAIM =
      Pattern.compile(
          "(\\d+) of (\\d+) hand-written cases exactly right, (\\d+) of (\\d+) fields \\(.*\\)");

  private static final Evaluation BEFORE = new Evaluation();
  private static final Evaluation AFTER = new Evaluation();
  private static final Evaluation NAMES = new Evaluation();

  @BeforeAll
  static void answerAll() throws IOException {
    answer("evaluation.jsonl", BEFORE);
    answer("everyday.jsonl", AFTER);
    answer("names.jsonl", NAMES);
  }

  @Test
  @SuppressWarnings("SystemOut") // the figures are to be seen in the build's log
  void send_evaluationCases_reachesTheFloors() {
    System.out.println(BEFORE.report());
    System.out.println(AFTER.report());
    System.out.println(NAMES.report());

    reaches(BEFORE, Level.PERSON, 0.99, 0.99);
    reaches(BEFORE, Level.FLAT, 0.85, 0.94);
    reaches(BEFORE, Level.LIST, 0.87, 0.88);
    reaches(BEFORE, Level.NESTED, 0.9, 0.97);
    reaches(AFTER, Level.PERSON, 0.97, 0.99);
    reaches(AFTER, Level.FLAT, 0.68, 0.9);
    reaches(AFTER, Level.LIST, 0.64, 0.84);
    reaches(AFTER, Level.NESTED, 0.61, 0.88);
    reaches(NAMES, Level.PERSON, 0.93, 0.96);
  }

  @Test
  void accuracy_bothSetsOfCases_isNoMoreThanWasMeasured() {
    Matcher claimed = CLAIM.matcher(EmbeddedProvider.ACCURACY);

    assertThat(claimed.matches()).isTrue();
    assertThat(both(Figures::exact)).isGreaterThanOrEqualTo(Integer.parseInt(claimed.group(1)));
    assertThat(both(Figures::cases)).isEqualTo(Integer.parseInt(claimed.group(2)));
    assertThat(both(Figures::right)).isGreaterThanOrEqualTo(Integer.parseInt(claimed.group(3)));
    assertThat(both(Figures::fields)).isEqualTo(Integer.parseInt(claimed.group(4)));
  }

  private static int both(ToIntFunction<Figures> figure) {
    return figure.applyAsInt(BEFORE.figures(Level.ALL))
        + figure.applyAsInt(AFTER.figures(Level.ALL));
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
