package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicDialectTest {
  private static AdaptedSchema adapted(String schema) {
    return SchemaDialects.anthropic().adapt(JsonSchema.parse(schema.replace('\'', '"')));
  }

  private static JsonObject property(AdaptedSchema adapted, String name) {
    return adapted.schema().at("/properties/" + name).flatMap(Json::asObject).orElseThrow();
  }

  /** Returns an object of optional integers, and of one required after them. */
  private static String optional(int count, String type) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'p" + i + "':{'type':" + type + "}")
        .collect(
            Collectors.joining(
                ",",
                "{'type':'object','properties':{",
                ",'last':{'type':'integer'}},'required':['last']}"));
  }

  private static String text(Json json) {
    return json.toString().replace('"', '\'');
  }

  @Test
  void optionalProperty_afterTheRequiredOnes_mayBeLeftOut() {
    AdaptedSchema adapted =
        adapted(
            "{'type':'object','properties':{'a':{'type':'string'},"
                + "'b':{'anyOf':[{'type':'integer'},{'type':'null'}]},'c':{'type':['string','null']}},"
                + "'required':['a']}");

    assertThat(text(adapted.schema()))
        .isEqualTo(
            "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'integer'},"
                + "'c':{'type':'string'}},'required':['a'],'additionalProperties':false}");
    assertThat(adapted.strict()).isTrue();
    assertThat(adapted.lost()).isEmpty();
  }

  @Test
  void optionalProperty_beforeARequiredOne_isNullableSoThatItKeepsItsPlace() {
    AdaptedSchema adapted = adapted(optional(2, "'integer'"));

    assertThat(text(property(adapted, "p0"))).isEqualTo("{'type':['integer','null']}");
    assertThat(text(adapted.schema().get("required").orElseThrow()))
        .isEqualTo("['p0','p1','last']");
    assertThat(text(adapted.restoration().restore(Json.parse("{\"p0\":null,\"p1\":2,\"last\":3}"))))
        .isEqualTo("{'p1':2,'last':3}");
  }

  @ParameterizedTest
  @CsvSource({
    "16, 16, 0",
    "17, 0,  17",
    "24, 0,  24",
    "25, 1,  24",
    "40, 16, 24",
  })
  void optionalProperties_many_stayWithinBothLimits(int count, int nullable, int leftOut) {
    AdaptedSchema adapted = adapted(optional(count, "'integer'"));

    assertThat(adapted.strict()).isTrue();
    SchemaSize size = SchemaSize.of(adapted.schema());
    assertThat(List.of(size.unions(), size.optional())).containsExactly(nullable, leftOut);
  }

  @Test
  void optionalProperties_tooMany_areNotEnforced() {
    AdaptedSchema adapted = adapted(optional(41, "'integer'"));

    assertThat(adapted.strict()).isFalse();
    assertThat(adapted.lost())
        .singleElement()
        .satisfies(loss -> assertThat(loss.note()).contains("17", "the limit is 16"));
    assertThat(adapted.schema().at("/properties/p40")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "{'type':'integer','minimum':0,'maximum':150} -> Between 0 and 150 -> maximum minimum",
        "{'type':'number','exclusiveMinimum':0} -> Greater than 0 -> exclusiveMinimum",
        "{'type':'number','exclusiveMaximum':1,'minimum':0} -> At least 0. Less than 1 ->"
            + " exclusiveMaximum minimum",
        "{'type':'integer','multipleOf':5,'maximum':9} -> At most 9. A multiple of 5 ->"
            + " maximum multipleOf",
        "{'type':'string','minLength':1,'maxLength':9} -> Between 1 and 9 characters ->"
            + " maxLength minLength",
        "{'type':'string','format':'json-pointer'} -> A JSON pointer such as /items/0 -> format",
        "{'type':'array','items':{'type':'string'},'minItems':2} -> At least 2 items -> minItems",
        "{'type':'array','items':{'type':'string'},'maxItems':2} -> At most 2 items -> maxItems",
      })
  void constraint_thatIsNotTaken_isSaidAndListed(String schema, String words, String lost) {
    AdaptedSchema adapted =
        adapted("{'type':'object','properties':{'a':" + schema + "},'required':['a']}");

    assertThat(property(adapted, "a").text("description"))
        .hasValueSatisfying(text -> assertThat(text).isEqualToIgnoringCase(words));
    assertThat(property(adapted, "a").members().keySet())
        .isSubsetOf("type", "description", "items");
    assertThat(adapted.lost().stream().map(AdaptedSchema.Loss::keyword).sorted())
        .containsExactly(lost.split(" "));
    assertThat(adapted.strict()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      value = {
        "{'type':'array','items':{'type':'string'},'minItems':1}",
        "{'type':'string','format':'uri'}",
        "{'type':'string','pattern':'^[A-Z]{2,3}-\\\\d+$'}",
        "{'type':'string','enum':['a','b']}",
        "{'type':'integer','const':3}",
      })
  void constraint_thatIsTaken_isSentAsItIs(String schema) {
    AdaptedSchema adapted =
        adapted("{'type':'object','properties':{'a':" + schema + "},'required':['a']}");

    assertThat(text(property(adapted, "a"))).isEqualTo(schema);
    assertThat(adapted.lost()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?=x)y", "(a)\\\\1", "\\\\bx", "x{1,500}", "(?:a|b)", "a+?"})
  void pattern_beyondTheVendorsEngine_isSaidInstead(String pattern) {
    AdaptedSchema adapted =
        adapted(
            "{'type':'object','properties':{'a':{'type':'string','pattern':'"
                + pattern
                + "'}},'required':['a']}");

    assertThat(property(adapted, "a").has("pattern")).isFalse();
    assertThat(property(adapted, "a").text("description")).isPresent();
    assertThat(adapted.lost()).hasSize(1);
  }

  @Test
  void recursion_isWrittenOutAndEnds() {
    AdaptedSchema adapted =
        adapted(
            "{'$ref':'#/$defs/Node','$defs':{'Node':{'type':'object','properties':{"
                + "'name':{'type':'string'},'next':{'$ref':'#/$defs/Node'},"
                + "'all':{'type':'array','items':{'$ref':'#/$defs/Node'}}},"
                + "'required':['name','all']}}}");

    assertThat(adapted.strict()).isTrue();
    assertThat(adapted.schema().object("$defs").orElseThrow().members().keySet())
        .containsExactly("Node_2", "Node_3", "Node_4", "Node_5");
    assertThat(text(adapted.schema().at("/$defs/Node_5/properties").orElseThrow()))
        .isEqualTo(
            "{'name':{'type':'string'},'all':{'type':'array',"
                + "'description':'Always empty: no deeper level.','items':{'type':'null'}}}");
    assertThat(adapted.lost())
        .containsExactly(
            new AdaptedSchema.Loss(
                "/$defs/Node", "$ref", "written out to 5 levels; deeper ones are accepted"));
  }

  @Test
  void recursion_thatNeverEnds_isNotEnforced() {
    AdaptedSchema adapted =
        adapted(
            "{'$ref':'#/$defs/Node','$defs':{'Node':{'type':'object','properties':{"
                + "'next':{'$ref':'#/$defs/Node'}},'required':['next']}}}");

    assertThat(adapted.strict()).isFalse();
    assertThat(adapted.lost()).extracting(AdaptedSchema.Loss::keyword).containsExactly("$ref");
  }

  @Test
  void recursion_inManyAlternatives_hasFewerLevels() {
    AdaptedSchema adapted =
        adapted(
            "{'type':'object','properties':{'e':{'$ref':'#/$defs/E'}},'required':['e'],'$defs':{"
                + "'E':{'anyOf':[{'type':'integer'},{'$ref':'#/$defs/A'},{'$ref':'#/$defs/B'}]},"
                + "'A':{'type':'object','properties':{'x':{'$ref':'#/$defs/E'},"
                + "'u':{'type':['string','integer']},'v':{'type':['string','integer']}},"
                + "'required':['x','u','v']},"
                + "'B':{'type':'object','properties':{'y':{'$ref':'#/$defs/E'},"
                + "'w':{'type':['string','integer']},'z':{'type':['string','integer']}},"
                + "'required':['y','w','z']}}}");

    assertThat(adapted.strict()).isTrue();
    assertThat(adapted.lost()).allSatisfy(loss -> assertThat(loss.note()).contains("to 4 levels"));
    SchemaSize size = SchemaSize.of(adapted.schema());
    assertThat(SchemaDialects.anthropic().limits()).noneMatch(limit -> limit.isExceeded(size));
  }
}
