package dev.instructor.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.PartialJson;
import dev.instructor.json.PartialJsonParser;
import dev.instructor.shared.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The corpus of messy answers: what is shown of those that are cut off. */
class ExpectedPartialTest {

  @Test
  void corpus_truncatedAnswers_showWhatIsSure() throws IOException {
    int cases = 0;
    for (String line : Files.readAllLines(SharedData.path("malformed/cases.jsonl"))) {
      JsonObject corpus = Json.parse(line).asObject().orElseThrow();
      Optional<Json> expected = corpus.get("expected_partial");
      if (expected.isPresent()) {
        cases++;
        String raw = corpus.text("raw").orElseThrow();
        for (int size = 1; size <= raw.length(); size = size * 3 + 1) {
          PartialJsonParser parser = new PartialJsonParser(Set.of("object", "array"));
          for (int at = 0; at < raw.length(); at += size) {
            parser.feed(raw.substring(at, Math.min(raw.length(), at + size)));
          }
          assertThat(shown(parser)).as(corpus.text("id").orElseThrow()).isEqualTo(expected);
          parser.end();
          assertThat(shown(parser)).as(corpus.text("id").orElseThrow()).isEqualTo(expected);
        }
      }
    }
    assertThat(cases).isPositive();
  }

  private static Optional<Json> shown(PartialJsonParser parser) {
    return parser.value().map(PartialJson::json);
  }
}
