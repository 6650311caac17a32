package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.instructor.golden.Annotated;
import dev.instructor.golden.Classes;
import dev.instructor.golden.GoldenType;
import dev.instructor.golden.GoldenTypes;
import dev.instructor.golden.Plain;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shape.BindingException;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.OutputPlan;
import dev.instructor.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of a plain record needs no Jackson; with a user's mapper Jackson is always asked. */
class SchemaAgreementTest {
  private static final JacksonBinder ASKING_JACKSON = JacksonBinder.of(new JsonMapper());

  static List<GoldenType> types() {
    return GoldenTypes.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void schemaFromReflection_equalsSchemaFromJackson(GoldenType type) {
    assertThat(type.schema().toString())
        .isEqualTo(ASKING_JACKSON.plan(type.shape()).target().schema().toString());
  }

  @Test
  void namingStrategyOfTheMapper_isFollowed() throws BindingException {
    JacksonBinder binder =
        JacksonBinder.of(
            JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
    OutputPlan<Words> plan = binder.plan(Shape.of(Words.class));

    assertThat(plan.target().schema().document().object("properties").orElseThrow().members())
        .containsOnlyKeys("first_word", "last_word");
    assertThat(plan.binder().bind(Json.parse("{\"first_word\": \"a\", \"last_word\": \"b\"}")))
        .isEqualTo(new Words("a", "b"));
    assertThat(binder.jsonName(Words.class, "lastWord")).isEqualTo("last_word");
  }

  record Words(String firstWord, String lastWord) {}

  @Test
  void jsonName_isTheNameInTheJson() {
    JacksonBinder binder = JacksonBinder.standard();

    assertThat(binder.jsonName(Annotated.Renamed.class, "name")).isEqualTo("full_name");
    assertThat(binder.jsonName(Annotated.Snake.class, "ageInYears")).isEqualTo("age_in_years");
    assertThat(binder.jsonName(Plain.User.class, "email")).isEqualTo("email");
    assertThat(binder.jsonName(Classes.Customer.class, "phone")).isEqualTo("phone");
  }

  @SchemaOf("{\"type\": \"string\", \"pattern\": \"^[0-9]+cm$\"}")
  interface LengthMixIn {}

  record Length(int centimetres) {}

  record Shelf(Length width) {}

  @Test
  void schemaOnMixIn_isThatOfTheType() {
    JacksonBinder binder =
        JacksonBinder.of(JsonMapper.builder().addMixIn(Length.class, LengthMixIn.class).build());

    JsonObject width =
        binder
            .plan(Shape.of(Shelf.class))
            .target()
            .schema()
            .document()
            .object("properties")
            .flatMap(properties -> properties.object("width"))
            .orElseThrow();

    assertThat(width.text("pattern")).contains("^[0-9]+cm$");
  }

  interface Named {
    String name();
  }

  record Cat(String name) implements Named {}

  record Owner(Named pet) {}

  @Test
  void abstractTypeThatAModuleMaps_isTheMappedType() throws BindingException {
    JacksonBinder binder =
        JacksonBinder.of(
            JsonMapper.builder()
                .addModule(new SimpleModule().addAbstractTypeMapping(Named.class, Cat.class))
                .build());
    OutputPlan<Owner> plan = binder.plan(Shape.of(Owner.class));

    assertThat(plan.target().schema().toString()).contains("\"name\":{\"type\":\"string\"}");
    assertThat(plan.binder().bind(Json.parse("{\"pet\": {\"name\": \"Tom\"}}")))
        .isEqualTo(new Owner(new Cat("Tom")));
  }
}
