package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, an answer comes out. */
class HostileInputTest {
  private static final JsonObject SCHEMA =
      Requests.object(
          "'name': {'type': 'string'}, 'age': {'type': ['integer', 'null']}, 'tags': {'type':"
              + " 'array', 'items': {'type': 'string'}}, 'mood': {'enum': ['good', 'bad']}, 'mail':"
              + " {'type': 'string', 'format': 'email'}, 'due': {'type': 'string', 'format':"
              + " 'date-time'}");

  static Stream<String> texts() {
    return Stream.of(
        "",
        " ",
        "\n\n\t",
        "?",
        "🎉👩‍👩‍👧 \uD83D \uDC00",
        "日本語のテキスト、三十歳。",
        "\u0000\u0001\uFFFF",
        "{\"name\": \"Jason\", \"age\": 25}",
        "((((((((((((((((",
        "a".repeat(700),
        "st".repeat(350),
        "1".repeat(700),
        "a@".repeat(350),
        "😀".repeat(350),
        "1,".repeat(350),
        "one hundred and ".repeat(40));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void send_oddText_answersWithAnObject(String text) {
    Json answer = Requests.answer(SCHEMA, text);

    assertThat(answer.asObject()).isPresent();
    assertThat(answer.at("/tags").flatMap(Json::asArray)).isPresent();
  }

  @Test
  void send_hundredKilobytes_answersWithWhatTheBeginningSays() {
    Json answer =
        Requests.answer(
            Requests.object("'name': {'type': 'string'}, 'age': {'type': 'integer'}"),
            "Jason is 25 years old. ".repeat(4_500));

    assertThat(answer).hasToString("{\"name\":\"Jason\",\"age\":25}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'type': 'string'}",
        "{'type': 'array'}",
        "{'type': 'array', 'items': {'type': 'array', 'items': {'type': 'string'}}}",
        "{'type': 'null'}",
        "{'type': 7, 'properties': [], 'items': 3, 'enum': {}, 'required': 'x', 'anyOf': [1, true]}",
        "{'$ref': '#'}",
        "{'$ref': '#/nowhere'}",
        "{'$ref': 'https://example.com/schema'}",
        "{'$defs': {'a': {'$ref': '#/$defs/b'}, 'b': {'$ref': '#/$defs/a'}}, '$ref': '#/$defs/a'}",
        "{'anyOf': [{'$ref': '#'}, {'$ref': '#'}, {'$ref': '#'}]}",
        "{'allOf': [{'$ref': '#'}, {'$ref': '#'}]}",
        "{'enum': []}",
        "{'enum': [[1], {'a': 2}]}",
        "{'type': 'object', 'properties': {'': {'type': 'string'}, 'имя': {'type': 'string'}}}",
        "{'type': 'object', 'properties': {'a': true, 'b': false, 'c': null}}",
        "{'type': 'object', 'additionalProperties': {'type': 'integer'}}",
        "{'type': 'string', 'pattern': '(((('}",
        "{'type': 'string', 'pattern': '(a+)+$', 'minLength': 1e9, 'maxLength': -4}",
        "{'type': 'integer', 'minimum': 'x', 'maximum': 1e400}",
        "{'type': 'array', 'maxItems': -1, 'items': {'type': 'string'}}",
      })
  void send_oddSchema_answers(String schema) {
    JsonObject odd = Requests.schema(schema);

    assertThatCode(() -> Requests.answer(odd, "Jason is 25, " + "a".repeat(60) + "!"))
        .doesNotThrowAnyException();
  }

  @Test
  void send_threeHundredProperties_answers() {
    JsonObject.Builder properties = Json.object();
    for (int i = 0; i < 300; i++) {
      properties.put("field" + i, Requests.schema("{'type': 'string'}"));
    }

    assertThat(Requests.answer(Requests.object(properties.build()), "Jason is 25").asObject())
        .isPresent();
  }
}
