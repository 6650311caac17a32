package dev.instructor.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.instructor.json.Json;
import dev.instructor.schema.JsonSchema;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Large and hostile values end soon, whatever the schema makes them try. */
class HostileValueTest {
  /** Quadratic time would take minutes; a loaded machine gets its time. */
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final JsonSchema TREE =
      JsonSchema.parse(
          "{\"$ref\":\"#/$defs/T\",\"$defs\":{\"T\":{\"type\":\"object\",\"properties\":{"
              + "\"v\":{\"type\":\"integer\"},\"next\":{\"anyOf\":[{\"$ref\":\"#/$defs/T\"},"
              + "{\"$ref\":\"#/$defs/U\"},{\"type\":\"null\"}]},\"all\":{\"type\":\"array\","
              + "\"items\":{\"$ref\":\"#/$defs/T\"}}},\"required\":[\"v\"]},"
              + "\"U\":{\"type\":\"object\",\"properties\":{\"w\":{\"type\":\"integer\"},"
              + "\"next\":{\"anyOf\":[{\"$ref\":\"#/$defs/U\"},{\"$ref\":\"#/$defs/T\"},"
              + "{\"type\":\"null\"}]}},\"required\":[\"w\"]}}}");

  private static final JsonSchema LISTS =
      JsonSchema.parse(
          "{\"$ref\":\"#/$defs/L\",\"$defs\":{\"L\":{\"anyOf\":[{\"type\":\"integer\"},"
              + "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/L\"}},"
              + "{\"type\":\"object\",\"properties\":{\"x\":{\"$ref\":\"#/$defs/L\"}},"
              + "\"required\":[\"x\"],\"additionalProperties\":false}]}}}");

  static Stream<JsonSchema> schemas() {
    return Stream.of(
        TREE,
        LISTS,
        JsonSchema.parse("{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}"),
        JsonSchema.parse("{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}"),
        JsonSchema.parse("{\"type\":\"string\",\"format\":\"date\"}"),
        JsonSchema.parse("{\"enum\":[\"abcdefgh\",1,true]}"));
  }

  private static List<Json> values() {
    String digits = "1".repeat(1_000_000);
    String braces = "{\"v\":".repeat(900);
    return List.of(
        Json.array(Collections.nCopies(50_000, Json.of("1 kg"))),
        Json.array(Collections.nCopies(25_000, Json.parse("{\"V\":\"1\"}"))),
        Json.array(Collections.nCopies(25_000, Json.parse("{\"w\":\"x\",\"a\":[[\"1\"]]}"))),
        Json.of(digits),
        Json.of("[" + digits + "]"),
        Json.of("[".repeat(500_000) + "]".repeat(500_000)),
        Json.of("{".repeat(500_000) + "}".repeat(500_000)),
        Json.parse(braces + "1" + "}".repeat(900)),
        Json.parse("{\"next\":".repeat(900) + "{\"v\":\"1\"}" + "}".repeat(900)),
        Json.parse("{\"v\":\"1\",\"next\":".repeat(900) + "null" + "}".repeat(900)),
        Json.parse("{\"v\":\"x\",\"next\":".repeat(900) + "null" + "}".repeat(900)),
        Json.parse("[".repeat(900) + "\"1\"" + "]".repeat(900)),
        Json.parse("[{\"x\":".repeat(90) + "\"1\"" + "}]".repeat(90)),
        nested(12));
  }

  /** Returns JSON in JSON in JSON. */
  private static Json nested(int levels) {
    Json value = Json.of("1");
    for (int i = 0; i < levels; i++) {
      value = Json.of("[" + value + "]");
    }
    return value;
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void read_hostileValue_endsSoon(JsonSchema schema) {
    for (Json value : values()) {
      Reading.Result result = assertTimeout(SOON, () -> Reading.of(schema).readValue(value));

      assertThat(result.value()).isPresent();
    }
  }
}
