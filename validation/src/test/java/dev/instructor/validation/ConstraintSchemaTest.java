package dev.instructor.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.Describe;
import dev.instructor.schema.JsonSchema;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The schema that a model is asked with. */
class ConstraintSchemaTest {
  record Item(@NotBlank String sku, @JsonProperty("qty") @Min(0) int quantity) {}

  record Order(
      @Size(min = 1) List<Item> items,
      List<@Size(max = 3) String> tags,
      Map<String, @DecimalMin("0.01") BigDecimal> prices,
      Optional<@Email String> contact,
      @Nullable @Size(max = 9) String note,
      @Describe("When it came in") @Past LocalDate placed,
      @Past LocalDate paid) {}

  interface Strict {}

  record Grouped(@Min(0) int a, @Min(value = 10, groups = Strict.class) int b) {}

  record Percent(@JsonValue @Max(100) int value) {}

  record Score(@Min(1) Percent percent) {}

  static final class Bean {
    private int level;

    @Max(7)
    public int getLevel() {
      return level;
    }

    public void setLevel(int level) {
      this.level = level;
    }
  }

  record Twice(@Pattern(regexp = "a+") String first, @Pattern(regexp = "b+") String second) {}

  @Test
  void plan_constraints_areKeywordsWhereTheyStand() {
    JsonObject properties = properties(Order.class);

    assertThat(properties.object("items").orElseThrow().without("items"))
        .isEqualTo(json("{'type':'array','minItems':1}"));
    assertThat(at(properties, "/items/items/properties"))
        .isEqualTo(
            json(
                "{'sku':{'type':'string','minLength':1,'pattern':'\\\\S'},"
                    + "'qty':{'type':'integer','minimum':0}}"));
    assertThat(at(properties, "/tags/items")).isEqualTo(json("{'type':'string','maxLength':3}"));
    assertThat(at(properties, "/prices/additionalProperties"))
        .isEqualTo(json("{'type':'number','minimum':0.01}"));
    assertThat(at(properties, "/contact"))
        .isEqualTo(json("{'anyOf':[{'type':'string','format':'email'},{'type':'null'}]}"));
    assertThat(at(properties, "/note"))
        .isEqualTo(json("{'anyOf':[{'type':'string','maxLength':9},{'type':'null'}]}"));
  }

  @Test
  void plan_ruleWithoutKeyword_followsTheDescription() {
    JsonObject properties = properties(Order.class);

    assertThat(at(properties, "/placed/description"))
        .isEqualTo(Json.of("When it came in. Must lie in the past."));
    assertThat(at(properties, "/paid/description")).isEqualTo(Json.of("Must lie in the past."));
  }

  @Test
  void plan_groups_selectKeywords() {
    assertThat(properties(Grouped.class))
        .isEqualTo(json("{'a':{'type':'integer','minimum':0},'b':{'type':'integer'}}"));
    assertThat(properties(Grouped.class, Strict.class))
        .isEqualTo(json("{'a':{'type':'integer'},'b':{'type':'integer','minimum':10}}"));
  }

  @Test
  void plan_objectWrittenAsScalar_takesThePlacesConstraints() {
    assertThat(at(properties(Score.class), "/percent/minimum")).isEqualTo(Json.of(1));
  }

  @Test
  void plan_getter_isRead() {
    assertThat(at(properties(Bean.class), "/level/maximum")).isEqualTo(Json.of(7));
  }

  @Test
  void plan_sameTypeTwice_keepsTheirConstraintsApart() {
    JsonObject properties = properties(Twice.class);

    assertThat(at(properties, "/first/pattern")).isEqualTo(Json.of("^(?:a+)$"));
    assertThat(at(properties, "/second/pattern")).isEqualTo(Json.of("^(?:b+)$"));
  }

  @Test
  void check_brokenKeyword_isFoundBeforeTheValueIsBuilt() {
    var schema = plan(Order.class);

    assertThat(
            schema.check(
                json(
                    "{'items':[{'sku':'a','qty':1},{'sku':'b','qty':-1}],'tags':['long'],"
                        + "'prices':{'a':0},'contact':'nobody','placed':'2020-01-01','paid':"
                        + "'2020-01-01'}")))
        .extracting(problem -> problem.pointer() + " " + problem.rule())
        .containsExactlyInAnyOrder(
            "/items/1/qty minimum", "/tags/0 maxLength", "/prices/a minimum", "/contact format");
  }

  private static JsonSchema plan(Class<?> type, Class<?>... groups) {
    return JacksonBinder.standard()
        .with(List.of(new BeanValidationRules().schemaContributor(List.of(groups))))
        .plan(Shape.of(type))
        .target()
        .schema();
  }

  private static JsonObject properties(Class<?> type, Class<?>... groups) {
    return plan(type, groups).document().object("properties").orElseThrow();
  }

  private static Json at(JsonObject json, String pointer) {
    return json.at(pointer).orElseThrow();
  }

  private static Json json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }
}
