package dev.instructor.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.shape.PropertyNames;
import dev.instructor.validate.internal.Validators;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTest {
  record User(String name, int age, @Nullable String nick, Optional<String> email) {}

  record Price(BigDecimal amount) {}

  record Line(String sku, int qty, Price price) {}

  record Order(String id, Line first, List<Line> lines, LocalDate at) {}

  /** As under a naming strategy: {@code qty} is {@code QTY} in the JSON. */
  private static final PropertyNames UPPER =
      (owner, property) -> property.equals("qty") ? "QTY" : property;

  private static final User JASON = new User("Jason", 250, null, Optional.of("j@x.org"));
  private static final Json JASON_JSON =
      Json.parse("{\"name\":\"Jason\",\"age\":250,\"email\":\"j@x.org\"}");

  @Test
  void check_brokenPropertyRule_isAProblemAtTheProperty() {
    Rules<User> rules =
        Rules.of(User.class).check(User::age, age -> age < 150, "must be below 150");

    assertThat(problems(rules))
        .containsExactly(
            new Problem(
                "/age",
                "rule",
                "must be below 150",
                Optional.of("250"),
                Problem.Source.VALIDATION));
  }

  @Test
  void check_keptRules_sayNothing() {
    Rules<User> rules =
        Rules.of(User.class)
            .check(User::name, name -> !name.isBlank(), "must not be blank")
            .check(User::email, email -> email.isPresent(), "is needed")
            .check(user -> user.age() > 0, "must be born");

    assertThat(problems(rules)).isEmpty();
  }

  @Test
  void check_severalBroken_allAreReportedWithTheirNames() {
    Rules<User> rules =
        Rules.of(User.class)
            .check(User::age, age -> age < 150, "human", "must be below 150")
            .check(user -> user.name().length() > user.age(), "must have a longer name than age")
            .checkAt("/name", user -> user.age() < 10, "child", "must be a child's name");

    assertThat(problems(rules))
        .extracting(Problem::pointer, Problem::rule, Problem::message)
        .containsExactly(
            tuple("/age", "human", "must be below 150"),
            tuple("", "rule", "must have a longer name than age"),
            tuple("/name", "child", "must be a child's name"));
  }

  @Test
  void check_context_isSeenByPropertyAndWholeRules() {
    Rules<User> rules =
        Rules.of(User.class)
            .check(
                User::age,
                (age, context) -> age < context.get("limit", Integer.class).orElseThrow(),
                "must be below the limit")
            .check((user, context) -> context.get("banned").isEmpty(), "ban", "must be allowed");

    List<Problem> problems =
        Validators.run(
            JASON, List.of(rules), Map.of("limit", 150, "banned", true), JASON_JSON, UPPER);

    assertThat(problems).extracting(Problem::pointer).containsExactly("/age", "");
  }

  @Test
  void check_nullProperty_isNotLookedAt() {
    Rules<User> rules =
        Rules.of(User.class).check(User::nick, nick -> nick.length() > 3, "must be longer");

    assertThat(problems(rules)).isEmpty();
  }

  @Test
  void check_illegalArgument_breaksTheRuleWithItsOwnMessage() {
    Rules<User> rules =
        Rules.of(User.class).check(User::name, n -> UUID.fromString(n) != null, "must be a UUID");

    assertThat(problems(rules)).extracting(Problem::message).containsExactly("must be a UUID");
  }

  @Test
  void check_otherException_goesThrough() {
    Rules<User> rules =
        Rules.of(User.class)
            .check(
                User::name,
                name -> {
                  throw new IllegalStateException("no database");
                },
                "must be known");

    assertThatThrownBy(() -> problems(rules))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no database");
  }

  @Test
  void check_lambdaInPlaceOfAnAccessor_isRefusedAtOnce() {
    assertThatThrownBy(
            () -> Rules.of(User.class).check(user -> user.age(), age -> true, "must be right"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("User::age");
  }

  @Test
  void checkEach_brokenItem_isAProblemAtItsIndexUnderTheJsonName() {
    Rules<Line> line =
        Rules.of(Line.class)
            .check(Line::qty, qty -> qty > 0, "positive", "must be positive")
            .checkNested(
                Line::price,
                Rules.of(Price.class).check(Price::amount, a -> a.signum() > 0, "must cost"));
    Rules<Order> rules =
        Rules.of(Order.class).checkEach(Order::lines, line).checkNested(Order::first, line);
    Line good = new Line("a", 1, new Price(BigDecimal.ONE));
    Line bad = new Line("b", -2, new Price(BigDecimal.ZERO));
    Order order = new Order("7", bad, List.of(good, bad), LocalDate.EPOCH);
    Json json =
        Json.parse(
            """
            {"id":"7","first":{"sku":"b","QTY":-2,"price":"0"},
             "lines":[{"sku":"a","QTY":1,"price":"1"},{"sku":"b","QTY":-2,"price":"0"}]}""");

    List<Problem> problems = Validators.run(order, List.of(rules), Map.of(), json, UPPER);

    // A price is written as one string: the place within it is the price's.
    assertThat(problems)
        .extracting(Problem::pointer, Problem::rule, p -> p.value().orElseThrow())
        .containsExactly(
            tuple("/lines/1/QTY", "positive", "-2"),
            tuple("/lines/1/price", "rule", "\"0\""),
            tuple("/first/QTY", "positive", "-2"),
            tuple("/first/price", "rule", "\"0\""));
  }

  @Test
  void checkEach_validatorThatThrows_isAProblemOfItsItem() {
    Validator<Line> picky =
        (line, context) -> {
          if (line.qty() < 0) {
            throw new IllegalArgumentException("must be orderable");
          }
        };
    Rules<Order> rules = Rules.of(Order.class).checkEach(Order::lines, picky);
    Line bad = new Line("b", -2, new Price(BigDecimal.ZERO));
    Order order = new Order("7", bad, List.of(bad), LocalDate.EPOCH);

    List<Problem> problems =
        Validators.run(
            order, List.of(rules), Map.of(), Json.parse("{\"lines\":[{\"qty\":-2}]}"), UPPER);

    assertThat(problems)
        .extracting(Problem::pointer, Problem::message)
        .containsExactly(tuple("/lines/0", "must be orderable"));
  }

  @Test
  void checkEach_placeThatIsNoPointer_isTheCallersMistake() {
    Validator<Line> wrong = (line, context) -> context.problem("qty", "r", "m");
    Rules<Order> rules = Rules.of(Order.class).checkEach(Order::lines, wrong);
    Line line = new Line("b", -2, new Price(BigDecimal.ZERO));
    Order order = new Order("7", line, List.of(line), LocalDate.EPOCH);

    assertThatThrownBy(
            () -> Validators.run(order, List.of(rules), Map.of(), Json.parse("{}"), UPPER))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'/qty'");
  }

  @Test
  void check_leavesTheRulesItIsCalledOnAsTheyWere() {
    Rules<User> none = Rules.of(User.class);
    Rules<User> one = none.check(User::age, age -> age < 150, "must be below 150");

    assertThat(problems(none)).isEmpty();
    assertThat(problems(one)).hasSize(1);
    assertThat(one.type()).isEqualTo(User.class);
  }

  private static List<Problem> problems(Rules<User> rules) {
    return Validators.run(JASON, List.of(rules), Map.of(), JASON_JSON, UPPER);
  }
}
