package dev.instructor.validate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.shape.PropertyNames;
import dev.instructor.validate.Validator;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidatorsTest {
  private static final PropertyNames SAME = (owner, property) -> property;
  private static final Json JSON =
      Json.parse("{\"items\":[{\"qty\":1},{\"qty\":-5}],\"at\":\"2026-01-01\"}");

  record Item(int qty) {}

  record Order(List<Item> items, LocalDate at) {}

  private static final Order ORDER =
      new Order(List.of(new Item(1), new Item(-5)), LocalDate.of(2026, 1, 1));

  @Test
  void run_problemAtPointer_carriesTheAnswersOwnValue() {
    List<Problem> problems =
        run((order, context) -> context.problem("/items/1/qty", "Min", "must be at least 0"));

    assertThat(problems)
        .containsExactly(
            new Problem(
                "/items/1/qty",
                "Min",
                "must be at least 0",
                Optional.of("-5"),
                Problem.Source.VALIDATION));
  }

  @Test
  void run_pointerThatTheAnswerLacks_hasNoValue() {
    List<Problem> problems = run((order, context) -> context.problem("/note", "r", "m"));

    assertThat(problems).singleElement().satisfies(p -> assertThat(p.value()).isEmpty());
  }

  @Test
  void run_severalValidators_allSpeakInOrderAndEachProblemOnce() {
    Validator<Order> first = (order, context) -> context.problem("/at", "a", "m");
    Validator<Object> second =
        (order, context) -> {
          context.problem("/at", "a", "m");
          context.problem("/at", "b", "m");
        };

    List<Problem> problems = Validators.run(ORDER, List.of(first, second), Map.of(), JSON, SAME);

    assertThat(problems).extracting(Problem::rule).containsExactly("a", "b");
  }

  @Test
  void run_illegalArgument_isAProblemOfTheWholeValueAndOthersStillRun() {
    Validator<Order> throwing =
        (order, context) -> {
          throw new IllegalArgumentException("must have a customer");
        };
    Validator<Order> silent =
        (order, context) -> {
          throw new IllegalArgumentException();
        };
    Validator<Order> third = (order, context) -> context.problem("/at", "late", "m");

    List<Problem> problems =
        Validators.run(ORDER, List.of(throwing, silent, third), Map.of(), JSON, SAME);

    assertThat(problems).extracting(Problem::pointer).containsExactly("", "", "/at");
    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly("must have a customer", "is not accepted", "m");
  }

  @Test
  void run_otherException_goesThrough() {
    assertThatThrownBy(
            () ->
                run(
                    (order, context) -> {
                      throw new IllegalStateException("database down");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("database down");
  }

  @Test
  void run_placeThatIsNoPointer_isTheCallersMistake() {
    assertThatThrownBy(() -> run((order, context) -> context.problem("at", "late", "m")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'/at'");
  }

  @Test
  void run_context_isSeenByKeyAndType() {
    Validator<Order> afterToday =
        (order, context) -> {
          LocalDate today = context.get("today", LocalDate.class).orElseThrow();
          if (!order.at().isAfter(today)) {
            context.problem("/at", "after-today", "must lie after " + today);
          }
          assertThat(context.get("today", String.class)).isEmpty();
          assertThat(context.get("nothing")).isEmpty();
        };

    List<Problem> problems =
        Validators.run(
            ORDER, List.of(afterToday), Map.of("today", LocalDate.of(2026, 5, 1)), JSON, SAME);

    assertThat(problems).extracting(Problem::message).containsExactly("must lie after 2026-05-01");
  }

  @Test
  void run_jsonName_isThatOfTheMapper() {
    List<Problem> problems =
        Validators.run(
            ORDER,
            List.of((order, context) -> context.problem("/" + name(context), "r", "m")),
            Map.of(),
            JSON,
            (owner, property) -> owner.getSimpleName() + "." + property);

    assertThat(problems).extracting(Problem::pointer).containsExactly("/Order.at");
  }

  private static String name(dev.instructor.validate.ValidationContext context) {
    return context.jsonName(Order.class, "at");
  }

  private static List<Problem> run(Validator<Order> validator) {
    return Validators.run(ORDER, List.of(validator), Map.of(), JSON, SAME);
  }
}
