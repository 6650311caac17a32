package dev.instructor.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacksonBinderTest {
  enum Level {
    LOW,
    HIGH
  }

  record Line(String sku, int qty, BigDecimal price) {}

  record Address(String street, Optional<String> zip) {
    Address {
      if (street.isBlank()) {
        throw new IllegalArgumentException("street must not be blank");
      }
    }
  }

  record Order(
      List<Line> lines, Optional<Address> ship, Level level, boolean paid, LocalDate day) {}

  record Box<T>(T value) {}

  private static final String ORDER =
      """
      {"lines": [{"sku": "a", "qty": 2, "price": 7.50}], "ship": {"street": "x"}, "level": "LOW",
       "paid": true, "day": "2024-02-29", "unknown": 1}
      """;

  private static <T> T bind(Shape<T> shape, String json) throws BindingException {
    return JacksonBinder.standard().plan(shape).binder().bind(Json.parse(json));
  }

  private static Problem problem(Shape<?> shape, String json) {
    BindingException failure =
        catchThrowableOfType(BindingException.class, () -> bind(shape, json));
    assertThat(failure).isNotNull();
    return failure.problems().get(0);
  }

  @Test
  void bind_nestedRecord_keepsEveryValueAndIgnoresUnknownNames() throws BindingException {
    Order order = bind(Shape.of(Order.class), ORDER);

    assertThat(order)
        .isEqualTo(
            new Order(
                List.of(new Line("a", 2, new BigDecimal("7.50"))),
                Optional.of(new Address("x", Optional.empty())),
                Level.LOW,
                true,
                LocalDate.of(2024, 2, 29)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"qty\": 2       | \"qty\": 7.9           | /lines/0/qty   | 7.9",
        "\"qty\": 2       | \"qty\": \"2\"         | /lines/0/qty   | \"2\"",
        "\"qty\": 2       | \"qty\": null          | /lines/0/qty   | null",
        "\"qty\": 2       | \"qty\": true          | /lines/0/qty   | true",
        "\"qty\": 2       | \"qty\": 99999999999   | /lines/0/qty   | 99999999999",
        "\"sku\": \"a\"   | \"sku\": 5             | /lines/0/sku   | 5",
        "\"sku\": \"a\"   | \"sku\": true          | /lines/0/sku   | true",
        "\"paid\": true   | \"paid\": \"true\"     | /paid          | \"true\"",
        "\"paid\": true   | \"paid\": 1            | /paid          | 1",
        "\"LOW\"          | \"MIDDLE\"             | /level         | \"MIDDLE\"",
        "\"LOW\"          | 0                      | /level         | 0",
        "\"LOW\"          | \"\"                   | /level         | \"\"",
        "\"2024-02-29\"   | \"2024-02-30\"         | /day           | \"2024-02-30\"",
        "\"2024-02-29\"   | \"\"                   | /day           | \"\"",
      })
  void bind_valueOfAnotherKind_isProblemAtItsPlace(
      String right, String wrong, String pointer, String value) {
    Problem problem = problem(Shape.of(Order.class), ORDER.replace(right, wrong));

    assertThat(problem.pointer()).isEqualTo(pointer);
    assertThat(problem.value()).contains(value);
    assertThat(problem.source()).isEqualTo(Problem.Source.BINDING);
    assertThat(problem.message()).startsWith("must be ").doesNotContain("jackson");
  }

  @Test
  void bind_missingPrimitive_isProblemNeverZero() {
    Problem problem = problem(Shape.of(Line.class), "{\"sku\": \"a\", \"price\": 1}");

    assertThat(problem.pointer()).isEqualTo("/qty");
  }

  @Test
  void bind_constructorThrows_tellsItsMessageAtItsPlace() {
    Problem problem = problem(Shape.of(Order.class), ORDER.replace("\"x\"", "\" \""));

    assertThat(problem.pointer()).isEqualTo("/ship");
    assertThat(problem.rule()).isEqualTo("constructor");
    assertThat(problem.message()).isEqualTo("street must not be blank");
    assertThat(problem.value()).contains("{\"street\":\" \"}");
  }

  @Test
  void bind_genericTypes_keepTheirArguments() throws BindingException {
    Box<Map<String, Line>> box =
        bind(
            Shape.of(new TypeRef<Box<Map<String, Line>>>() {}),
            "{\"value\": {\"k\": {\"sku\": \"a\", \"qty\": 1, \"price\": 2}}}");

    assertThat(box.value().get("k")).isEqualTo(new Line("a", 1, new BigDecimal("2")));
  }

  @Test
  void plan_sameShape_isLookedUp() {
    assertThat(JacksonBinder.standard().plan(Shape.listOf(Line.class)))
        .isSameAs(JacksonBinder.standard().plan(Shape.of(new TypeRef<List<Line>>() {})));
  }

  @Test
  void plan_object_isRefusedWithItsPath() {
    assertThatThrownBy(
            () -> JacksonBinder.standard().plan(Shape.of(new TypeRef<Box<List<Object>>>() {})))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Box.value[] is of type java.lang.Object");
  }
}
