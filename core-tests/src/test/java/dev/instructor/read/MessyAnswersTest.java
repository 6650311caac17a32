package dev.instructor.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.PartialJson;
import dev.instructor.json.PartialJsonParser;
import dev.instructor.schema.JsonSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messy answers with what they say, and texts beside them that only look so. */
class MessyAnswersTest {
  private static final Json UNRECOVERABLE = Json.of("unrecoverable");

  /** One answer; it goes by its number and category alone. */
  record Answer(JsonObject all) {
    String raw() {
      return all.text("raw").orElseThrow();
    }

    @Override
    public String toString() {
      return all.text("id").orElseThrow() + " " + all.text("category").orElseThrow();
    }
  }

  static List<Answer> answers() throws IOException {
    try (InputStream lines = MessyAnswersTest.class.getResourceAsStream("messy.jsonl")) {
      assertThat(lines).isNotNull();
      return new String(lines.readAllBytes(), UTF_8)
          .lines()
          .map(line -> new Answer(Json.parse(line).asObject().orElseThrow()))
          .toList();
    }
  }

  static Stream<Answer> truncated() throws IOException {
    return answers().stream().filter(answer -> answer.all().get("expected_partial").isPresent());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void read_messyAnswer_isWhatACarefulReaderSees(Answer answer) {
    Json expected = answer.all().get("expected").orElseThrow();
    JsonSchema schema = JsonSchema.of(answer.all().object("schema").orElseThrow());

    Reading.Result result = Reading.of(schema).read(answer.raw());

    if (expected.equals(UNRECOVERABLE)) {
      assertThat(result.isValid()).isFalse();
    } else {
      assertThat(result.problems()).isEmpty();
      assertThat(result.value()).hasValueSatisfying(v -> assertThat(v.sameAs(expected)).isTrue());
    }
  }

  @ParameterizedTest
  @MethodSource("truncated")
  void feed_truncatedAnswer_showsWhatIsSure(Answer answer) {
    Optional<Json> expected = answer.all().get("expected_partial");
    for (int size = 1; size <= answer.raw().length(); size = size * 3 + 1) {
      PartialJsonParser parser = new PartialJsonParser(Set.of("object", "array"));
      for (int at = 0; at < answer.raw().length(); at += size) {
        parser.feed(answer.raw().substring(at, Math.min(answer.raw().length(), at + size)));
      }

      assertThat(parser.value().map(PartialJson::json)).isEqualTo(expected);
    }
  }
}
