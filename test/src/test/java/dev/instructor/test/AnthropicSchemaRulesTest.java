package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicSchemaRulesTest {
  private static List<String> violations(String schema) {
    return AnthropicSchemaRules.violations(
        Json.parse(schema.replace('\'', '"')).asObject().orElseThrow());
  }

  private static String object(String properties, String more) {
    return "{'type':'object','properties':{"
        + properties
        + "},'additionalProperties':false"
        + more
        + "}";
  }

  @Test
  void schema_withAllThatIsSupported_hasNoViolation() {
    String properties =
        "'a':{'type':'string','format':'uuid','description':'x','title':'T','default':'y'},"
            + "'b':{'type':['integer','null'],'enum':[1,2,null]},"
            + "'c':{'type':'array','items':{'$ref':'#/$defs/P'},'minItems':1},"
            + "'d':{'anyOf':[{'$ref':'#/$defs/P'},{'type':'null'}]},"
            + "'e':{'type':'string','pattern':'^[a-z]{1,3}$'},'f':{'const':'x','type':'string'}";

    assertThat(
            violations(
                object(
                    properties,
                    ",'required':['a','b'],'$defs':{'P':"
                        + object("'x':{'type':'number'}", "")
                        + "}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "{'type':'object','properties':{}} -> For 'object' type, 'additionalProperties' must be explicitly set to false",
        "{'type':'integer','minimum':1,'maximum':2} -> For 'integer' type, properties maximum, minimum are not supported",
        "{'type':'array','items':{'type':'string'},'maxItems':3} -> For 'array' type, property 'maxItems' is not supported",
        "{'type':'array','items':{'type':'string'},'minItems':2} -> For 'array' type, 'minItems' values other than 0 or 1 are not supported",
        "{'type':'string','minLength':1} -> For 'string' type, property 'minLength' is not supported",
        "{'type':'string','format':'text'} -> For 'string' type, format 'text' is not supported",
        "{'type':'string','pattern':'(?=a)b'} -> For 'string' type, 'pattern' uses regex features that are not supported",
        "{'type':'string','pattern':'a{1,1000}'} -> For 'string' type, 'pattern' uses regex features that are not supported",
        "{'oneOf':[{'type':'string'}],'type':'string'} -> For 'string' type, property 'oneOf' is not supported",
        "{'$ref':'https://example.com/x'} -> Reference 'https://example.com/x' cannot be resolved",
        "{'enum':[{'a':1}]} -> Enum values must be strings, numbers, booleans or null",
        "{'description':'anything'} -> Schema type must be specified",
        "{'$ref':'#'} -> Circular reference detected in schema definitions",
        "{'allOf':[{'$ref':'#/$defs/S'}]} -> 'allOf' with '$ref' is not supported",
      })
  void part_thatIsNotSupported_isRefusedInTheVendorsWords(String part, String words) {
    assertThat(
            violations(object("'a':" + part, ",'required':['a'],'$defs':{'S':{'type':'string'}}")))
        .contains(words);
  }

  @Test
  void recursion_throughDefinitions_isRefused() {
    assertThat(
            violations(
                object(
                    "'a':{'$ref':'#/$defs/A'}",
                    ",'$defs':{'A':"
                        + object("'b':{'$ref':'#/$defs/B'}", "")
                        + ",'B':"
                        + object("'a':{'$ref':'#/$defs/A'}", "")
                        + "}")))
        .containsExactly("Circular reference detected in schema definitions");
  }

  @ParameterizedTest
  @CsvSource({"24, 0", "25, 1"})
  void optionalParameters_areLimited(int count, int refused) {
    String properties =
        IntStream.range(0, count)
            .mapToObj(i -> "'p" + i + "':{'type':'integer'}")
            .collect(Collectors.joining(","));

    assertThat(violations(object(properties, ""))).hasSize(refused);
  }

  @ParameterizedTest
  @CsvSource({"16, 0", "17, 1"})
  void unions_areLimited(int count, int refused) {
    JsonObject.Builder properties = Json.object();
    for (int i = 0; i < count; i++) {
      properties.put("p" + i, Json.parse("{\"type\":[\"integer\",\"null\"]}"));
    }
    JsonObject schema =
        Json.object()
            .put("type", "object")
            .put("properties", properties.build())
            .put("required", Json.strings(List.copyOf(properties.build().members().keySet())))
            .put("additionalProperties", false)
            .build();

    assertThat(AnthropicSchemaRules.violations(schema)).hasSize(refused);
  }
}
