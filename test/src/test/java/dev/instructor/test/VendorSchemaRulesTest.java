package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorSchemaRulesTest {
  private static JsonObject json(String text) {
    return Json.parse(text.replace('\'', '"')).asObject().orElseThrow();
  }

  private static List<String> violations(String dialect, String property) {
    return VendorSchemaRules.violations(
        dialect,
        json(
            "{'type':'object','properties':{'p':"
                + property
                + "},'required':['p']"
                + (dialect.equals("nova") ? "" : ",'additionalProperties':false")
                + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "groq     -> {'type':'integer','minimum':1} -> /properties/p: not supported: [minimum]",
        "groq     -> {'type':'object','properties':{}} -> /properties/p: additionalProperties is not false",
        "groq     -> {'const':'a'} -> /properties/p: not supported: [const]",
        "cerebras -> {'type':['string','null']} -> /properties/p: several types",
        "cerebras -> {'type':'string','format':'date'} -> /properties/p: not supported: [format]",
        "cerebras -> {'type':'object','properties':{},'additionalProperties':false} -> /properties/p: an object without properties",
        "xai      -> {'type':'string','pattern':'[a-z]'} -> /properties/p: the pattern [a-z]",
        "xai      -> {'type':'string','maxLength':5000} -> /properties/p: maxLength above 2048",
        "xai      -> {'$ref':'#'} -> /properties/p: a reference to the root",
        "cohere   -> {'type':'string','pattern':'^[a-z]$'} -> /properties/p: the pattern ^[a-z]$",
        "cohere   -> {'type':'object','properties':{}} -> /properties/p: an object of which nothing is required",
        "cohere   -> {'type':'array','items':{'type':'string'},'minItems':1} -> /properties/p: not supported: [minItems]",
        "bedrock  -> {'type':'array','items':{'type':'string'},'minItems':2} -> /properties/p: minItems above 1",
        "mistral  -> {'type':'object','properties':{}} -> /properties/p: additionalProperties is not false",
        "fireworks -> {'type':'string','format':'date'} -> /properties/p: not supported: [format]",
        "fireworks -> {'type':'array'} -> /properties/p: an array of anything",
        "nova     -> {'anyOf':[{'type':'string'}]} -> /properties/p: not supported: [anyOf]",
        "llamacpp -> {'type':'string','pattern':'^\\\\d$'} -> /properties/p: the pattern ^\\d$",
        "llamacpp -> {'type':'number','minimum':1} -> /properties/p: not supported: [minimum]",
        "ollama   -> {} -> /properties/p: no type",
      })
  void violations_brokenProperty_isFound(String dialect, String property, String expected) {
    assertThat(violations(dialect, property)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groq",
        "cerebras",
        "xai",
        "fireworks",
        "mistral",
        "cohere",
        "bedrock",
        "nova",
        "llamacpp",
        "ollama"
      })
  void violations_simpleSchema_isTakenByAll(String dialect) {
    assertThat(violations(dialect, "{'type':'string','description':'D','enum':['a','b']}"))
        .isEmpty();
    assertThat(violations(dialect, "{'type':'array','items':{'type':'integer'}}")).isEmpty();
  }

  @Test
  void violations_alternativesWithTheSameTag_areFoundForGroq() {
    String variant =
        "{'type':'object','properties':{'t':{'type':'string','enum':['A']},'x':{'type':'string'}},"
            + "'required':['t','x'],'additionalProperties':false}";

    assertThat(violations("groq", "{'anyOf':[" + variant + "," + variant + "]}"))
        .contains("/properties/p: alternatives that cannot be told apart");
    assertThat(
            violations("groq", "{'anyOf':[" + variant + "," + variant.replace("'A'", "'B'") + "]}"))
        .isEmpty();
  }

  @Test
  void violations_remarksAtNovasRoot_areFound() {
    assertThat(
            VendorSchemaRules.violations(
                "nova", json("{'type':'object','description':'D','properties':{}}")))
        .containsExactly("not supported at the root: [description]");
  }

  @Test
  void violations_recursion_isFoundWhereThereIsNone() {
    JsonObject schema =
        json(
            "{'type':'object','properties':{'n':{'$ref':'#/$defs/N'}},'required':['n'],"
                + "'additionalProperties':false,'$defs':{'N':{'type':'object','properties':{"
                + "'n':{'anyOf':[{'$ref':'#/$defs/N'},{'type':'null'}]}},'required':['n'],"
                + "'additionalProperties':false}}}");

    assertThat(VendorSchemaRules.violations("mistral", schema)).containsExactly("recursive");
    assertThat(VendorSchemaRules.violations("groq", schema)).isEmpty();
  }

  @Test
  void violations_unknownDialect_isAMistake() {
    assertThatThrownBy(() -> VendorSchemaRules.violations("klingon", JsonObject.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
