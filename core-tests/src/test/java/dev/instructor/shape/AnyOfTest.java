package dev.instructor.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.call.ExtractionException;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.test.ScriptedModel;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A choice between shapes that have nothing in common. */
class AnyOfTest {
  record Part(String name) {}

  record Card(Part part, Part other) {}

  record Tree(String type, List<Tree> children) {}

  record Age(@Min(0) int years) {}

  record Kind(String type) {}

  static final class Elsewhere {
    record Part(int number) {}

    record Coin(Part part, Part other) {}
  }

  private static final Shape<Object> SHAPE =
      Shape.anyOf(
          List.of(
              Shape.of(Card.class),
              Shape.of(Elsewhere.Coin.class),
              Shape.of(Tree.class),
              Shape.of(Age.class),
              Shape.of(String.class).named("Words")));

  private static Object create(String... answers) {
    return Instructor.of(ScriptedModel.of(answers)).create(SHAPE, "x");
  }

  @Test
  void create_eachVariant_isBoundToItsType() {
    assertThat(create("{\"type\":\"Card\",\"part\":{\"name\":\"a\"},\"other\":{\"name\":\"b\"}}"))
        .isEqualTo(new Card(new Part("a"), new Part("b")));
    assertThat(create("{\"type\":\"Coin\",\"part\":{\"number\":1},\"other\":{\"number\":2}}"))
        .isEqualTo(new Elsewhere.Coin(new Elsewhere.Part(1), new Elsewhere.Part(2)));
    assertThat(
            create(
                "{\"type\":\"Tree\",\"value\":{\"type\":\"oak\",\"children\":[{\"type\":\"ash\",\"children\":[]}]}}"))
        .isEqualTo(new Tree("oak", List.of(new Tree("ash", List.of()))));
    assertThat(create("{\"type\":\"Words\",\"value\":\"hi\"}")).isEqualTo("hi");
  }

  @Test
  void create_constraintOfAVariant_isChecked_inAListToo() {
    assertThat(create("{\"type\":\"Age\",\"years\":-1}", "{\"type\":\"Age\",\"years\":1}"))
        .isEqualTo(new Age(1));
    assertThatThrownBy(
            () ->
                Instructor.builder(ScriptedModel.of("[{\"type\":\"Age\",\"years\":-1}]"))
                    .maxRetries(0)
                    .build()
                    .prompt("x")
                    .list(SHAPE))
        .isInstanceOfSatisfying(
            ExtractionException.class,
            e -> assertThat(e.problems().get(0).pointer()).isEqualTo("/0/years"));
  }

  @Test
  void schema_definitions_standAtTheRootUnlessTheirNamesClash() {
    Json schema = JacksonBinder.standard().plan(SHAPE).target().schema().document();

    assertThat(schema.at("/anyOf/0/properties/type/const")).contains(Json.of("Card"));
    assertThat(schema.at("/anyOf/0/properties/part/$ref")).contains(Json.of("#/$defs/Part"));
    assertThat(schema.at("/$defs/Part/properties/name")).isPresent();
    assertThat(schema.at("/anyOf/1/properties/part/$ref"))
        .contains(Json.of("#/anyOf/1/$defs/Part"));
  }

  @Test
  void schema_everyDialect_takesIt() {
    for (SchemaDialect dialect :
        List.of(
            SchemaDialects.plain(),
            SchemaDialects.openAiStrict(),
            SchemaDialects.anthropic(),
            SchemaDialects.gemini())) {
      AdaptedSchema adapted = dialect.adapt(JacksonBinder.standard().plan(SHAPE).target().schema());

      assertThat(adapted.schema().text("type")).as(dialect.name()).isEqualTo(Optional.of("object"));
    }
  }

  @Test
  void create_variantWithAPropertyType_isToldApartByAnotherOne() {
    Shape<Record> shape = Shape.anyOf(Kind.class, Age.class);
    ScriptedModel model = ScriptedModel.of("{\"kind\":\"Kind\",\"type\":\"x\"}");

    assertThat(Instructor.of(model).create(shape, "x")).isEqualTo(new Kind("x"));
  }

  @Test
  void anyOf_namesThatClash_areRefused() {
    Shape<Object> clash = Shape.anyOf(Part.class, Elsewhere.Part.class);

    assertThatThrownBy(() -> JacksonBinder.standard().plan(clash))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("named(");
    assertThatThrownBy(() -> Shape.anyOf(List.of())).isInstanceOf(ConfigurationException.class);
  }
}
