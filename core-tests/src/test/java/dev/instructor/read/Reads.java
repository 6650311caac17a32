package dev.instructor.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.Repair;
import dev.instructor.schema.JsonSchema;

/** Says in one line what is read as what. */
final class Reads {
  private Reads() {}

  /** Returns the schema of an object with one required property {@code x}. */
  static JsonSchema x(String schema) {
    return JsonSchema.parse(
        "{\"type\":\"object\",\"properties\":{\"x\":%s},\"required\":[\"x\"]}".formatted(schema));
  }

  /** Returns an object with one member {@code x}. */
  static JsonObject x(Json value) {
    return Json.object().put("x", value).build();
  }

  static Reading.Result read(JsonSchema schema, Json said) {
    return Reading.of(schema).readValue(said);
  }

  /** Asserts that a value is read as another, by one liberty. */
  static void assertRead(JsonSchema schema, Json said, Repair.Kind kind, Json meant) {
    Reading.Result result = read(schema, said);

    assertThat(result.problems()).as("problems of %s", said).isEmpty();
    assertThat(result.value()).contains(meant);
    assertThat(result.repairs()).extracting(Repair::kind).contains(kind);
    // What was read fits, and so is never altered again.
    assertThat(read(schema, meant).repairs()).isEmpty();
  }

  /** Asserts that a value stays a problem, and is told as it was written. */
  static void assertProblem(JsonSchema schema, Json said) {
    Reading.Result result = read(schema, said);

    assertThat(result.problems()).as("problems of %s", said).isNotEmpty();
    assertThat(result.value()).contains(said);
    assertThat(result.repairs()).isEmpty();
  }
}
