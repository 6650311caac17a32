package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special to the dialects that are subsets. */
class SubsetDialectsTest {
  private static final String TREE =
      "{'$ref':'#/$defs/N','$defs':{'N':{'type':'object','properties':{'v':{'type':'integer'},"
          + "'all':{'type':'array','items':{'$ref':'#/$defs/N'}}},'required':['v','all']}}}";

  private static final String PAYMENT =
      "{'type':'object','properties':{'p':{'anyOf':["
          + "{'type':'object','properties':{'type':{'const':'Card'},'number':{'type':'string'},"
          + "'note':{'anyOf':[{'type':'string'},{'type':'null'}]}},'required':['type','number']},"
          + "{'type':'object','properties':{'type':{'const':'Cash'},'amount':{'type':'integer'}},"
          + "'required':['type','amount']}]}},'required':['p']}";

  private static AdaptedSchema adapted(String dialect, String schema) {
    return SchemaDialects.named(dialect)
        .orElseThrow()
        .adapt(JsonSchema.parse(schema.replace('\'', '"')));
  }

  private static AdaptedSchema property(String dialect, String property) {
    return adapted(
        dialect, "{'type':'object','properties':{'a':" + property + "},'required':['a']}");
  }

  private static String sent(AdaptedSchema adapted) {
    return text(adapted.schema().at("/properties/a").orElseThrow());
  }

  private static String text(Json json) {
    return json.toString().replace("\\\"", "'").replace('"', '\'');
  }

  private static String restored(AdaptedSchema adapted, String answer) {
    return text(adapted.restoration().restore(Json.parse(answer.replace('\'', '"'))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "xai      -> ^[a-z]{2}$ -> ^[a-z]{2}$",
        "xai      -> [a-z] -> ",
        "xai      -> ^a$|^b$ -> ",
        "xai      -> ^\\\\bx$ -> ",
        "cohere   -> ^[a-z]{2}$ -> [a-z]{2}",
        "cohere   -> ^a|b$ -> ",
        "cohere   -> a$ -> ",
        "llamacpp -> ^[A-Z]{3}-[0-9]+$ -> ^[A-Z]{3}-[0-9]+$",
        "llamacpp -> ^(a|b)\\\\.c$ -> ^(a|b)\\\\.c$",
        "llamacpp -> ^\\\\d{4}$ -> ^[0-9]{4}$",
        "llamacpp -> ^[\\\\w.]+$ -> ^[A-Za-z0-9_.]+$",
        "llamacpp -> ^\\\\s+$ -> ",
        "llamacpp -> ^a{1,5000}$ -> ",
        "llamacpp -> ^a+?$ -> ",
        "llamacpp -> \\\\S -> ",
        "bedrock  -> ^[a-z]+$ -> ^[a-z]+$",
        "bedrock  -> (?:a|b) -> ",
        "fireworks -> [a-z] -> [a-z]",
        "groq     -> ^a$ -> ",
      })
  void pattern_isSentAsTheVendorTakesIt(String dialect, String pattern, String expected) {
    AdaptedSchema adapted = property(dialect, "{'type':'string','pattern':'" + pattern + "'}");

    assertThat(adapted.strict()).isTrue();
    JsonObject property =
        adapted.schema().at("/properties/a").flatMap(Json::asObject).orElseThrow();
    String written = expected == null ? null : expected.replace("\\\\", "\\");
    assertThat(property.text("pattern").orElse(null)).isEqualTo(written);
    assertThat(adapted.lost()).hasSize(expected == null ? 1 : 0);
    assertThat(property.has("description")).isEqualTo(expected == null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cerebras", "mistral", "cohere"})
  void severalTypes_whereTypesAreSingle_areAlternatives(String dialect) {
    AdaptedSchema adapted = property(dialect, "{'type':['string','null'],'description':'D'}");

    assertThat(sent(adapted))
        .isEqualTo("{'description':'D','anyOf':[{'type':'string'},{'type':'null'}]}");
  }

  @Test
  void enumWithNull_whereTypesAreSingle_isSplit() {
    AdaptedSchema adapted =
        property("cerebras", "{'type':['string','integer','null'],'enum':['a',3,null]}");

    assertThat(sent(adapted))
        .isEqualTo(
            "{'anyOf':[{'type':'string','enum':['a']},{'type':'integer','enum':[3]},{'type':'null'}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"groq", "cerebras"})
  void constant_whereThereAreNone_isAnEnumOfOne(String dialect) {
    assertThat(sent(property(dialect, "{'type':'string','const':'x'}")))
        .isEqualTo("{'type':'string','enum':['x']}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "bedrock", "cerebras", "cohere", "mistral", "xai"})
  void recursion_whereThereIsNone_isWrittenOut(String dialect) {
    AdaptedSchema adapted = adapted(dialect, TREE);

    assertThat(adapted.strict()).isTrue();
    assertThat(adapted.lost())
        .contains(
            new AdaptedSchema.Loss(
                "/$defs/N", "$ref", "written out to 5 levels; deeper ones are accepted"));
    assertThat(adapted.schema().object("$defs").orElseThrow().members().keySet())
        .containsExactly("N_2", "N_3", "N_4", "N_5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llamacpp", "ollama", "fireworks"})
  void recursion_byNameOnly_neverRefersToTheRoot(String dialect) {
    AdaptedSchema adapted = adapted(dialect, TREE);

    assertThat(adapted.strict()).isTrue();
    assertThat(adapted.schema().toString()).doesNotContain("\"#\"");
    assertThat(adapted.schema().at("/$defs/N/properties/v")).isPresent();
  }

  @Test
  void nova_recursion_isWrittenOutWithoutDefinitions() {
    AdaptedSchema adapted = adapted("nova", TREE);

    assertThat(adapted.strict()).isTrue();
    assertThat(adapted.schema().toString()).doesNotContain("$ref", "$defs");
    assertThat(adapted.schema().at("/properties/all/items/properties/all/items/properties/v"))
        .isPresent();
  }

  @Test
  void nova_taggedAlternatives_areOneObject() {
    AdaptedSchema adapted = adapted("nova", PAYMENT);

    assertThat(text(adapted.schema().at("/properties/p").orElseThrow()))
        .isEqualTo(
            "{'type':'object','properties':{'type':{'type':'string','enum':['Card','Cash']},"
                + "'number':{'type':'string','description':'Only if type is Card'},"
                + "'note':{'type':'string','description':'Only if type is Card'},"
                + "'amount':{'type':'integer','description':'Only if type is Cash'}},"
                + "'required':['type']}");
    assertThat(restored(adapted, "{'p':{'type':'Cash','number':null,'note':null,'amount':5}}"))
        .isEqualTo("{'p':{'type':'Cash','amount':5}}");
    assertThat(restored(adapted, "{'p':{'type':'Card','number':'1','amount':null}}"))
        .isEqualTo("{'p':{'type':'Card','number':'1'}}");
    assertThat(adapted.lost()).extracting(AdaptedSchema.Loss::keyword).contains("anyOf");
  }

  @Test
  void nova_requiredAndNullable_isLeftOutAndComesBackNull() {
    AdaptedSchema adapted =
        adapted(
            "nova",
            "{'description':'D','type':'object','properties':{'a':{'type':'string'},"
                + "'b':{'type':['integer','null']}},'required':['a','b']}");

    assertThat(text(adapted.schema()))
        .isEqualTo(
            "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'integer'}},"
                + "'required':['a']}");
    assertThat(restored(adapted, "{'a':'x'}")).isEqualTo("{'a':'x','b':null}");
  }

  @Test
  void nova_otherAlternatives_areSaid() {
    AdaptedSchema adapted = property("nova", "{'anyOf':[{'type':'string'},{'type':'integer'}]}");

    assertThat(sent(adapted))
        .isEqualTo("{'description':'One of: [{'type':'string'}, {'type':'integer'}]'}");
    assertThat(adapted.lost()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "'t':{'const':'A'},'x':{'type':'string'} -> 't':{'const':'B'},'x':{'type':'integer'} -> true",
        "'t':{'const':'A'},'x':{'type':'string'} -> 't':{'const':'A'},'y':{'type':'integer'} -> false",
        "'t':{'const':'A'},'u':{'const':'A'} -> 't':{'const':'B'},'u':{'const':'B'} -> false",
        "'x':{'type':'string'} -> 'y':{'type':'string'} -> true",
        "'x':{'type':'string'} -> 'x':{'type':'integer'} -> false",
      })
  void groq_alternatives_mustBeToldApartByOneProperty(String one, String other, boolean strict) {
    String union = "{'anyOf':[" + object(one) + "," + object(other) + "]}";

    AdaptedSchema adapted = property("groq", union);

    assertThat(adapted.strict()).isEqualTo(strict);
    if (!strict) {
      assertThat(adapted.lost())
          .anySatisfy(loss -> assertThat(loss.note()).startsWith("not enforced by the vendor: "));
    }
  }

  private static String object(String properties) {
    String names =
        Json.parse(("{" + properties + "}").replace('\'', '"'))
            .asObject()
            .orElseThrow()
            .members()
            .keySet()
            .stream()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(","));
    return "{'type':'object','properties':{" + properties + "},'required':[" + names + "]}";
  }

  @Test
  void cohere_nothingRequired_requiresTheFirst() {
    AdaptedSchema adapted =
        adapted(
            "cohere",
            "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'integer'}}}");

    assertThat(text(adapted.schema().get("required").orElseThrow())).isEqualTo("['a']");
    assertThat(restored(adapted, "{'a':null,'b':1}")).isEqualTo("{'b':1}");
  }

  @Test
  void cerebras_longSchema_isNotEnforced() {
    String properties =
        IntStream.range(0, 200)
            .mapToObj(i -> "'property" + i + "':{'type':'string'}")
            .collect(Collectors.joining(","));

    AdaptedSchema adapted =
        adapted("cerebras", "{'type':'object','properties':{" + properties + "}}");

    assertThat(adapted.strict()).isFalse();
    assertThat(adapted.lost())
        .singleElement()
        .satisfies(loss -> assertThat(loss.note()).contains("5000"));
  }

  @Test
  void cerebras_tuple_isKept() {
    AdaptedSchema adapted =
        property(
            "cerebras",
            "{'type':'array','prefixItems':[{'type':'object','properties':{'o':{'type':'string'}}},"
                + "{'type':'number'}],'items':false}");

    assertThat(sent(adapted)).contains("'prefixItems':[{", "'items':false");
    assertThat(restored(adapted, "{'a':[{'o':null},3]}")).isEqualTo("{'a':[{},3]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llamacpp", "xai", "fireworks"})
  void map_whereThereAreMaps_staysOne(String dialect) {
    AdaptedSchema adapted =
        property(
            dialect,
            "{'type':'object','additionalProperties':{'type':'object','properties':{"
                + "'o':{'type':'string'},'r':{'type':'string'}},'required':['r']}}");

    assertThat(sent(adapted))
        .startsWith("{'type':'object','additionalProperties':{'type':'object'");
    assertThat(restored(adapted, "{'a':{'k':{'r':'x'}}}")).isEqualTo("{'a':{'k':{'r':'x'}}}");
  }

  @Test
  void llamacpp_nullInAMap_isRestoredToAbsence() {
    AdaptedSchema adapted =
        property(
            "llamacpp",
            "{'type':'object','additionalProperties':{'type':'object','properties':{"
                + "'o':{'type':'string'},'r':{'type':'string'}},'required':['r']}}");

    assertThat(restored(adapted, "{'a':{'k':{'o':null,'r':'x'}}}"))
        .isEqualTo("{'a':{'k':{'r':'x'}}}");
  }

  @Test
  void llamacpp_boundsOfNumbers_areSaidAndOfIntegersSent() {
    assertThat(sent(property("llamacpp", "{'type':'integer','minimum':1,'maximum':9}")))
        .isEqualTo("{'type':'integer','minimum':1,'maximum':9}");
    assertThat(sent(property("llamacpp", "{'type':'number','minimum':1}")))
        .isEqualTo("{'type':'number','description':'At least 1'}");
  }

  @Test
  void llamacpp_anyValue_isAnyType() {
    AdaptedSchema adapted = property("llamacpp", "{'description':'D'}");

    assertThat(adapted.strict()).isTrue();
    assertThat(sent(adapted))
        .isEqualTo(
            "{'type':['object','array','string','number','boolean','null'],'description':'D'}");
  }

  @ParameterizedTest
  @CsvSource({"19, false", "20, true", "24, true"})
  void limit_isNearAboveFourFifths(int optional, boolean near) {
    String properties =
        IntStream.range(0, optional)
            .mapToObj(i -> "'p" + i + "':{'type':'string'}")
            .collect(Collectors.joining(","));
    AdaptedSchema adapted =
        adapted("anthropic", "{'type':'object','properties':{" + properties + "}}");
    SchemaSize size = SchemaSize.of(adapted.schema());

    assertThat(size.optional()).isEqualTo(optional);
    assertThat(SchemaDialects.anthropic().limits().stream().anyMatch(limit -> limit.isNear(size)))
        .isEqualTo(near);
  }

  @Test
  void size_countsWhatVendorsCount() {
    JsonObject schema =
        Json.parse(
                "{'type':'object','properties':{'a':{'type':['string','null']},'b':{'type':'object','properties':{'c':{'type':'string','enum':['x','yy']}},'required':['c']}},'required':['a']}"
                    .replace('\'', '"'))
            .asObject()
            .orElseThrow();

    SchemaSize size = SchemaSize.of(schema);

    assertThat(size.length()).isEqualTo(schema.toString().length());
    assertThat(size.tokens()).isEqualTo((size.length() + 3) / 4);
    assertThat(size.properties()).isEqualTo(3);
    assertThat(size.optional()).isEqualTo(1);
    assertThat(size.unions()).isEqualTo(1);
    assertThat(size.alternatives()).isEqualTo(2);
    assertThat(size.nesting()).isEqualTo(2);
    assertThat(size.enumValues()).isEqualTo(2);
    assertThat(size.namesLength()).isEqualTo(6);
  }
}
