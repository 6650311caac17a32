package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContributorTest {
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
  @interface Longest {
    int value();
  }

  /** As Jakarta's are: on everything. */
  private static final SchemaContributor LONGEST =
      (place, schema) ->
          place.annotations().stream()
              .filter(Longest.class::isInstance)
              .forEach(each -> schema.put("maxLength", ((Longest) each).value()));

  record Address(String city) {}

  record User(
      @Longest(1) String name,
      List<@Longest(2) String> tags,
      Map<String, @Longest(3) String> notes,
      Optional<@Longest(4) String> nick,
      @Longest(5) Optional<String> title,
      @Longest(6) Address home,
      Address work,
      List<List<@Longest(7) String>> table) {}

  static class Bean {
    @Longest(8)
    private String text;

    public void setText(String text) {
      this.text = text;
    }

    public String getText() {
      return text;
    }
  }

  private static JsonObject schema(Class<?> type) {
    return JacksonBinder.standard()
        .with(List.of(LONGEST))
        .plan(Shape.of(type))
        .target()
        .schema()
        .document();
  }

  @ParameterizedTest
  @CsvSource({
    "/properties/name/maxLength, 1",
    "/properties/tags/items/maxLength, 2",
    "/properties/notes/additionalProperties/maxLength, 3",
    "/properties/nick/anyOf/0/maxLength, 4",
    "/properties/title/anyOf/0/maxLength, 5",
    "/properties/home/maxLength, 6",
    "/properties/table/items/items/maxLength, 7"
  })
  void contribute_isAskedForEveryPlace(String pointer, int value) {
    assertThat(schema(User.class).at(pointer)).contains(Json.of(value));
  }

  @ParameterizedTest
  @CsvSource("/properties/text/maxLength, 8")
  void contribute_fieldBehindASetter_isSeen(String pointer, int value) {
    assertThat(schema(Bean.class).at(pointer)).contains(Json.of(value));
  }

  @ParameterizedTest
  @CsvSource({"/properties/home/$ref", "/properties/work/$ref"})
  void contribute_sharedType_leavesItsDefinitionAlone(String pointer) {
    assertThat(schema(User.class).at(pointer)).contains(Json.of("#/$defs/Address"));
    assertThat(schema(User.class).at("/$defs/Address/maxLength")).isEmpty();
  }
}
