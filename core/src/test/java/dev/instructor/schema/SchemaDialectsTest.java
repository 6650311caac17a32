package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDialectsTest {
  private static AdaptedSchema strict(String schema) {
    return SchemaDialects.openAiStrict().adapt(JsonSchema.parse(schema.replace('\'', '"')));
  }

  private static AdaptedSchema plain(String schema) {
    return SchemaDialects.plain().adapt(JsonSchema.parse(schema.replace('\'', '"')));
  }

  private static String json(String text) {
    return Json.parse(text.replace('\'', '"')).toString();
  }

  private static Json restored(AdaptedSchema adapted, String answer) {
    return adapted.restoration().restore(Json.parse(answer.replace('\'', '"')));
  }

  @Test
  void named_knownAndUnknown() {
    assertThat(SchemaDialects.named("plain")).contains(SchemaDialects.plain());
    assertThat(SchemaDialects.named("openai-strict")).contains(SchemaDialects.openAiStrict());
    assertThat(SchemaDialects.named("nothing")).isEmpty();
    assertThat(SchemaDialects.all()).extracting(SchemaDialect::name).doesNotHaveDuplicates();
  }

  @Test
  void adapt_invalidSchema_isRefusedByEveryDialect() {
    JsonSchema schema = JsonSchema.of(Json.object().put("type", "strin").build());

    for (SchemaDialect dialect : SchemaDialects.all()) {
      assertThatThrownBy(() -> dialect.adapt(schema)).isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void plain_objectRoot_staysAndLosesTitles() {
    AdaptedSchema adapted =
        plain("{'title':'T','type':'object','properties':{'title':{'title':'x','type':'string'}}}");

    assertThat(adapted.schema())
        .hasToString(json("{'type':'object','properties':{'title':{'type':'string'}}}"));
    assertThat(adapted.strict()).isFalse();
    assertThat(adapted.lost()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "{'type':'array','items':{'type':'integer'}} -> items -> [1,2]",
        "{'type':'string','enum':['a','b']} -> value -> 'a'",
        "{'type':'integer'} -> value -> 7",
        "{'anyOf':[{'type':'object','properties':{'value':{'type':'integer'}}},{'type':'integer'}]}"
            + " -> result -> {'value':1}",
        "{} -> value -> [1,{'x':null}]",
        "{'type':['object','null']} -> value -> null"
      })
  void plain_otherRoot_isWrappedInvisibly(String schema, String name, String value) {
    AdaptedSchema adapted = plain(schema);
    Json original = Json.parse(value.replace('\'', '"'));

    assertThat(adapted.schema().text("type")).contains("object");
    assertThat(adapted.schema().at("/properties/" + name)).isPresent();
    Json wrapped = Json.object().put(name, original).build();
    assertThat(JsonSchema.of(adapted.schema()).check(wrapped)).isEmpty();
    assertThat(adapted.restoration().restore(wrapped)).isEqualTo(original);
    assertThat(adapted.restoration().restore(original)).isEqualTo(original);
  }

  @Test
  void plain_recursiveListRoot_referencesFollowTheRoot() {
    AdaptedSchema adapted = plain("{'type':'array','items':{'$ref':'#'}}");

    assertThat(adapted.schema())
        .hasToString(
            json(
                "{'type':'object','properties':{'items':{'type':'array','items':"
                    + "{'$ref':'#/properties/items'}}},'required':['items']}"));
  }

  @Test
  void plain_referenceAtTheRoot_isInlined() {
    AdaptedSchema adapted =
        plain(
            "{'$ref':'#/$defs/N','$defs':{'N':{'type':'object','properties':{'n':{'$ref':'#/$defs/N'}}}}}");

    assertThat(adapted.schema().text("type")).contains("object");
    assertThat(adapted.schema().has("$ref")).isFalse();
    assertThat(adapted.schema().at("/$defs/N")).isPresent();
  }

  @Test
  void strict_record_isClosedAndAllRequired() {
    AdaptedSchema adapted =
        strict(
            "{'type':'object','properties':{'name':{'type':'string','minLength':1,'maxLength':64},"
                + "'age':{'type':'integer','minimum':0,'maximum':150},"
                + "'mail':{'type':'string','format':'email'},'site':{'type':'string','format':'uri'}},"
                + "'required':['name','age']}");

    assertThat(adapted.schema())
        .hasToString(
            json(
                "{'type':'object','properties':{"
                    + "'name':{'type':'string','description':'Between 1 and 64 characters'},"
                    + "'age':{'type':'integer','minimum':0,'maximum':150},"
                    + "'mail':{'type':['string','null'],'format':'email'},"
                    + "'site':{'type':['string','null'],"
                    + "'description':'A URI such as https://example.com/page'}},"
                    + "'required':['name','age','mail','site'],'additionalProperties':false}"));
    assertThat(adapted.strict()).isTrue();
    assertThat(adapted.lost())
        .extracting(loss -> loss.pointer() + " " + loss.keyword())
        .containsExactly(
            "/properties/name minLength", "/properties/name maxLength", "/properties/site format");
    assertThat(restored(adapted, "{'name':'J','age':1,'mail':null,'site':null}"))
        .hasToString(json("{'name':'J','age':1}"));
  }

  @Test
  void strict_map_isAListOfEntries() {
    AdaptedSchema adapted =
        strict(
            "{'type':'object','properties':{'scores':{'type':'object','additionalProperties':"
                + "{'type':'number'},'propertyNames':{'enum':['A','B']}}},'required':['scores']}");

    assertThat(adapted.schema().at("/properties/scores/items").orElseThrow())
        .hasToString(
            json(
                "{'type':'object','properties':{'key':{'type':'string','enum':['A','B']},"
                    + "'value':{'type':'number'}},'required':['key','value'],"
                    + "'additionalProperties':false}"));
    assertThat(restored(adapted, "{'scores':[{'key':'A','value':1},{'key':'B','value':2.50}]}"))
        .hasToString(json("{'scores':{'A':1,'B':2.50}}"));
    assertThat(restored(adapted, "{'scores':{'A':1}}")).hasToString(json("{'scores':{'A':1}}"));
  }

  @Test
  void strict_mapWithAKeyTwice_becomesAProblem() {
    JsonSchema schema =
        JsonSchema.parse("{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}");
    AdaptedSchema adapted = SchemaDialects.openAiStrict().adapt(schema);

    Json answer = restored(adapted, "{'entries':[{'key':'a','value':1},{'key':'a','value':2}]}");

    assertThat(schema.check(answer)).extracting(Problem::rule).containsExactly("type");
  }

  @Test
  void strict_describedReference_isReplacedByItsTarget() {
    AdaptedSchema adapted =
        strict(
            "{'type':'object','properties':{'home':{'$ref':'#/$defs/A','description':'Where'},"
                + "'work':{'$ref':'#/$defs/A'}},'required':['home','work'],'$defs':{'A':"
                + "{'type':'object','properties':{'zip':{'type':'string'}},'required':['zip']}}}");

    assertThat(adapted.schema())
        .hasToString(
            json(
                "{'type':'object','properties':{'home':{'type':'object','description':'Where',"
                    + "'properties':{'zip':{'type':'string'}},'required':['zip'],"
                    + "'additionalProperties':false},'work':{'$ref':'#/$defs/A'}},"
                    + "'required':['home','work'],'additionalProperties':false,'$defs':{'A':"
                    + "{'type':'object','properties':{'zip':{'type':'string'}},'required':['zip'],"
                    + "'additionalProperties':false}}}"));
  }

  @Test
  void strict_recursion_keepsOneCopy() {
    AdaptedSchema adapted =
        strict(
            "{'$ref':'#/$defs/N','$defs':{'N':{'type':'object','properties':"
                + "{'next':{'anyOf':[{'$ref':'#/$defs/N'},{'type':'null'}]}}}}}");

    assertThat(adapted.schema())
        .hasToString(
            json(
                "{'type':'object','properties':{'next':{'anyOf':[{'$ref':'#'},{'type':'null'}]}},"
                    + "'required':['next'],'additionalProperties':false}"));
  }

  @Test
  void strict_unionRoot_isWrapped() {
    String union =
        "{'oneOf':[{'type':'object','properties':{'kind':{'const':'a'},'m':{'type':'object',"
            + "'additionalProperties':{'type':'integer'}}},'required':['kind','m'],"
            + "'additionalProperties':false},{'type':'object','properties':{'kind':{'const':'b'},"
            + "'n':{'type':'string'}},'required':['kind'],'additionalProperties':false}]}";
    AdaptedSchema adapted = strict(union);

    assertThat(adapted.schema().at("/properties/value/anyOf/0/properties/kind").orElseThrow())
        .hasToString(json("{'type':'string','const':'a'}"));
    assertThat(adapted.lost()).isEmpty();
    assertThat(restored(adapted, "{'value':{'kind':'a','m':[{'key':'x','value':1}]}}"))
        .hasToString(json("{'kind':'a','m':{'x':1}}"));
    assertThat(restored(adapted, "{'value':{'kind':'b','n':null}}"))
        .hasToString(json("{'kind':'b'}"));
    assertThat(restored(adapted, "{'kind':'a','m':{'x':1}}"))
        .hasToString(json("{'kind':'a','m':{'x':1}}"));
  }

  @Test
  void strict_allOf_isMerged() {
    AdaptedSchema adapted =
        strict(
            "{'allOf':[{'$ref':'#/$defs/B'},{'properties':{'n':{'minimum':3}},'required':['n']}],"
                + "'$defs':{'B':{'type':'object','properties':{'n':{'type':'integer','minimum':1}}}}}");

    assertThat(adapted.strict()).isTrue();
    assertThat(adapted.schema().at("/properties/n").orElseThrow())
        .hasToString(json("{'type':'integer','minimum':3}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "{'type':'object'} -> additionalProperties",
        "{'type':'object','properties':{'a':{}}} -> type",
        "{'type':'object','properties':{'a':{'type':'integer'}},'additionalProperties':true}"
            + " -> additionalProperties",
        "{'type':'object','properties':{'a':{'type':'array'}}} -> items",
        "{'type':'object','properties':{'a':{'type':'array','prefixItems':[{'type':'null'}]}}}"
            + " -> prefixItems",
        "{'type':'object','properties':{'a':{'enum':[[1]]}}} -> enum",
        "{'type':'object','properties':{'a':{'$ref':'#x'}},'$defs':{'X':{'$anchor':'x'}}} -> $ref"
      })
  void strict_whatCannotBeSaid_isSentPlainAndSaysWhy(String schema, String keyword) {
    AdaptedSchema adapted = strict(schema);

    assertThat(adapted.strict()).isFalse();
    assertThat(adapted.dialect()).isEqualTo("openai-strict");
    assertThat(adapted.schema()).isEqualTo(plain(schema).schema());
    assertThat(adapted.lost()).extracting(AdaptedSchema.Loss::keyword).contains(keyword);
  }

  @Test
  void strict_tooManyEnumValues_isNotStrict() {
    JsonObject.Builder properties = Json.object();
    for (int i = 0; i < 3; i++) {
      List<String> values = IntStream.range(0, 400).mapToObj(n -> "v" + n).toList();
      properties.put("p" + i, Json.object().put("enum", Json.strings(values)).build());
    }
    JsonObject schema =
        Json.object().put("type", "object").put("properties", properties.build()).build();

    AdaptedSchema adapted = SchemaDialects.openAiStrict().adapt(JsonSchema.of(schema));

    assertThat(adapted.strict()).isFalse();
    assertThat(adapted.lost()).extracting(AdaptedSchema.Loss::keyword).containsExactly("enum");
  }

  @Test
  void strict_nestedTooDeep_isNotStrict() {
    JsonObject schema = Json.object().put("type", "string").build();
    for (int i = 0; i < 11; i++) {
      schema =
          Json.object()
              .put("type", "object")
              .put("properties", Json.object().put("p", schema).build())
              .put("required", Json.strings(List.of("p")))
              .build();
    }

    assertThat(SchemaDialects.openAiStrict().adapt(JsonSchema.of(schema)).strict()).isFalse();
  }

  @Test
  void strict_droppedKeywords_stayEnforced() {
    JsonSchema schema =
        JsonSchema.parse(
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":2},"
                + "\"b\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"uniqueItems\":true},"
                + "\"c\":{\"type\":\"string\",\"pattern\":\"^(?!x)\"}},\"required\":[\"a\",\"b\",\"c\"]}");
    AdaptedSchema adapted = SchemaDialects.openAiStrict().adapt(schema);

    Json answer = restored(adapted, "{'a':'abc','b':[1,1],'c':'xy'}");

    assertThat(adapted.lost())
        .extracting(AdaptedSchema.Loss::keyword)
        .containsExactly("maxLength", "uniqueItems", "pattern");
    assertThat(schema.check(answer))
        .extracting(Problem::rule)
        .containsExactly("maxLength", "uniqueItems", "pattern");
  }

  @Test
  void restore_strangeAnswers_areLeftAlone() {
    AdaptedSchema adapted = strict("{'type':'object','additionalProperties':{'type':'integer'}}");

    for (String answer :
        List.of("null", "7", "[]", "{'entries':7}", "{'entries':[7]}", "{'entries':[{'key':1}]}")) {
      assertThat(restored(adapted, answer)).isNotNull();
    }
    assertThat(restored(adapted, "[]")).hasToString("{}");
  }

  @Test
  void restore_deepUntaggedUnions_takesLinearTime() {
    AdaptedSchema adapted =
        strict(
            "{'$ref':'#/$defs/E','$defs':{'E':{'anyOf':["
                + "{'type':'object','properties':{'l':{'$ref':'#/$defs/E'},'a':{'type':'integer'}},"
                + "'additionalProperties':false},"
                + "{'type':'object','properties':{'l':{'$ref':'#/$defs/E'},'b':{'type':'string'}},"
                + "'additionalProperties':false}]}}}");
    String answer = "{'l':null,'a':'no'}";
    for (int i = 0; i < 60; i++) {
      answer = "{'l':" + answer + ",'b':null}";
    }

    assertThat(restored(adapted, "{'value':" + answer + "}")).isNotNull();
  }
}
