package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidSchemaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'properties':{'a':{'type':'strin'}}}; /properties/a/type",
        "{'properties':{'a':{'pattern':'(['}}}; /properties/a/pattern",
        "{'properties':{'a':{'$ref':'#/$defs/No'}}}; /properties/a/$ref",
        "{'$ref':'https://example.com/other.json'}; /$ref",
        "{'items':{'minimum':'1'}}; /items/minimum",
        "{'exclusiveMinimum':true,'minimum':1}; /exclusiveMinimum",
        "{'minLength':-1}; /minLength",
        "{'multipleOf':0}; /multipleOf",
        "{'required':'a'}; /required",
        "{'required':[1]}; /required",
        "{'enum':'a'}; /enum",
        "{'anyOf':[]}; /anyOf",
        "{'anyOf':[7]}; /anyOf/0",
        "{'items':[{'type':'string'}]}; /items",
        "{'$schema':'https://example.com/mine'}; /$schema",
        "{'$defs':{'unused':{'type':7}}}; /$defs/unused/type",
        "{'patternProperties':{'a([':true}}; /patternProperties",
        "{'not':{'minimum':'1'}}; /not/minimum",
        "{'if':{'$ref':'#nowhere'}}; /if/$ref",
        "{'$schema':'http://json-schema.org/draft-07/schema#','type':'strin'}; /type",
        "{'$schema':'http://json-schema.org/draft-04/schema#','required':[]}; /required",
        "{'$schema':'http://json-schema.org/draft-07/schema#','$ref':'#/definitions/No'}; /$ref",
      })
  void requireValid_mistake_namesThePlace(String schema, String place) {
    assertThatThrownBy(() -> JsonSchema.parse(schema.replace('\'', '"')))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("at " + place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"#\"}",
        "{\"$defs\":{\"A\":{\"$ref\":\"#/$defs/B\"},\"B\":{\"allOf\":[{\"$ref\":\"#/$defs/A\"}]}},"
            + "\"$ref\":\"#/$defs/A\"}",
        "{\"anyOf\":[{\"type\":\"null\"},{\"$ref\":\"#\"}]}"
      })
  void requireValid_referenceToItself_isRefused(String schema) {
    assertThatThrownBy(() -> JsonSchema.parse(schema))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("leads back to itself");
  }

  @Test
  void of_invalidSchema_isFoundAtFirstUse() {
    JsonSchema schema = JsonSchema.of(Json.object().put("type", "strin").build());

    assertThatThrownBy(schema::requireValid).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> schema.check(Json.of(1))).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void parse_noObject_isRefused() {
    assertThatThrownBy(() -> JsonSchema.parse("true")).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void requireValid_deepSchema_isRefusedBeforeTheStackIs() {
    assertThat(nested(400).check(Json.parse("[".repeat(400) + "]".repeat(400)))).isEmpty();
    assertThatThrownBy(() -> nested(20_000).requireValid())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("nested deeper than 500 levels");
    for (SchemaDialect dialect : SchemaDialects.all()) {
      assertThat(dialect.adapt(nested(400)).schema().text("type")).contains("object");
    }
  }

  private static JsonSchema nested(int levels) {
    JsonObject schema = Json.object().put("type", "string").build();
    for (int i = 0; i < levels; i++) {
      schema = Json.object().put("type", "array").put("items", schema).build();
    }
    return JsonSchema.of(schema);
  }
}
