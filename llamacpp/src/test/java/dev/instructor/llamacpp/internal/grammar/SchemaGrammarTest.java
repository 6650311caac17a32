package dev.instructor.llamacpp.internal.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaGrammarTest {
  private static JsonObject schema(String text) {
    return Json.parse(text).asObject().orElseThrow();
  }

  /** Asks both the grammar as it was made and as the engine reads it. */
  private static boolean accepts(String schema, String value) {
    Grammar grammar = SchemaGrammar.of(schema(schema));
    boolean accepted = grammar.accepts(value);
    assertThat(GbnfReader.read(grammar.gbnf()).accepts(value)).isEqualTo(accepted);
    return accepted;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // schema | accepted | refused
        "{\"type\":\"boolean\"} | true | True",
        "{\"type\":\"null\"} | null | \"null\"",
        "{\"type\":\"integer\"} | -120 | 1.5",
        "{\"type\":\"integer\"} | 0 | 012",
        "{\"type\":\"integer\"} | 9223372036854775807 | 1e3",
        "{\"type\":\"number\"} | -1.5e-10 | .5",
        "{\"type\":\"number\",\"minimum\":0} | 0.25 | -0.25",
        "{\"type\":\"integer\",\"minimum\":18,\"maximum\":120} | 18 | 17",
        "{\"type\":\"integer\",\"minimum\":18,\"maximum\":120} | 120 | 121",
        "{\"type\":\"integer\",\"minimum\":18,\"maximum\":120} | 99 | 200",
        "{\"type\":\"integer\",\"minimum\":-5,\"maximum\":5} | -5 | -6",
        "{\"type\":\"integer\",\"minimum\":-5,\"maximum\":5} | 0 | -0",
        "{\"type\":\"integer\",\"maximum\":-10} | -10 | -9",
        "{\"type\":\"integer\",\"exclusiveMinimum\":0} | 1 | 0",
        "{\"type\":\"integer\",\"minimum\":0.5,\"exclusiveMaximum\":3} | 2 | 3",
        "{\"type\":\"string\"} | \"a\\\"\\u00e9\uD83D\uDE00\" | \"a\"b\"",
        "{\"type\":\"string\",\"minLength\":2,\"maxLength\":3} | \"abc\" | \"a\"",
        "{\"type\":\"string\",\"minLength\":2,\"maxLength\":3} | \"a\uD83D\uDE00\" | \"abcd\"",
        "{\"type\":\"string\",\"format\":\"date\"} | \"2024-02-29\" | \"2024-13-01\"",
        "{\"type\":\"string\",\"format\":\"time\"} | \"23:59:59Z\" | \"24:00:00Z\"",
        "{\"type\":\"string\",\"format\":\"date-time\"} | \"2024-02-29T08:00:00.5+01:00\" | \"2024-02-29\"",
        "{\"type\":\"string\",\"format\":\"uuid\"} | \"f81d4fae-7dec-11d0-A765-00a0c91e6bf6\" | \"f81d4fae\"",
        "{\"type\":\"string\",\"format\":\"email\"} | \"j.o'neil+x@mail.example.com\" | \"jason at example.com\"",
        "{\"type\":\"string\",\"format\":\"ipv4\"} | \"10.0.255.1\" | \"10.0.256.1\"",
        "{\"enum\":[\"RED\",\"REDDISH\",\"\",1,null,{\"a\":[1]}]} | \"REDDISH\" | \"REDD\"",
        "{\"enum\":[\"RED\",\"REDDISH\",\"\",1,null,{\"a\":[1]}]} | {\"a\":[1]} | {}",
        "{\"enum\":[\"RED\",\"REDDISH\",\"\",1,null,{\"a\":[1]}]} | \"\" | 11",
        "{\"const\":\"é\"} | \"é\" | \"e\"",
        "{\"type\":[\"string\",\"null\"]} | null | 1",
        "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]} | 7 | \"7\"",
        "{\"oneOf\":[{\"const\":1},{\"const\":2}]} | 2 | 3",
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}} | [ 1, 2] | [1,]",
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}} | [] | [1 2]",
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":2,\"maxItems\":3} | [1,2,3] | [1]",
        "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":2,\"maxItems\":3} | [1,2] | [1,2,3,4]",
        "{\"type\":\"array\",\"maxItems\":0} | [] | [1]",
        "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"integer\"},{\"type\":\"string\"}],\"minItems\":2} | [1,\"a\"] | [1]",
        "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"integer\"}],\"items\":{\"type\":\"null\"}} | [1,null,null] | [null]",
        "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"integer\"}],\"items\":{\"type\":\"null\"}} | [] | [1,1]",
        "{\"type\":\"object\"} | {\"any\": [1,{\"b\":null}]} | []",
        "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false} | {} | {\"a\":1}",
        "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}} | {\"a\":1,\"b\":2} | {\"a\":\"1\"}",
        "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"},\"minProperties\":1,\"maxProperties\":2} | {\"a\":1} | {}",
        "{\"type\":\"object\",\"propertyNames\":{\"enum\":[\"A\",\"B\"]},\"additionalProperties\":{\"type\":\"integer\"}} | {\"B\":1} | {\"C\":1}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},\"additionalProperties\":{\"type\":\"null\"}} | {\"a\":1,\"ab\":null} | {\"a\":1,\"a\":null}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},\"additionalProperties\":{\"type\":\"null\"}} | {\"b\":null,\"\":null} | {\"b\":1}",
        "{\"$defs\":{\"N\":{\"type\":\"integer\"}},\"$ref\":\"#/$defs/N\"} | 5 | x",
        "{\"allOf\":[{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1}},\"required\":[\"a\"]},{\"properties\":{\"b\":{\"const\":2}},\"required\":[\"b\"]}]} | {\"a\":1,\"b\":2} | {\"a\":1}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1}},\"required\":[\"a\"],\"anyOf\":[{\"properties\":{\"b\":{\"const\":2}},\"required\":[\"b\"]},{}]} | {\"a\":1} | {\"b\":2}",
        "{} | {\"a\":[true,1.5,\"x\"]} | nothing",
      })
  void schema_acceptsWhatKeepsToIt_andNothingElse(String schema, String accepted, String refused) {
    assertThat(accepts(schema, accepted)).as(accepted).isTrue();
    assertThat(accepts(schema, refused)).as(refused).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "^[A-Z]{2}\\d{3}$ ; AB123 ; AB12",
        "^(?:a|bc)+$ ; abcbca ; abb",
        "^[^\"a-c]*$ ; xyz ; xay",
        "^\\w+@\\w+\\.(com|org)$ ; a_1@b.org ; a@b.net",
        "b ; abc ; axc",
        "^a|b$ ; xb ; xa",
        "^\\S+( \\S+)?$ ; a b ; a b c",
        "^.{0,2}$ ; ab ; abc",
        "^a?b+?c*$ ; bb ; aabb",
        "^[\\d-]+$ ; 1-2 ; a",
        "^(?<year>[0-9]{4})-x$ ; 2024-x ; 24-x",
        "^\\x41\\u0042$ ; AB ; ab",
        "^[A-Za-z0-9_]{3,}$ ; abcd ; ab",
      })
  void pattern_acceptsWhatItMatches(String pattern, String accepted, String refused) {
    String schema = Json.object().put("type", "string").put("pattern", pattern).build().toString();

    assertThat(accepts(schema, Json.of(accepted).toString())).as(accepted).isTrue();
    assertThat(accepts(schema, Json.of(refused).toString())).as(refused).isFalse();
  }

  @Test
  void pattern_ofCharactersThatJsonEscapes_acceptsThemEscaped() {
    String schema =
        Json.object().put("type", "string").put("pattern", "^[\"\\\\\\n]a\"$").build().toString();

    assertThat(accepts(schema, "\"\\na\\\"\"")).isTrue();
    assertThat(accepts(schema, "\"\\\\a\\\"\"")).isTrue();
    assertThat(accepts(schema, "\"\na\\\"\"")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(?=a)b$",
        "(a)\\1",
        "\\bword\\b",
        "\\p{L}",
        "^a{2000}$",
        "a**",
        "(",
        "[",
        "a{",
        "^^",
        "(?i)a",
        "a++",
        "\\",
        "[z-a]"
      })
  void pattern_thatAGrammarCannotSay_allowsAnyString(String pattern) {
    String schema = Json.object().put("type", "string").put("pattern", pattern).build().toString();

    assertThat(accepts(schema, "\"anything\"")).isTrue();
    assertThat(accepts(schema, "1")).isFalse();
  }

  @Test
  void object_acceptsPropertiesInOrder_requiredOnesAlways_optionalOnesOrNot() {
    String schema =
        """
        {"type":"object","properties":{"a":{"const":1},"b":{"const":2},"c":{"const":3},"d":{"const":4}},
         "required":["c"],"additionalProperties":false}""";

    assertThat(
            List.of(
                "{\"c\":3}",
                "{\"a\":1,\"c\":3}",
                "{\"b\":2,\"c\":3}",
                "{\"a\":1, \"b\":2,\n  \"c\":3, \"d\": 4 }"))
        .allMatch(value -> accepts(schema, value));
    assertThat(
            List.of(
                "{}",
                "{\"a\":1}",
                "{\"c\":3,\"a\":1}",
                "{\"c\":3,}",
                "{,\"c\":3}",
                "{\"a\":1,\"a\":1,\"c\":3}"))
        .noneMatch(value -> accepts(schema, value));
  }

  @Test
  void object_ofOptionalPropertiesAlone_canBeEmpty() {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1},\"b\":{\"const\":2}}}";

    assertThat(List.of("{}", "{\"a\":1}", "{\"b\":2}", "{\"a\":1,\"b\":2}"))
        .allMatch(value -> accepts(schema, value));
    assertThat(accepts(schema, "{\"b\":2,\"a\":1}")).isFalse();
  }

  @Test
  void recursion_isFollowedToAnyDepth() {
    String schema =
        """
        {"$defs":{"Node":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]}},
         "required":["next"]}},"$ref":"#/$defs/Node"}""";

    assertThat(accepts(schema, "{\"next\":".repeat(200) + "null" + "}".repeat(200))).isTrue();
    assertThat(accepts(schema, "{\"next\":{}}")).isFalse();
  }

  @Test
  void anyObject_acceptsObjectsAlone() {
    Grammar grammar = SchemaGrammar.anyObject();

    assertThat(grammar.accepts("{\"a\": {\"b\": [1, 2]}}")).isTrue();
    assertThat(grammar.accepts("[1]")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"enum\":[]}",
        "{\"type\":\"object\",\"properties\":{\"a\":false},\"required\":[\"a\"]}",
        "{\"type\":\"integer\",\"minimum\":2,\"maximum\":1}",
        "{\"type\":\"array\",\"items\":{\"$ref\":\"#\"},\"minItems\":1}",
        "{\"$ref\":\"#\"}",
        "{\"type\":\"string\",\"minLength\":3,\"maxLength\":2}",
      })
  void schemaThatNothingKeepsTo_isRefused(String schema) {
    assertThatThrownBy(() -> SchemaGrammar.of(schema(schema)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("No JSON value of finite size");
  }

  @Test
  void referenceToItselfAtOnce_isRefused() {
    String schema =
        "{\"$defs\":{\"A\":{\"anyOf\":[{\"$ref\":\"#/$defs/A\"},{\"type\":\"null\"}]}},\"$ref\":\"#/$defs/A\"}";

    assertThatThrownBy(() -> SchemaGrammar.of(schema(schema)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("refers to itself");
  }

  @Test
  void hugeEnum_isRefusedWithWhatToDo() {
    String values =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "\"value-" + i * 7919L + "\"")
            .collect(Collectors.joining(","));

    assertThatThrownBy(() -> SchemaGrammar.of(schema("{\"enum\":[" + values + "]}")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("fewer enum values");
  }

  @Test
  void hugeBounds_areLeftToTheCheck() {
    String schema =
        "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"maxLength\":1000000000},\"minItems\":100000,\"maxItems\":1e99}";

    String gbnf = SchemaGrammar.of(schema(schema)).gbnf();

    assertThat(gbnf.length()).isLessThan(2_000);
    assertThat(gbnf).doesNotContain("1000000000");
  }

  @Test
  void deepNesting_allowsAnyValueBelow() {
    String deep = "{\"type\":\"array\",\"items\":".repeat(150) + "{}" + "}".repeat(150);

    assertThat(accepts(deep, "[".repeat(70) + "]".repeat(70))).isTrue();
    assertThat(accepts(deep, "{}")).isFalse();
    assertThat(SchemaGrammar.of(schema(deep)).gbnf().length()).isLessThan(20_000);
  }

  @Test
  void strangeBounds_areReadInNoTime() {
    assertThat(
            accepts("{\"type\":\"integer\",\"minimum\":1e-999999999,\"maximum\":1e999999999}", "5"))
        .isTrue();
    assertThat(accepts("{\"type\":\"string\",\"maxLength\":1e-999999999}", "\"\"")).isTrue();
  }

  @Test
  void grammar_isAscii() {
    String gbnf =
        SchemaGrammar.of(
                schema(
                    "{\"type\":\"object\",\"properties\":{\"grüße \uD83D\uDE00\\n\\\"\":{\"const\":\"ß\"}}}"))
            .gbnf();

    assertThat(gbnf).matches("[\\n -~]+");
  }
}
