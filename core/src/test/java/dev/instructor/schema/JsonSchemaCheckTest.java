package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaCheckTest {
  private static final String USER =
      """
      {"type":"object","properties":{
         "name":{"type":"string","minLength":1,"maxLength":5},
         "age":{"type":"integer","minimum":0,"maximum":150},
         "role":{"enum":["admin","guest"]},
         "tags":{"type":"array","items":{"type":"string"},"maxItems":2},
         "born":{"type":"string","format":"date"}},
       "required":["name","age"],"additionalProperties":false}""";

  private static List<String> told(String schema, String value) {
    return JsonSchema.parse(schema).check(Json.parse(value)).stream()
        .map(
            p ->
                p.pointer()
                    + " "
                    + p.rule()
                    + ": "
                    + p.message()
                    + p.value().map(v -> " | " + v).orElse(""))
        .toList();
  }

  @Test
  void check_validValue_tellsNothing() {
    assertThat(
            told(
                USER,
                """
                {"name":"Jason","age":25.0,"role":"admin","tags":["a"],"born":"2000-02-29"}"""))
        .isEmpty();
  }

  @Test
  void check_manyMistakes_tellsAllAtOnce() {
    assertThat(
            told(
                USER,
                """
                {"name":"Jasonson","age":151,"role":"boss","tags":["a",2,"c"],"born":"31.1.2000","x":1}"""))
        .containsExactly(
            "/name maxLength: must have at most 5 characters | \"Jasonson\"",
            "/age maximum: must be at most 150 | 151",
            "/role enum: must be one of \"admin\", \"guest\" | \"boss\"",
            "/tags/1 type: must be a string | 2",
            "/tags maxItems: must have at most 2 items | [\"a\",2,\"c\"]",
            "/born format: must be a date such as 2026-01-31 | \"31.1.2000\"",
            "/x additionalProperties: is not allowed; the properties are \"name\", \"age\", \"role\","
                + " \"tags\", \"born\" | 1");
  }

  @Test
  void check_missingRequired_pointsAtTheProperty() {
    assertThat(JsonSchema.parse(USER).check(Json.parse("{}")))
        .containsExactly(Problem.ofMissing("/name"), Problem.ofMissing("/age"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "{\"type\":\"integer\"} -> 7.5 -> must be an integer",
        "{\"type\":[\"string\",\"null\"]} -> 1 -> must be a string or null",
        "{\"type\":\"boolean\"} -> 'x' -> must be true or false",
        "{\"minimum\":1.50} -> 1.4 -> must be at least 1.50",
        "{\"exclusiveMinimum\":0} -> 0 -> must be greater than 0",
        "{\"exclusiveMaximum\":0} -> 0.0 -> must be less than 0",
        "{\"multipleOf\":0.01} -> 1.005 -> must be a multiple of 0.01",
        "{\"minLength\":1} -> '' -> must have at least 1 character",
        "{\"pattern\":\"^[A-Z]+$\"} -> 'ab' -> must match the pattern ^[A-Z]+$",
        "{\"const\":\"a\"} -> 'b' -> must be \"a\"",
        "{\"minItems\":1} -> [] -> must have at least 1 item",
        "{\"uniqueItems\":true} -> [1,1.0] -> must not have the same item twice",
        "{\"minProperties\":2} -> {} -> must have at least 2 properties",
        "{\"propertyNames\":{\"enum\":[\"A\"]}} -> {\"B\":1} -> has a name that must be one of \"A\"",
        "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]} -> true->"
            + " must match one of: a string; an integer",
        "{\"oneOf\":[{\"minimum\":1},{\"minimum\":2}]} -> 3->"
            + " must match exactly one of: a value; a value"
      })
  void check_brokenKeyword_saysWhatWouldBeRight(String schema, String value, String message) {
    String json =
        value.isEmpty() || value.matches("[a-zA-Z]+") && !value.equals("true")
            ? "\"" + value + "\""
            : value;

    assertThat(JsonSchema.parse(schema).check(Json.parse(json)))
        .extracting(Problem::message)
        .containsExactly(message);
  }

  @Test
  void check_discriminatedUnion_tellsOnlyTheMeantBranch() {
    String payment =
        """
        {"anyOf":[
          {"type":"object","properties":{"kind":{"const":"card"},"number":{"type":"string"}},
           "required":["kind","number"]},
          {"type":"object","properties":{"kind":{"const":"cash"},"amount":{"type":"number"}},
           "required":["kind","amount"]}]}""";

    assertThat(told(payment, "{\"kind\":\"cash\",\"amount\":\"5\"}"))
        .containsExactly("/amount type: must be a number | \"5\"");
    assertThat(told(payment, "{\"kind\":\"gold\"}"))
        .containsExactly("/kind enum: must be one of \"card\", \"cash\" | \"gold\"");
    assertThat(told(payment, "{\"amount\":5}"))
        .containsExactly(
            "/kind required: is required but missing, and must be one of \"card\", \"cash\"");
    assertThat(told(payment, "7"))
        .containsExactly(
            "#anyOf: must match one of: an object with \"kind\", \"number\"; an object with"
                    .replace("#", " ")
                + " \"kind\", \"amount\" | 7");
  }

  @Test
  void check_nullableObject_tellsTheObjectsProblems() {
    String schema =
        """
        {"anyOf":[{"type":"object","properties":{"a":{"type":"integer"}}},{"type":"null"}]}""";

    assertThat(told(schema, "{\"a\":\"x\"}"))
        .containsExactly("/a type: must be an integer | \"x\"");
    assertThat(told(schema, "null")).isEmpty();
  }

  @Test
  void check_untaggedUnion_tellsTheBranchWhosePropertiesFit() {
    String schema =
        """
        {"anyOf":[
          {"type":"object","properties":{"street":{"type":"string"},"zip":{"type":"string"}},
           "required":["street","zip"]},
          {"type":"object","properties":{"x":{"type":"number"},"y":{"type":"number"}},
           "required":["x","y"]}]}""";

    assertThat(told(schema, "{\"x\":1,\"y\":\"2\"}"))
        .containsExactly("/y type: must be a number | \"2\"");
  }

  @Test
  void check_recursion_reachesEveryLevel() {
    String schema =
        """
        {"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object",
          "properties":{"v":{"type":"integer"},"next":{"$ref":"#/$defs/Node"}},"required":["v"]}}}""";

    assertThat(told(schema, "{\"v\":1,\"next\":{\"v\":2,\"next\":{\"v\":\"x\"}}}"))
        .containsExactly("/next/next/v type: must be an integer | \"x\"");
  }

  @Test
  void check_nestedUntaggedUnions_takesLinearTime() {
    String schema =
        """
        {"$ref":"#/$defs/E","$defs":{"E":{"anyOf":[
          {"type":"object","properties":{"l":{"$ref":"#/$defs/E"},"a":{"type":"integer"}},"required":["a"]},
          {"type":"object","properties":{"l":{"$ref":"#/$defs/E"},"b":{"type":"integer"}},"required":["b"]},
          {"type":"object","properties":{"l":{"$ref":"#/$defs/E"},"c":{"type":"integer"}},"required":["c"]}]}}}""";
    String value = "{\"a\":1,\"b\":1,\"c\":\"x\"}";
    for (int i = 0; i < 200; i++) {
      value = "{\"l\":" + value + ",\"c\":1}";
    }
    String wrong = value.replace("\"a\":1,\"b\":1,\"c\":\"x\"", "\"c\":\"x\"");

    assertThat(told(schema, value)).isEmpty();
    assertThat(JsonSchema.parse(schema).check(Json.parse(wrong))).hasSize(1);
  }

  @Test
  void check_astralCharacters_countsCodePoints() {
    assertThat(told("{\"maxLength\":2}", "\"😀😀\"")).isEmpty();
    assertThat(told("{\"minLength\":3}", "\"😀😀\"")).hasSize(1);
  }

  @Test
  void check_hugeValue_isCut() {
    Problem problem =
        JsonSchema.parse("{\"type\":\"integer\"}").check(Json.of("😀".repeat(5_000))).get(0);

    assertThat(problem.value().orElseThrow()).hasSizeLessThanOrEqualTo(500).endsWith("…");
    assertThat(problem.value().orElseThrow().codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000))
        .isTrue();
  }

  @Test
  void check_endlessExponent_isQuick() {
    assertThat(told("{\"type\":\"integer\",\"multipleOf\":7,\"maximum\":9}", "1e999999999"))
        .hasSize(2);
    assertThat(told("{\"multipleOf\":0.5}", "1e-999999999")).hasSize(1);
    assertThat(told("{\"const\":5}", "1e999999999")).hasSize(1);
    assertThat(
            told("{\"uniqueItems\":true,\"contains\":{\"const\":5}}", "[1e999999999,1e999999998]"))
        .hasSize(1);
  }

  @Test
  void check_catastrophicPattern_endsAndRefuses() {
    assertThat(told("{\"pattern\":\"^(a+)+$\"}", '"' + "a".repeat(60) + "!\"")).hasSize(1);
    assertThat(told("{\"pattern\":\"^(a|b)*$\"}", '"' + "ab".repeat(100_000) + "!\"")).hasSize(1);
    assertThat(told("{\"patternProperties\":{\"^(a+)+$\":{\"type\":\"string\"}}}", "{\"x\":1}"))
        .isEmpty();
  }

  @Test
  void check_deepValue_neverBreaksTheStack() {
    JsonSchema own = JsonSchema.parse("{\"items\":{\"$ref\":\"#\"}}");
    JsonSchema full = JsonSchema.parse("{\"items\":{\"$ref\":\"#\"},\"not\":false}");
    Json deep = Json.parse("[".repeat(999) + "]".repeat(999));
    Json deeper = deep;
    for (int i = 0; i < 2_000; i++) {
      deeper = Json.array(List.of(deeper));
    }

    assertThat(own.check(deep)).isEmpty();
    assertThat(own.check(deeper)).extracting(Problem::rule).containsExactly("depth");
    assertThat(full.check(deep)).extracting(Problem::rule).isSubsetOf("depth");
    assertThat(full.check(deeper)).extracting(Problem::rule).isSubsetOf("depth");
  }

  @Test
  void check_turkishLocale_tellsTheSame() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertThat(told("{\"type\":\"integer\",\"format\":\"ipv4\"}", "\"I\""))
          .containsExactly(" type: must be an integer | \"I\"");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void check_summary_holdsNoValue() {
    Problem problem =
        JsonSchema.parse(USER).check(Json.parse("{\"name\":\"SECRETS\",\"age\":1}")).get(0);

    assertThat(problem.summary()).doesNotContain("SECRETS").contains("/name", "maxLength");
  }
}
