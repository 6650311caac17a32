package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiStrictRulesTest {
  private static List<String> refused(JsonObject schema) {
    return OpenAiStrictRules.violations(schema).stream()
        .map(OpenAiStrictRules.Violation::toString)
        .toList();
  }

  private static JsonObject withProperty(String property) {
    return Json.parse(
            ("{'type':'object','properties':{'p':"
                    + property
                    + "},'required':['p'],"
                    + "'additionalProperties':false}")
                .replace('\'', '"'))
        .asObject()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "{'type':'string','minLength':1} -> 'minLength' is not permitted.",
        "{'type':'string','format':'uri'} -> 'uri' is not a valid format.",
        "{'type':'string','pattern':'^(?!a)'} -> regex lookaround is not supported.",
        "{'type':'array','items':{'type':'string'},'uniqueItems':true} -> 'uniqueItems' is not permitted.",
        "{'type':'array'} -> array schema missing items.",
        "{'oneOf':[{'type':'string'}]} -> 'oneOf' is not permitted.",
        "{'allOf':[{'type':'string'}],'type':'string'} -> 'allOf' is not permitted.",
        "{'enum':['a']} -> schema must have a 'type' key.",
        "{'type':'text'} -> 'text' is not a valid type.",
        "{'type':'object','properties':{}} -> 'additionalProperties' is required to be supplied and to be false.",
        "{'$ref':'#/$defs/No'} -> reference can only point to definitions of the schema: #/$defs/No.",
        "{'$ref':'#','description':'x'} -> $ref cannot have keywords {'description'}.",
        "{'type':'object','properties':{'a':{'type':'null'}},'additionalProperties':false}"
            + " -> 'required' is required to be supplied and to be an array including every key in"
            + " properties. Missing 'a'."
      })
  void violations_brokenProperty_saysWhatTheVendorSays(String property, String message) {
    assertThat(refused(withProperty(property)))
        .contains("In context=('properties', 'p'), " + message);
  }

  @Test
  void violations_goodSchema_isTaken() {
    JsonObject schema =
        withProperty(
            "{'description':'d','anyOf':[{'type':'integer','minimum':0},{'$ref':'#'},"
                + "{'type':['string','null'],'enum':['a',null],'pattern':'^(?:a)$'}]}");

    assertThat(refused(schema)).isEmpty();
  }

  @Test
  void violations_rootThatIsNoObject_isRefused() {
    JsonObject list =
        Json.object()
            .put("type", "array")
            .put("items", Json.object().put("type", "string").build())
            .build();

    assertThat(refused(list))
        .containsExactly(
            "In context=(), schema must be a JSON Schema of 'type: \"object\"', got 'type:"
                + " \"array\"'.");
    assertThat(refused(withProperty("{'type':'null'}").with("anyOf", Json.array(List.of()))))
        .isNotEmpty();
  }

  @Test
  void violations_tooManyEnumValues_isRefused() {
    List<String> values = IntStream.range(0, 1_001).mapToObj(i -> "v" + i).toList();
    JsonObject schema = withProperty("{'type':'string','enum':" + Json.strings(values) + "}");

    assertThat(refused(schema)).anyMatch(text -> text.contains("at most 1000 enum values"));
  }

  @Test
  void violations_nestedTooDeep_isRefused() {
    String property = "{'type':'null'}";
    for (int i = 0; i < 10; i++) {
      property =
          "{'type':'object','properties':{'p':"
              + property
              + "},'required':['p'],"
              + "'additionalProperties':false}";
    }

    assertThat(refused(withProperty(property)))
        .singleElement()
        .asString()
        .contains("11 levels of nesting exceeds limit of 10");
  }
}
