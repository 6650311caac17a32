package dev.instructor.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.instructor.Instructor;
import dev.instructor.call.ExtractionException;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.shape.TypeRef;
import dev.instructor.test.ScriptedModel;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PastOrPresent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broken rule is told to the model, and the rules see what it answers then. */
class RulesReaskTest {
  record Item(String sku, @JsonProperty("qty") @Min(0) int quantity) {}

  record Order(List<Item> items) {}

  record Visit(@JsonProperty("on") @PastOrPresent LocalDate day) {}

  record Visits(List<Visit> visits) {}

  interface Strict {}

  record Grouped(@Min(value = 10, groups = Strict.class) int size) {}

  record Box<T>(T value) {}

  private static final String NEGATIVE =
      "{\"items\":[{\"sku\":\"a\",\"qty\":1},{\"sku\":\"b\",\"qty\":2},{\"sku\":\"c\",\"qty\":-5}]}";
  private static final String POSITIVE = NEGATIVE.replace("-5", "5");

  @Test
  void create_minBrokenInAList_tellsPlaceValueAndRule() {
    ScriptedModel model = ScriptedModel.of(NEGATIVE, POSITIVE);

    Order order = Instructor.of(model).create(Order.class, "Three items");

    assertThat(order.items().get(2).quantity()).isEqualTo(5);
    assertThat(model.requests()).hasSize(2);
    assertThat(lastText(model.requests().get(1)))
        .contains("/items/2/qty: must be at least 0, but it is -5 (rule: minimum)");
  }

  @Test
  void create_constraintWithoutKeyword_isFoundOnTheValue() {
    ScriptedModel model =
        ScriptedModel.of(
            "{\"visits\":[{\"on\":\"2020-01-01\"},{\"on\":\"9999-01-01\"}]}",
            "{\"visits\":[{\"on\":\"2020-01-01\"}]}");

    Visits visits = Instructor.of(model).create(Visits.class, "Visited twice");

    assertThat(visits.visits()).hasSize(1);
    assertThat(lastText(model.requests().get(1)))
        .contains(
            "/visits/1/on: must not lie in the future, but it is \"9999-01-01\""
                + " (rule: PastOrPresent)");
    assertThat(model.requests().get(0).output().orElseThrow().schema().toString())
        .contains("Must not lie in the future.");
  }

  @Test
  void create_validator_seesTheNewestValueEachTime() {
    ScriptedModel model = ScriptedModel.of(POSITIVE, POSITIVE.replace("5", "7"));
    List<Integer> seen = new ArrayList<>();
    Validator<Order> validator =
        (order, context) -> {
          int quantity = order.items().get(2).quantity();
          seen.add(quantity);
          if (quantity != context.get("wanted", Integer.class).orElseThrow()) {
            context.problem("/items/2/qty", "as-ordered", "must be as ordered");
          }
        };

    Order order =
        Instructor.of(model)
            .prompt("Three items")
            .context("wanted", 7)
            .validator(Order.class, validator)
            .create(Order.class);

    assertThat(seen).containsExactly(5, 7);
    assertThat(order.items().get(2).quantity()).isEqualTo(7);
    assertThat(lastText(model.requests().get(1)))
        .contains("/items/2/qty: must be as ordered, but it is 5 (rule: as-ordered)");
  }

  @Test
  void create_lambdaRules_standAtTheJsonName() {
    ScriptedModel model = ScriptedModel.of(POSITIVE, POSITIVE.replace("5", "3"));
    Rules<Order> rules =
        Rules.of(Order.class)
            .checkEach(
                Order::items,
                Rules.of(Item.class).check(Item::quantity, q -> q < 4, "few", "must be below 4"));

    Instructor.of(model).prompt("Items").validator(Order.class, rules).create(Order.class);

    assertThat(lastText(model.requests().get(1)))
        .contains("/items/2/qty: must be below 4, but it is 5 (rule: few)");
  }

  @Test
  void create_ruleNeverKept_isNamedWithoutMessageAndValue() {
    ScriptedModel model = ScriptedModel.of(POSITIVE, POSITIVE);
    Rules<Order> rules =
        Rules.of(Order.class)
            .checkAt("/items/0/sku", order -> false, "known-sku", "is secret-message");

    ExtractionException thrown =
        catchThrowableOfType(
            ExtractionException.class,
            () ->
                Instructor.of(model)
                    .prompt("Items")
                    .maxRetries(1)
                    .validator(Order.class, rules)
                    .create(Order.class));

    assertThat(thrown)
        .hasMessageContaining("/items/0/sku")
        .hasMessageContaining("known-sku")
        .message()
        .doesNotContain("secret-message")
        .doesNotContain("\"a\"");
  }

  @Test
  void create_validatorThatFails_failsTheCall() {
    ScriptedModel model = ScriptedModel.of(POSITIVE);
    Validator<Order> broken =
        (order, context) -> {
          throw new IllegalStateException("no database");
        };

    assertThatThrownBy(
            () ->
                Instructor.of(model)
                    .prompt("Items")
                    .validator(Order.class, broken)
                    .create(Order.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no database");
  }

  @Test
  void create_groups_areThoseOfTheCall() {
    Instructor client = Instructor.of(ScriptedModel.of("{\"size\":5}"));
    assertThat(client.create(Grouped.class, "x").size()).isEqualTo(5);

    ScriptedModel model = ScriptedModel.of("{\"size\":5}", "{\"size\":10}");
    assertThat(
            Instructor.of(model)
                .prompt("x")
                .validationGroups(Strict.class)
                .create(Grouped.class)
                .size())
        .isEqualTo(10);
  }

  @Test
  void create_genericRoot_isCheckedInItsArguments() {
    ScriptedModel model =
        ScriptedModel.of(
            "{\"value\":{\"on\":\"9999-01-01\"}}", "{\"value\":{\"on\":\"2020-01-01\"}}");

    Box<Visit> box = Instructor.of(model).prompt("x").create(new TypeRef<Box<Visit>>() {});

    assertThat(box.value().day()).isEqualTo(LocalDate.of(2020, 1, 1));
    assertThat(lastText(model.requests().get(1))).contains("/value/on: must not lie in the future");
  }

  @Test
  void list_ofConstrainedItems_isChecked() {
    ScriptedModel model =
        ScriptedModel.builder()
            .answer("[{\"on\":\"2020-01-01\"},{\"on\":\"9999-01-01\"}]")
            .answer("[{\"on\":\"2020-01-01\"}]")
            .build();

    assertThat(Instructor.of(model).prompt("x").list(Visit.class)).hasSize(1);
    assertThat(lastText(model.requests().get(1))).contains("/1/on: must not lie in the future");
  }

  private static String lastText(ChatRequest request) {
    Message last = request.messages().get(request.messages().size() - 1);
    return last.parts().stream()
        .map(part -> part instanceof Part.ToolResult result ? result.text() : last.text())
        .reduce("", String::concat);
  }
}
