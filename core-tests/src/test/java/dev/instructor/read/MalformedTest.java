package dev.instructor.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.JsonSchema;
import dev.instructor.shared.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The corpus of messy answers: how many are read exactly right, by category, and that none is made
 * up that cannot be read.
 */
class MalformedTest {
  private static final double FLOOR = 0.98;
  private static final Json UNRECOVERABLE = Json.of("unrecoverable");

  /** Only the finish reason can tell what is right. */
  private static final Json EITHER = Json.of("either");

  private record Score(int right, int all) {
    static final Score NONE = new Score(0, 0);

    Score plus(boolean isRight) {
      return new Score(right + (isRight ? 1 : 0), all + 1);
    }

    double share() {
      return (double) right / all;
    }

    @Override
    public String toString() {
      return "%d of %d, %d %%".formatted(right, all, Math.round(100 * share()));
    }
  }

  @Test
  void corpus_isReadRight() throws IOException {
    Map<String, Score> scores = new TreeMap<>();
    Score total = Score.NONE;
    List<String> wrong = new ArrayList<>();
    List<String> madeUp = new ArrayList<>();
    for (String line : Files.readAllLines(SharedData.path("malformed/cases.jsonl"))) {
      JsonObject corpus = Json.parse(line).asObject().orElseThrow();
      Json expected = corpus.get("expected").orElseThrow();
      if (expected.equals(EITHER)) {
        continue;
      }
      String id = corpus.text("id").orElseThrow();
      JsonSchema schema = JsonSchema.of(corpus.object("schema").orElseThrow());
      Reading.Result result = Reading.of(schema).read(corpus.text("raw").orElseThrow());
      boolean hopeless = expected.equals(UNRECOVERABLE);
      boolean right =
          result.isValid() ? result.value().filter(expected::sameAs).isPresent() : hopeless;
      if (!right) {
        wrong.add(id);
      }
      if (hopeless && result.isValid()) {
        madeUp.add(id);
      }
      total = total.plus(right);
      scores.merge(
          corpus.text("category").orElseThrow(),
          Score.NONE.plus(right),
          (sum, one) -> sum.plus(right));
    }
    scores.forEach((category, score) -> System.out.println(category + ": " + score));
    System.out.println("all: " + total + "; wrong: " + wrong);

    assertThat(madeUp).isEmpty();
    assertThat(total.share()).as("%s; wrong: %s", total, wrong).isGreaterThanOrEqualTo(FLOOR);
  }
}
