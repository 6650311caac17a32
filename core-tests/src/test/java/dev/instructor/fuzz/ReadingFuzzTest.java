package dev.instructor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.LenientJson;
import dev.instructor.json.LenientJson.Candidate;
import dev.instructor.read.Reading;
import dev.instructor.schema.JsonSchema;
import java.util.List;
import java.util.Optional;

/** What holds of the reading of any text whatever. */
class ReadingFuzzTest {
  private static final List<JsonSchema> SCHEMAS =
      List.of(FuzzSchemas.ANYTHING, FuzzSchemas.PERSON, FuzzSchemas.NUMBERS, FuzzSchemas.TREE);

  @FuzzTest
  void read_anyText_endsWithAValueOfTheSchemaOrWithProblems(byte[] data) {
    String text = FuzzText.of(data);
    Optional<Json> strict = strict(text);

    for (Candidate candidate : LenientJson.search(text).candidates()) {
      // Every value is one that can be written and read again.
      assertThat(Json.parse(candidate.value().toString())).isEqualTo(candidate.value());
      strict.ifPresent(
          value -> assertThat(candidate).isEqualTo(new Candidate(value, List.of(), false)));
    }
    for (JsonSchema schema : SCHEMAS) {
      Reading.Result result = Reading.of(schema).read(text);
      assertThat(result.isValid())
          .isEqualTo(result.value().isPresent() && result.problems().isEmpty());
      if (result.isValid()) {
        assertThat(schema.check(result.value().orElseThrow())).isEmpty();
      } else {
        assertThat(result.problems()).isNotEmpty();
      }
      if (strict.isPresent() && schema.check(strict.orElseThrow()).isEmpty()) {
        assertThat(result.value()).isEqualTo(strict);
        assertThat(result.repairs()).isEmpty();
      }
    }
  }

  private static Optional<Json> strict(String text) {
    try {
      return Optional.of(Json.parse(text));
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }
}
