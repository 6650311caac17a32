package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the schema does not allow is never answered, and what it asks for is normalised. */
class RulesTest {

  /**
   * Of all the candidates one alone is allowed, so that it does not matter what the model likes.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "age|{'type': 'integer', 'minimum': 40}|The ages are 25, 31 and 47.|47",
        "age|{'type': 'integer', 'maximum': 26}|The age is 25, 31 or 47.|25",
        "age|{'type': 'integer', 'exclusiveMinimum': 25, 'exclusiveMaximum': 47}|The ages are 25, 31"
            + " and 47.|31",
        "age|{'type': 'integer', 'multipleOf': 31}|The ages are 25, 31 and 47.|31",
        "value|{'type': 'number', 'multipleOf': 0.25}|It is 1.3, 1.75 or 1.8.|1.75",
        "value|{'type': 'integer'}|It weighs 2.5 or 3 or 4.75 kilos.|3",
        "share|{'type': 'number', 'minimum': 0, 'maximum': 1}|The share is 53% of it.|0.53",
        "share|{'type': 'number', 'maximum': 100}|The share is 53% of it.|53",
        "value|{'type': 'number'}|The price is $1,234.50 in all.|1234.50",
        "value|{'type': 'number'}|The price is EUR 85 in all.|85",
        "age|{'type': 'integer'}|The age is twenty-five.|25",
        "count|{'type': 'integer'}|The count is two dozen.|24",
        "population|{'type': 'integer'}|The population is 1.2 million.|1200000",
        "count|{'type': 'integer'}|The count is 12k.|12000",
        "word|{'type': 'string', 'minLength': 12}|The word is a Konstantinopel or b.|\"Konstantinopel\"",
        "value|{'type': 'string', 'pattern': '^[A-Z]{2}[0-9]{3}$'}|The code is of AB123, not C4."
            + "|\"AB123\"",
        "value|{'type': 'string', 'format': 'date'}|It is due on March 3rd, 2024.|\"2024-03-03\"",
        "value|{'type': 'string', 'format': 'date-time'}|It begins at 2024-03-03T10:00Z."
            + "|\"2024-03-03T10:00:00Z\"",
        "value|{'type': 'string', 'format': 'time'}|It begins at 10:30Z.|\"10:30:00Z\"",
        "value|{'type': 'string', 'format': 'email'}|Write to Jo (jo@example.com).|\"jo@example.com\"",
        "value|{'type': 'string', 'format': 'uri'}|See https://example.com/a now.|\"https://example.com/a\"",
        "value|{'type': 'string', 'format': 'ipv4'}|The host is 10.0.0.1 now.|\"10.0.0.1\"",
        "value|{'enum': ['red', 'green']}|The colour is red.|\"red\"",
      })
  void send_oneAllowedCandidate_isTaken(String name, String schema, String text, String expected) {
    assertThat(Requests.answer(Requests.object("'" + name + "': " + schema), text))
        .hasToString("{\"" + name + "\":" + expected + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type': 'integer', 'minimum': 100}|The ages are 25, 31 and 47.",
        "{'type': 'integer', 'multipleOf': 7}|The ages are 25, 31 and 47.",
        "{'type': 'string', 'pattern': '^[0-9]{9}$'}|The ages are 25, 31 and 47.",
        "{'type': 'string', 'minLength': 1000}|The ages are 25, 31 and 47.",
        "{'type': 'string', 'format': 'date'}|It is due in March.",
      })
  void send_noAllowedCandidate_isLeftOutOrNull(String schema, String text) {
    JsonObject required = Requests.object("'value': " + schema);
    JsonObject nullable = Requests.object("'value': {'anyOf': [" + schema + ", {'type': 'null'}]}");

    assertThat(Requests.answer(required, text)).hasToString("{}");
    assertThat(Requests.answer(nullable, text)).hasToString("{\"value\":null}");
  }

  @Test
  void send_lists_keepToTheirLimits() {
    String ages = "'type': 'array', 'items': {'type': 'integer', 'minimum': 10}";
    String text = "The ages are 25, 3, 25, 31 and 47.";

    assertThat(items("{" + ages + ", 'maxItems': 2}", text)).isLessThanOrEqualTo(2);
    assertThat(Requests.answer(Requests.object("'ages': {" + ages + "}"), text).toString())
        .doesNotContain("3,");
  }

  private static int items(String list, String text) {
    return Requests.answer(Requests.object("'ages': " + list), text)
        .at("/ages")
        .flatMap(Json::asArray)
        .orElseThrow()
        .items()
        .size();
  }

  @Test
  void send_map_staysEmpty() {
    JsonObject schema =
        Requests.object("'ages': {'type': 'object', 'additionalProperties': {'type': 'integer'}}");

    assertThat(Requests.answer(schema, "Leo is 7.")).hasToString("{\"ages\":{}}");
  }

  @Test
  void send_hugeNumbersInTheSchema_answers() {
    JsonObject schema =
        Requests.object(
            "'age': {'type': 'integer', 'multipleOf': 1e-999999999, 'maximum': 1e999999999},"
                + " 'name': {'type': 'string', 'maxLength': 1e999999999}");

    assertThat(Requests.answer(schema, "Leo is 7.").at("/age")).contains(Json.of(7));
  }
}
