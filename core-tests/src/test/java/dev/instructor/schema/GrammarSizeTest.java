package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large the grammar of a schema is, counted by hand. */
class GrammarSizeTest {
  private static GrammarSize size(String schema) {
    return GrammarSize.of(Json.parse(schema.replace('\'', '"')).asObject().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                                              | 0  | 0",
        "{'type':'string'}                                                               | 0  | 0",
        "{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}         | 2  | 10",
        "{'type':'object','properties':{'a':{'type':'string'}},'required':[]}            | 3  | 13",
        "{'type':'string','maxLength':1000}                                              | 1  | 1002",
        "{'type':'string','pattern':'^[a-z]+$'}                                          | 1  | 8",
        "{'type':'array','items':{'type':'string'}}                                      | 1  | 9",
        "{'type':'array','items':{'type':'string','maxLength':5},'maxItems':10}          | 2  | 43",
        "{'enum':['a','bc']}                                                             | 1  | 9",
        "{'anyOf':[{'type':'string'},{'type':'null'}]}                                   | 1  | 4",
        "{'type':'integer','minimum':0,'maximum':150}                                    | 1  | 20",
        "{'$ref':'#/$defs/A','$defs':{'A':{'enum':[1]}}}                                 | 1  | 2",
      })
  void of_eachKeyword_countsItsRulesAndWhatTheyConsistOf(String schema, int rules, int elements) {
    assertThat(size(schema)).isEqualTo(new GrammarSize(rules, elements));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "50"})
  void of_aDefinition_countsItOnceHoweverOftenItIsUsed(int uses) {
    JsonObject.Builder properties = Json.object();
    for (int i = 0; i < uses; i++) {
      properties.put("p" + (10 + i), Json.parse("{\"$ref\":\"#/$defs/Text\"}"));
    }
    JsonObject schema =
        Json.object()
            .put("properties", properties.build())
            .put("$defs", Json.parse("{\"Text\":{\"type\":\"string\",\"maxLength\":1000}}"))
            .build();

    assertThat(GrammarSize.of(schema).elements()).isBetween(1002, 1002 + 20 * uses);
  }
}
