package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Google's subset makes of single keywords; the golden files hold whole schemas. */
class GeminiDialectTest {
  private static AdaptedSchema adapt(String schema) {
    return SchemaDialects.gemini().adapt(JsonSchema.parse(schema.replace('\'', '"')));
  }

  /** Returns what becomes of a property. */
  private static String property(String schema) {
    return adapt("{'type':'object','properties':{'p':" + schema + "}}")
        .schema()
        .at("/properties/p")
        .orElseThrow()
        .toString()
        .replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'const':'Cat'} | {'type':'string','enum':['Cat']}",
        "{'type':'integer','enum':[1,2]} | {'type':'integer','enum':[1,2]}",
        "{'enum':['a',null]} | {'anyOf':[{'type':'string','enum':['a']},{'type':'null'}]}",
        "{'const':true} | {'type':'boolean','description':'Must be true'}",
        "{'const':null} | {'type':'null'}",
        "{'type':'string','minLength':1,'maxLength':3} | {'type':'string','description':'Between 1 and 3 characters'}",
        "{'type':'string','format':'date'} | {'type':'string','format':'date'}",
        "{'type':'string','format':'uuid'} | {'type':'string','description':'A UUID such as 123e4567-e89b-12d3-a456-426614174000'}",
        "{'type':'integer','minimum':1,'exclusiveMaximum':5} | {'type':'integer','minimum':1,'maximum':4}",
        "{'type':'number','exclusiveMinimum':0.5} | {'type':'number','description':'Greater than 0.5','minimum':0.5}",
        "{'type':'integer','exclusiveMinimum':2.5,'minimum':1} | {'type':'integer','minimum':3}",
        "{'type':'array'} | {'type':'array','items':{}}",
        "{'type':'array','items':{'type':'string'},'maxItems':3} | {'type':'array','maxItems':3,'items':{'type':'string'}}",
        "{'type':'array','prefixItems':[{'type':'string'}],'items':false} | {'type':'array','maxItems':1,'prefixItems':[{'type':'string'}]}",
        "{'type':'object'} | {'type':'object','additionalProperties':true}",
        "{'type':'object','additionalProperties':{'type':'string'}} | {'type':'object','additionalProperties':{'type':'string'}}",
        "{'type':'object','properties':{'b':{},'a':{}},'required':['a','b']} | {'type':'object','properties':{'b':{},'a':{}},'required':['b','a'],'propertyOrdering':['b','a']}",
        "{'type':'object','properties':{'a':{}},'required':['a','z']} | {'type':'object','description':'Must have the property z','properties':{'a':{}},'required':['a']}",
        "{'type':'object','patternProperties':{'^x':{'type':'string'}},'additionalProperties':false} | {'type':'object','description':'Every key matches the regular expression ^x','additionalProperties':{'type':'string'}}",
        "{'type':['string','null'],'description':'d'} | {'type':['string','null'],'description':'d'}",
        "{'oneOf':[{'type':'string'},{'type':'integer'}]} | {'anyOf':[{'type':'string'},{'type':'integer'}]}",
        "{'allOf':[{'type':'string'},{'enum':['a']}]} | {'type':'string','enum':['a']}",
        "true | {}",
      })
  void adapt_keyword_isSentOrSaid(String schema, String expected) {
    assertThat(property(schema)).isEqualTo(expected);
  }

  @Test
  void adapt_describedReference_hasNoSiblings() {
    AdaptedSchema adapted =
        adapt(
            "{'type':'object','properties':{'a':{'$ref':'#/$defs/A','description':'One.'},'b':{'$ref':'#/$defs/A'}},'$defs':{'A':{'type':'string'}}}");

    assertThat(adapted.schema().at("/properties/a").orElseThrow())
        .hasToString("{\"description\":\"One.\",\"anyOf\":[{\"$ref\":\"#/$defs/A\"}]}");
    assertThat(adapted.schema().at("/properties/b").orElseThrow())
        .hasToString("{\"$ref\":\"#/$defs/A\"}");
    assertThat(adapted.lost()).isEmpty();
  }

  @Test
  void adapt_recursionThatIsRequired_isSentAsOptionalAndComesBackEmpty() {
    AdaptedSchema adapted =
        adapt(
            "{'type':'object','properties':{'name':{'type':'string'},'children':{'type':'array','items':{'$ref':'#'}}},'required':['name','children']}");

    assertThat(adapted.schema().get("required")).contains(Json.strings(List.of("name")));
    assertThat(adapted.lost()).extracting(AdaptedSchema.Loss::keyword).containsExactly("required");
    assertThat(
            adapted
                .restoration()
                .restore(Json.parse("{\"name\":\"a\",\"children\":[{\"name\":\"b\"}]}")))
        .hasToString("{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]}]}");
  }

  @Test
  void adapt_recursionThroughAUnion_comesBackWhereOneAlternativeIsMeant() {
    AdaptedSchema adapted =
        adapt(
            """
            {'anyOf':[{'$ref':'#/$defs/Leaf'},{'$ref':'#/$defs/Branch'}],'$defs':{
              'Node':{'anyOf':[{'$ref':'#/$defs/Leaf'},{'$ref':'#/$defs/Branch'}]},
              'Leaf':{'type':'object','properties':{'type':{'const':'Leaf'}},'required':['type']},
              'Branch':{'type':'object','properties':{'type':{'const':'Branch'},'nodes':{'type':'array','items':{'$ref':'#/$defs/Node'}}},'required':['type','nodes']}}}
            """);

    assertThat(adapted.strict()).isTrue();
    assertThat(
            adapted
                .restoration()
                .restore(
                    Json.parse(
                        "{\"value\":{\"type\":\"Branch\",\"nodes\":[{\"type\":\"Leaf\"},{\"type\":\"Branch\"}]}}")))
        .hasToString(
            "{\"type\":\"Branch\",\"nodes\":[{\"type\":\"Leaf\"},{\"type\":\"Branch\",\"nodes\":[]}]}");
  }

  @Test
  void adapt_tooManyItems_dropsTheLargestBoundsAndSaysThem() {
    String array = "{'type':'array','items':{'type':'string'},'maxItems':%d}";
    AdaptedSchema adapted =
        adapt(
            "{'type':'object','properties':{'a':"
                + array.formatted(800)
                + ",'b':"
                + array.formatted(500)
                + ",'c':"
                + array.formatted(10)
                + "}}");

    assertThat(adapted.schema().at("/properties/a/maxItems")).isEmpty();
    assertThat(adapted.schema().at("/properties/a/description").orElseThrow())
        .hasToString("\"At most 800 items\"");
    assertThat(adapted.schema().at("/properties/b/maxItems")).isPresent();
    assertThat(adapted.schema().at("/properties/c/maxItems")).isPresent();
    assertThat(adapted.lost())
        .containsExactly(
            new AdaptedSchema.Loss("/properties/a", "maxItems", "said in the description"));
  }

  @Test
  void adapt_boundsWithinBounds_count() {
    AdaptedSchema adapted =
        adapt(
            "{'type':'object','properties':{'a':{'type':'array','maxItems':70,'items':{'type':'array','maxItems':70,'items':{'type':'string'}}}}}");

    assertThat(adapted.schema().at("/properties/a/maxItems")).isPresent();
    assertThat(adapted.schema().at("/properties/a/items/maxItems")).isEmpty();
  }
}
