package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What becomes of each part of a schema. */
class AnswerTest {
  @Test
  void send_emailFormat_takesWhatLooksLikeOne() {
    assertThat(
            answer(
                "'name': {'type': 'string'}, 'age': {'type': 'integer'},"
                    + " 'email': {'type': 'string', 'format': 'email'}",
                "Jason is 25, email: jason@example.com"))
        .hasToString("{\"name\":\"Jason\",\"age\":25,\"email\":\"jason@example.com\"}");
  }

  @Test
  void send_valueNotInText_isNullOrLeftOut() {
    JsonObject schema =
        Requests.schema(
            """
            {'type': 'object', 'required': ['name', 'phone'], 'properties': {
              'name': {'type': 'string'}, 'phone': {'type': ['string', 'null']},
              'email': {'type': 'string', 'format': 'email'}}}""");

    assertThat(Requests.answer(schema, "Jason is 25"))
        .hasToString("{\"name\":\"Jason\",\"phone\":null}");
  }

  @Test
  void send_requiredNumberNotInText_isLeftOut() {
    assertThat(
            answer(
                "'name': {'type': 'string'}, 'age': {'type': 'integer'}",
                "My name is Jason and I like to swim."))
        .hasToString("{\"name\":\"Jason\"}");
  }

  @Test
  void send_numberBeyondMaximum_isNotReplacedByAnyOther() {
    assertThat(
            answer(
                "'name': {'type': 'string'}, 'age': {'type': 'integer', 'maximum': 150}",
                "Jason is 200 years old and has 3 cats"))
        .hasToString("{\"name\":\"Jason\"}");
  }

  @Test
  void send_pattern_takesTheBestThatMatches() {
    assertThat(
            answer(
                "'code': {'type': 'string', 'pattern': '^[A-Z]{3}-[0-9]{4}$'}",
                "The order code is ABC-1234, please."))
        .hasToString("{\"code\":\"ABC-1234\"}");
  }

  @Test
  void send_dateFormat_answersInIsoForm() {
    assertThat(
            answer(
                "'due': {'type': 'string', 'format': 'date'}", "It must be paid by March 3, 2025."))
        .hasToString("{\"due\":\"2025-03-03\"}");
  }

  @Test
  void send_enumOfConstants_answersTheConstant() {
    assertThat(
            answer(
                "'status': {'enum': ['IN_PROGRESS', 'DONE']}, 'level': {'enum': [1, 2, 3]}",
                "The task is done, level 2"))
        .hasToString("{\"status\":\"DONE\",\"level\":2}");
  }

  @Test
  void send_enumOfThousands_takesTheOneInTheText() {
    StringBuilder options = new StringBuilder("'option 0'");
    for (int i = 1; i < 2_000; i++) {
      options.append(", 'option ").append(i).append('\'');
    }

    assertThat(answer("'choice': {'enum': [" + options + "]}", "I take option 1777, thanks"))
        .hasToString("{\"choice\":\"option 1777\"}");
  }

  @Test
  void send_constant_isAnsweredAsItStands() {
    assertThat(answer("'kind': {'const': 'card'}", "anything")).hasToString("{\"kind\":\"card\"}");
  }

  @Test
  void send_listOfScalars_answersInTheOrderOfTheText() {
    assertThat(
            answer(
                "'scores': {'type': 'array', 'items': {'type': 'integer'}}",
                "Her scores were 25, 31 and 47."))
        .hasToString("{\"scores\":[25,31,47]}");
  }

  @Test
  void send_listNotInText_isEmpty() {
    assertThat(
            answer(
                "'ages': {'type': 'array', 'items': {'type': 'integer'}}", "There is none of it."))
        .hasToString("{\"ages\":[]}");
  }

  @Test
  void send_listOfObjects_answersRows() {
    assertThat(
            answer(
                "'items': {'type': 'array', 'items': {'type': 'object', 'required': ['name', 'age'],"
                    + " 'properties': {'name': {'type': 'string'}, 'age': {'type': 'integer'}}}}",
                "Leo (7) and Mia (4) came."))
        .hasToString("{\"items\":[{\"name\":\"Leo\",\"age\":7},{\"name\":\"Mia\",\"age\":4}]}");
  }

  @Test
  void send_nestedObject_isFilledIn() {
    assertThat(
            answer(
                "'address': {'type': 'object', 'required': ['street', 'city'],"
                    + " 'properties': {'street': {'type': 'string'}, 'city': {'type': 'string'}}}",
                "He lives at 4 Elm Street, Boston"))
        .hasToString("{\"address\":{\"street\":\"4 Elm Street\",\"city\":\"Boston\"}}");
  }

  @Test
  void send_unionOfObjects_choosesOneAndFillsItIn() {
    JsonObject schema =
        Requests.schema(
            """
            {'anyOf': [
              {'type': 'object', 'required': ['kind', 'number'],
               'properties': {'kind': {'const': 'card'}, 'number': {'type': 'string'}}},
              {'type': 'object', 'required': ['kind', 'iban'],
               'properties': {'kind': {'const': 'transfer'}, 'iban': {'type': 'string'}}}]}""");

    assertThat(Requests.answer(schema, "I paid by card 4242."))
        .hasToString("{\"kind\":\"card\",\"number\":\"4242\"}");
  }

  @Test
  void send_recursiveSchema_staysFinite() {
    JsonObject schema =
        Requests.schema(
            """
            {'$ref': '#/$defs/node', '$defs': {'node': {'type': 'object', 'required': ['name'],
              'properties': {'name': {'type': 'string'}, 'child': {'$ref': '#/$defs/node'}}}}}""");

    assertThat(Requests.answer(schema, "Tom moved to Leeds in May"))
        .hasToString("{\"name\":\"Tom\"}");
  }

  @Test
  void send_longText_readsBeyondOneWindow() {
    String text =
        "Nothing of note happened on that day, and the next was no better. ".repeat(60)
            + "Jason Bourne is 25 years old.";

    assertThat(answer("'name': {'type': 'string'}, 'age': {'type': 'integer'}", text))
        .hasToString("{\"name\":\"Jason Bourne\",\"age\":25}");
  }

  private static Json answer(String properties, String text) {
    return Requests.answer(Requests.object(properties), text);
  }
}
