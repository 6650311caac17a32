package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.instructor.error.ConfigurationException;
import dev.instructor.golden.Generics;
import dev.instructor.golden.Nullables;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import dev.instructor.shape.TypeRef;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedTypesTest {
  record Line(Object extra) {}

  record Order(List<Line> lines) {}

  record Task(Runnable work) {}

  abstract static class Base {
    public String name;
  }

  record HasBase(Map<String, Base> bases) {}

  record Ids(Map<Integer, String> names) {}

  @SuppressWarnings("rawtypes")
  record RawList(List items) {}

  record Twice(Optional<Optional<String>> value) {}

  record NullableInt(@Nullables.Declared.Nullable int count) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface ByClass {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
  interface ByMinimalClass {}

  record Chosen(ByClass value) {}

  static final class OwnReader extends StdDeserializer<Own> {
    private static final long serialVersionUID = 1L;

    OwnReader() {
      super(Own.class);
    }

    @Override
    public Own deserialize(JsonParser parser, DeserializationContext context) {
      return new Own();
    }
  }

  @JsonDeserialize(using = OwnReader.class)
  static final class Own {}

  record HasOwn(List<Own> owns) {}

  record OwnProperty(@JsonDeserialize(using = OwnReader.class) Own own) {}

  record Tree(JsonNode node) {}

  sealed interface Mixed permits Size, Part {}

  enum Size implements Mixed {
    BIG
  }

  record Part(String name) implements Mixed {}

  record BadExample(@Describe(value = "a number", examples = "many") int count) {}

  record BadStated(@SchemaOf("{") String text) {}

  record Endless<T>(Optional<Endless<List<T>>> next) {}

  static List<Arguments> refused() {
    return List.of(
        Arguments.of(Shape.of(Order.class), "Order.lines[].extra is of type java.lang.Object"),
        Arguments.of(Shape.of(Object.class), "Object is of type java.lang.Object"),
        Arguments.of(Shape.of(Generics.Box.class), "Box.value is of type java.lang.Object"),
        Arguments.of(Shape.of(Task.class), "Task.work is of type java.lang.Runnable"),
        Arguments.of(Shape.of(HasBase.class), "HasBase.bases{} is of type"),
        Arguments.of(Shape.of(Ids.class), "Ids.names is a map with keys of type Integer"),
        Arguments.of(Shape.of(RawList.class), "RawList.items is a List without type arguments"),
        Arguments.of(Shape.of(Twice.class), "Twice.value is an Optional of an Optional"),
        Arguments.of(Shape.of(NullableInt.class), "NullableInt.count is @Nullable"),
        Arguments.of(Shape.of(Chosen.class), "Chosen.value is of type"),
        Arguments.of(Shape.of(ByMinimalClass.class), "ByMinimalClass is of type"),
        Arguments.of(Shape.of(HasOwn.class), "HasOwn.owns[] is of type"),
        Arguments.of(Shape.of(OwnProperty.class), "OwnProperty.own has a deserializer of its own"),
        Arguments.of(Shape.of(Tree.class), "Tree.node is of type"),
        Arguments.of(Shape.of(Mixed.class), "Mixed(Size) is no object"),
        Arguments.of(Shape.of(BadExample.class), "An example in @Describe on BadExample.count"),
        Arguments.of(Shape.of(BadStated.class), "@SchemaOf in "),
        Arguments.of(
            Shape.of(new TypeRef<Endless<String>>() {}), "Endless.next.next.next.next.next"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void plan_typeThatCannotBeAskedFor_namesThePath(Shape<?> shape, String message) {
    assertThatThrownBy(() -> JacksonBinder.standard().plan(shape))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void plan_deserializerOfAModule_isRefusedToo() {
    SimpleModule module = new SimpleModule();
    module.addDeserializer(
        LocalDate.class,
        new StdDeserializer<>(LocalDate.class) {
          private static final long serialVersionUID = 1L;

          @Override
          public LocalDate deserialize(JsonParser parser, DeserializationContext context) {
            return LocalDate.EPOCH;
          }
        });
    JacksonBinder binder = JacksonBinder.of(JsonMapper.builder().addModule(module).build());

    assertThatThrownBy(() -> binder.plan(Shape.listOf(LocalDate.class)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("List[] is of type java.time.LocalDate")
        .hasMessageContaining("@SchemaOf");
  }
}
