package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.test.GeminiSchemaRules.Violation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiSchemaRulesTest {
  private static List<Violation> violations(String schema) {
    JsonObject parsed = Json.parse(schema.replace('\'', '"')).asObject().orElseThrow();
    return GeminiSchemaRules.violations(parsed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'object','properties':{'a':{'type':['string','null'],'format':'date'}},'required':['a']}",
        "{'type':'object','properties':{'b':{},'a':{'enum':['x',1]}},'propertyOrdering':['b','a']}",
        "{'type':'object','properties':{'a':{'type':'array','items':{'$ref':'#'}}}}",
        "{'type':'object','additionalProperties':{'anyOf':[{'type':'integer','minimum':1},{'type':'null'}]}}",
        "{'type':'object','properties':{'a':{'$ref':'#/$defs/A'}},'required':['a'],'$defs':{'A':{'type':'object','properties':{'b':{'$ref':'#/$defs/A'}}}}}",
        "{'type':'object','properties':{'a':{'type':'array','prefixItems':[{'type':'string'}],'minItems':1,'maxItems':1}}}",
      })
  void violations_ofASupportedSchema_areNone(String schema) {
    assertThat(violations(schema)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','minLength':1} | '' | does not know minLength | false",
        "{'type':'object','properties':{'a':{'const':1}}} | /properties/a | does not know const | false",
        "{'type':'string','format':'uuid'} | '' | does not know the format | false",
        "{'type':'text'} | '' | Invalid value for type | true",
        "{'enum':[]} | '' | must not be empty | true",
        "{'enum':[true]} | '' | for strings and numbers | false",
        "{'type':'array'} | '' | items: missing | false",
        "{'type':'object','required':['a']} | '' | property a is not defined | true",
        "{'type':'object','properties':{'a':{},'b':{}}} | '' | has no propertyOrdering | false",
        "{'type':'object','properties':{'a':{},'b':{}},'propertyOrdering':['a']} | '' | does not name | true",
        "{'type':'object','properties':{'a':true}} | /properties/a | no schema object | false",
        "{'anyOf':[{'$ref':'#/$defs/A','description':'d'}],'$defs':{'A':{'type':'string'}}} | /anyOf/0 | description must not be set | true",
        "{'properties':{'a':{'$ref':'#/$defs/B'}}} | /properties/a | undefined schema | true",
        "{'properties':{'a':{'anyOf':[{'$ref':'#'},{'type':'null'}]}},'required':['a']} | '' | cyclic | true",
        "{'items':{'type':'array','maxItems':961,'items':{}}} | '' | invalid argument | true",
      })
  void violations_ofAnythingElse_areFound(
      String schema, String place, String message, boolean refused) {
    assertThat(violations(schema))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.place()).isEqualTo(place.replace("'", ""));
              assertThat(violation.message()).contains(message);
              assertThat(violation.refused()).isEqualTo(refused);
            });
  }
}
