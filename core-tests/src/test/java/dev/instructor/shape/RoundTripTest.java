package dev.instructor.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.golden.Annotated;
import dev.instructor.golden.Classes;
import dev.instructor.golden.Nullables;
import dev.instructor.golden.Plain;
import dev.instructor.golden.Unions;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static <T> T bind(Shape<T> shape, String json) throws BindingException {
    return JacksonBinder.standard().plan(shape).binder().bind(Json.parse(json));
  }

  static List<Arguments> scalars() {
    return List.of(
        Arguments.of(String.class, "\"a \\\"b\\\" \\u00fc\"", "a \"b\" \u00fc"),
        Arguments.of(int.class, "-7", -7),
        Arguments.of(int.class, "7.0", 7),
        Arguments.of(int.class, "1e3", 1000),
        Arguments.of(Long.class, "9223372036854775807", Long.MAX_VALUE),
        Arguments.of(Short.class, "-32768", Short.MIN_VALUE),
        Arguments.of(Byte.class, "127", (byte) 127),
        Arguments.of(Double.class, "0.1", 0.1),
        Arguments.of(Double.class, "3", 3.0),
        Arguments.of(Float.class, "0.5", 0.5f),
        Arguments.of(Boolean.class, "false", false),
        Arguments.of(Character.class, "\"x\"", 'x'),
        Arguments.of(BigDecimal.class, "7.50", new BigDecimal("7.50")),
        Arguments.of(BigDecimal.class, "7.0", new BigDecimal("7.0")),
        Arguments.of(
            BigDecimal.class,
            "0.30000000000000000000000000000000004",
            new BigDecimal("0.30000000000000000000000000000000004")),
        Arguments.of(
            BigInteger.class,
            "123456789012345678901234567890",
            new BigInteger("123456789012345678901234567890")),
        Arguments.of(LocalDate.class, "\"2024-02-29\"", LocalDate.of(2024, 2, 29)),
        Arguments.of(LocalTime.class, "\"10:15\"", LocalTime.of(10, 15)),
        Arguments.of(
            LocalDateTime.class,
            "\"2024-02-29T10:15:30\"",
            LocalDateTime.of(2024, 2, 29, 10, 15, 30)),
        Arguments.of(
            OffsetDateTime.class,
            "\"2024-02-29T10:15:30+05:45\"",
            OffsetDateTime.of(2024, 2, 29, 10, 15, 30, 0, ZoneOffset.ofHoursMinutes(5, 45))),
        Arguments.of(
            ZonedDateTime.class,
            "\"2024-02-29T10:15:30+05:45\"",
            ZonedDateTime.of(2024, 2, 29, 10, 15, 30, 0, ZoneOffset.ofHoursMinutes(5, 45))),
        Arguments.of(
            Instant.class, "\"2024-02-29T10:15:30Z\"", Instant.parse("2024-02-29T10:15:30Z")),
        Arguments.of(
            Instant.class, "\"2024-02-29T10:15:30+02:00\"", Instant.parse("2024-02-29T08:15:30Z")),
        Arguments.of(
            OffsetTime.class,
            "\"10:15:30+01:00\"",
            OffsetTime.of(10, 15, 30, 0, ZoneOffset.ofHours(1))),
        Arguments.of(Duration.class, "\"PT1H30M\"", Duration.ofMinutes(90)),
        Arguments.of(Period.class, "\"P1Y2M3D\"", Period.of(1, 2, 3)),
        Arguments.of(Year.class, "2024", Year.of(2024)),
        Arguments.of(YearMonth.class, "\"2024-02\"", YearMonth.of(2024, 2)),
        Arguments.of(MonthDay.class, "\"--02-29\"", MonthDay.of(2, 29)),
        Arguments.of(Month.class, "\"MARCH\"", Month.MARCH),
        Arguments.of(DayOfWeek.class, "\"FRIDAY\"", DayOfWeek.FRIDAY),
        Arguments.of(ZoneId.class, "\"Asia/Kathmandu\"", ZoneId.of("Asia/Kathmandu")),
        Arguments.of(ZoneOffset.class, "\"+05:45\"", ZoneOffset.ofHoursMinutes(5, 45)),
        Arguments.of(
            UUID.class,
            "\"123e4567-e89b-12d3-a456-426614174000\"",
            UUID.fromString("123e4567-e89b-12d3-a456-426614174000")),
        Arguments.of(URI.class, "\"https://example.com/a\"", URI.create("https://example.com/a")),
        Arguments.of(Currency.class, "\"EUR\"", Currency.getInstance("EUR")),
        Arguments.of(Locale.class, "\"en-GB\"", Locale.UK),
        Arguments.of(Plain.Priority.class, "\"URGENT\"", Plain.Priority.URGENT),
        Arguments.of(byte[].class, "\"AQID\"", new byte[] {1, 2, 3}),
        Arguments.of(int[].class, "[1,2]", new int[] {1, 2}));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void bind_scalarAtTheRoot_isExact(Class<?> type, String json, Object value)
      throws BindingException {
    OutputPlan<?> plan = JacksonBinder.standard().plan(Shape.of(type));

    assertThat(plan.target().schema().check(Json.parse(json))).isEmpty();
    assertThat((Object) plan.binder().bind(Json.parse(json))).isEqualTo(value);
  }

  static List<Arguments> wrong() {
    return List.of(
        Arguments.of(int.class, "7.9"),
        Arguments.of(int.class, "2147483648"),
        Arguments.of(int.class, "1e999999999"),
        Arguments.of(int.class, "null"),
        Arguments.of(Byte.class, "200"),
        Arguments.of(String.class, "5"),
        Arguments.of(String.class, "true"),
        Arguments.of(String.class, "[]"),
        Arguments.of(double.class, "\"1.5\""),
        Arguments.of(boolean.class, "\"true\""),
        Arguments.of(boolean.class, "0"),
        Arguments.of(char.class, "\"ab\""),
        Arguments.of(char.class, "\"\""),
        Arguments.of(LocalDate.class, "\"2024-02-30\""),
        Arguments.of(LocalDate.class, "\"29.02.2024\""),
        Arguments.of(LocalDate.class, "\"\""),
        Arguments.of(YearMonth.class, "\"2024-13\""),
        Arguments.of(Instant.class, "\"2024-02-29\""),
        Arguments.of(Duration.class, "\"90 minutes\""),
        Arguments.of(UUID.class, "\"123\""),
        Arguments.of(UUID.class, "\"\""),
        Arguments.of(Currency.class, "\"ZZZ\""),
        Arguments.of(ZoneId.class, "\"Nowhere/City\""),
        Arguments.of(Plain.Priority.class, "\"urgent\""),
        Arguments.of(Plain.Priority.class, "2"),
        Arguments.of(byte[].class, "\"***\""));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void bind_wrongScalar_isProblemWithoutJackson(Class<?> type, String json) {
    BindingException failure =
        catchThrowableOfType(BindingException.class, () -> bind(Shape.of(type), json));

    assertThat(failure).isNotNull();
    assertThat(failure.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEmpty();
              assertThat(problem.value()).contains(json);
              assertThat(problem.message()).doesNotContainIgnoringCase("jackson");
              assertThat(problem.message()).doesNotContain("java.", "deserialize", "token");
            });
  }

  @Test
  void bind_optionals_absentAndNullAreEmpty() throws BindingException {
    Nullables.Optionals absent = bind(Shape.of(Nullables.Optionals.class), "{\"name\": \"a\"}");
    Nullables.Optionals nulls =
        bind(
            Shape.of(Nullables.Optionals.class),
            "{\"name\": \"a\", \"nickname\": null, \"age\": null, \"friend\": null}");

    assertThat(absent.nickname()).isEmpty();
    assertThat(absent.age()).isEqualTo(OptionalInt.empty());
    assertThat(absent).isEqualTo(nulls);
  }

  @Test
  void bind_set_keepsTheOrderOfTheAnswer() throws BindingException {
    Set<String> set = bind(Shape.setOf(String.class), "[\"z\", \"a\", \"m\", \"b\"]");

    assertThat(set).containsExactly("z", "a", "m", "b");
  }

  @Test
  void bind_optionalAtTheRoot_takesNull() throws BindingException {
    assertThat(bind(Shape.of(new TypeRef<Optional<Plain.User>>() {}), "null")).isEmpty();
  }

  @Test
  void bind_sealedType_readsTheDiscriminatorWhereverItStands() throws BindingException {
    assertThat(
            bind(
                Shape.of(new TypeRef<Map<String, Unions.Payment>>() {}),
                """
                {"a": {"type": "Transfer", "iban": "x", "amount": 1.50},
                 "b": {"number": "1", "expires": "2024-05", "type": "Card"},
                 "c": {"type": "Cash"}}
                """))
        .isEqualTo(
            Map.of(
                "a", new Unions.Transfer("x", new BigDecimal("1.50")),
                "b", new Unions.Card("1", YearMonth.of(2024, 5)),
                "c", new Unions.Cash()));
  }

  @Test
  void bind_unknownVariant_isProblem() {
    BindingException failure =
        catchThrowableOfType(
            BindingException.class,
            () -> bind(Shape.listOf(Unions.Payment.class), "[{\"type\": \"java.lang.String\"}]"));

    assertThat(failure.problems().get(0).pointer()).isEqualTo("/0");
  }

  @Test
  void bind_alias_isReadToo() throws BindingException {
    Annotated.Renamed value =
        bind(Shape.of(Annotated.Renamed.class), "{\"full_name\": \"a\", \"yrs\": 5}");

    assertThat(value).isEqualTo(new Annotated.Renamed("a", 5));
  }

  @Test
  void bind_ignoredComponents_areNeverRead() throws BindingException {
    Annotated.Ignored value =
        bind(
            Shape.of(Annotated.Ignored.class),
            "{\"name\": \"a\", \"secret\": 5, \"session\": \"s\", \"age\": 7}");

    assertThat(value.secret()).isZero();
    assertThat(value.session()).isNull();
    assertThat(value.age()).isEqualTo(7);
  }

  @Test
  void bind_builderAndFactory_buildTheValue() throws BindingException {
    assertThat(
            bind(Shape.of(Classes.Invoice.class), "{\"number\": \"1\", \"total\": 2.50}")
                .describe())
        .isEqualTo("1null2.50");
    assertThat(
            bind(Shape.of(Classes.Person.class), "{\"first\": \"A\", \"last\": \"B\", \"age\": 3}")
                .full())
        .isEqualTo("A B 3");
  }

  static class Strict {
    private int age;

    public int getAge() {
      return age;
    }

    public void setAge(int age) {
      if (age < 0) {
        throw new IllegalStateException("age must not be negative");
      }
      this.age = age;
    }
  }

  @Test
  void bind_setterThrows_isProblemAtItsProperty() {
    BindingException failure =
        catchThrowableOfType(
            BindingException.class,
            () -> bind(Shape.listOf(Strict.class), "[{\"age\": 1}, {\"age\": -1}]"));

    assertThat(failure.problems().get(0).pointer()).isEqualTo("/1/age");
    assertThat(failure.problems().get(0).message()).isEqualTo("age must not be negative");
    assertThat(failure.getMessage()).doesNotContain("negative", "-1");
  }

  @Test
  void ofSchema_valueIsTheJson() throws BindingException {
    Shape<Json> shape = Shape.ofSchema("{\"title\": \"My person!\", \"type\": \"object\"}");
    OutputPlan<Json> plan = JacksonBinder.standard().plan(shape);

    assertThat(plan.target().name()).isEqualTo("My_person_");
    assertThat(plan.binder().bind(Json.parse("{\"a\": 1}"))).isEqualTo(Json.parse("{\"a\":1}"));
  }

  @Test
  void listOfSchema_movesItsReferences() {
    JsonObject schema =
        JacksonBinder.standard()
            .plan(
                Shape.listOf(
                    Shape.ofSchema(
                        "{\"type\": \"object\", \"properties\": {\"kid\": {\"$ref\": \"#\"}}}")))
            .target()
            .schema()
            .document();

    assertThat(schema.at("/items/properties/kid/$ref")).contains(Json.of("#/items"));
  }

  @Test
  void shapes_ofTheSameType_areEqual() {
    assertThat(Shape.listOf(Plain.User.class))
        .isEqualTo(Shape.of(new TypeRef<List<Plain.User>>() {}))
        .hasSameHashCodeAs(Shape.of(new TypeRef<List<Plain.User>>() {}))
        .isNotEqualTo(Shape.setOf(Plain.User.class));
    assertThat(Shape.ofSchema("{}")).isEqualTo(Shape.ofSchema("{}"));
  }

  static List<Arguments> names() {
    return List.of(
        Arguments.of(Shape.of(Plain.User.class), "User"),
        Arguments.of(Shape.listOf(Plain.User.class), "UserList"),
        Arguments.of(Shape.of(Plain.User[].class), "UserList"),
        Arguments.of(Shape.setOf(Plain.User.class), "UserSet"),
        Arguments.of(Shape.of(new TypeRef<Map<String, Plain.User>>() {}), "UserMap"),
        Arguments.of(Shape.of(new TypeRef<Optional<Plain.User>>() {}), "User"),
        Arguments.of(
            Shape.of(new TypeRef<dev.instructor.golden.Generics.Box<Plain.User>>() {}), "Box_User"),
        Arguments.of(Shape.ofSchema("x".repeat(80), "{}"), "x".repeat(64)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void target_name_isLegalOnTheWire(Shape<?> shape, String name) {
    assertThat(JacksonBinder.standard().plan(shape).target().name()).isEqualTo(name);
  }
}
