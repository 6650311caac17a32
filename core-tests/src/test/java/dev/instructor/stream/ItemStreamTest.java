package dev.instructor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.instructor.Instructor;
import dev.instructor.call.BadItemException;
import dev.instructor.call.BadItems;
import dev.instructor.call.Budget;
import dev.instructor.call.BudgetExceededException;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.chat.Mode;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.read.Reading;
import dev.instructor.shape.Shape;
import dev.instructor.test.Chunking;
import dev.instructor.test.ScriptedModel;
import dev.instructor.validate.Rules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The items of a list one by one. */
class ItemStreamTest {
  record User(String name, int age) {}

  private static final String THREE =
      "{\"items\":[{\"name\":\"Ann\",\"age\":1},{\"name\":\"Ben\",\"age\":22},"
          + "{\"name\":\"Cid\",\"age\":333}]}";
  private static final String SECOND_BAD =
      "{\"items\":[{\"name\":\"Ann\",\"age\":1},{\"name\":\"Ben\",\"age\":\"old\"},"
          + "{\"name\":\"Cid\",\"age\":3}]}";

  private static ScriptedModel letters(Mode mode, String... answers) {
    ScriptedModel.Builder builder = ScriptedModel.builder().modes(mode).chunking(Chunking.of(1));
    for (String answer : answers) {
      builder.answer(answer);
    }
    return builder.build();
  }

  private static <T> List<T> all(ItemStream<T> stream) {
    List<T> items = new ArrayList<>();
    stream.forEach(items::add);
    return items;
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"AUTO"},
      mode = EnumSource.Mode.EXCLUDE)
  void streamItems_everyMode_handsOutTheListInOrder(Mode mode) {
    assertThat(all(Instructor.of(letters(mode, THREE)).prompt("x").streamItems(User.class)))
        .containsExactly(new User("Ann", 1), new User("Ben", 22), new User("Cid", 333));
  }

  @Test
  void streamItems_bareArrayInProse_handsOutTheItems() {
    ScriptedModel model =
        letters(Mode.PROMPTED, "Here they are:\n```json\n[{\"name\":\"Ann\",\"age\":1}]\n```");

    assertThat(all(Instructor.of(model).prompt("x").streamItems(User.class)))
        .containsExactly(new User("Ann", 1));
  }

  @Test
  void streamItems_itemIsComplete_isHandedOutBeforeTheNextPieceIsPulled() {
    PulledModel model = new PulledModel(THREE);
    Iterator<User> users = Instructor.of(model).prompt("x").streamItems(User.class).iterator();

    users.next();
    assertThat(model.pulled()).isEqualTo(THREE.indexOf('}') + 1);
    users.next();
    assertThat(model.pulled()).isEqualTo(THREE.indexOf("22}") + 3);
  }

  @Test
  void streamItems_scalarsStringsAndUnions_areItemsToo() {
    assertThat(
            all(
                Instructor.of(letters(Mode.TOOLS, "{\"items\":[\"a\",\"b \\u00e4\"]}"))
                    .prompt("x")
                    .streamItems(String.class)))
        .containsExactly("a", "b ä");
    assertThat(
            all(
                Instructor.of(letters(Mode.TOOLS, "{\"items\":[1,22,333]}"))
                    .prompt("x")
                    .streamItems(Integer.class)))
        .containsExactly(1, 22, 333);
    assertThat(
            all(
                Instructor.of(letters(Mode.TOOLS, "{\"items\":[\"2026-03-05\"]}"))
                    .prompt("x")
                    .streamItems(LocalDate.class)))
        .containsExactly(LocalDate.of(2026, 3, 5));
  }

  @Test
  void streamItems_rawSchema_handsOutJson() {
    Shape<Json> shape =
        Shape.ofSchema("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}");

    assertThat(
            all(
                Instructor.of(letters(Mode.TOOLS, "{\"items\":[{\"n\":1},{\"n\":2}]}"))
                    .prompt("x")
                    .streamItems(shape)))
        .extracting(Json::toString)
        .containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void streamItems_itemThatNeedsARefusedRepair_isWrong() {
    String second = "{\"items\":[{\"name\":\"Ann\",\"age\":1},{\"name\":\"Ben\",\"age\":\"2\"}]}";
    ItemStream<User> stream =
        Instructor.of(letters(Mode.TOOLS, second))
            .prompt("x")
            .refuseRepairs(Repair.Kind.NUMBER)
            .onBadItem(BadItems.SKIP)
            .streamItems(User.class);

    assertThat(all(stream)).containsExactly(new User("Ann", 1));
    assertThat(stream.skipped())
        .extracting(ItemStream.Skipped::index, skipped -> skipped.problems().get(0).rule())
        .containsExactly(tuple(1, Reading.REFUSED_REPAIR));
  }

  @Test
  void streamItems_emptyList_hasNoItems() {
    assertThat(
            all(
                Instructor.of(letters(Mode.TOOLS, "{\"items\":[]}"))
                    .prompt("x")
                    .streamItems(User.class)))
        .isEmpty();
  }

  @Test
  void streamItems_badItem_isAskedForAloneAfterTheOthersAndKeepsItsIndex() {
    ScriptedModel model = letters(Mode.TOOLS, SECOND_BAD, "{\"name\":\"Ben\",\"age\":2}");
    ItemStream<User> stream = Instructor.of(model).prompt("who?").streamItems(User.class);

    List<ItemStream.Item<User>> items = new ArrayList<>();
    stream.numbered().forEachRemaining(items::add);

    assertThat(items).extracting(ItemStream.Item::index).containsExactly(0, 2, 1);
    assertThat(items).extracting(ItemStream.Item::reasked).containsExactly(false, false, true);
    assertThat(items.get(2).value()).isEqualTo(new User("Ben", 2));
    assertThat(stream.attempts()).hasSize(2);
    assertThat(model.requests()).hasSize(2);
    assertThat(model.requests().get(1).output().orElseThrow().name()).isEqualTo("User");
    assertThat(model.requests().get(1).messages().toString()).doesNotContain("Ben");
    List<String> said =
        model.requests().get(1).messages().stream().map(message -> message.text()).toList();
    assertThat(said.get(0)).isEqualTo("who?");
    assertThat(said.get(1)).isEqualTo("{\"name\":\"Ben\",\"age\":\"old\"}");
    assertThat(said.get(2)).contains("item 1 of the list", "/age", "\"old\"").doesNotContain("Ann");
  }

  @Test
  void streamItems_badItemByARule_isAskedForAgain() {
    ScriptedModel model = letters(Mode.TOOLS, THREE, "{\"name\":\"Cid\",\"age\":33}");

    assertThat(
            all(
                Instructor.of(model)
                    .prompt("x")
                    .validator(
                        User.class,
                        Rules.of(User.class).check(User::age, a -> a < 150, "must be below 150"))
                    .streamItems(User.class)))
        .containsExactly(new User("Ann", 1), new User("Ben", 22), new User("Cid", 33));
  }

  @Test
  void streamItems_badItemThatNeverComesRight_isAnExceptionWithWhatWasDelivered() {
    ScriptedModel model =
        letters(Mode.TOOLS, SECOND_BAD, "{\"name\":\"Ben\"}", "{\"name\":\"Ben\",\"age\":null}");
    ItemStream<User> stream =
        Instructor.of(model).prompt("x").maxRetries(2).streamItems(User.class);

    BadItemException failure = catchThrowableOfType(BadItemException.class, () -> all(stream));

    assertThat(failure.index()).isEqualTo(1);
    assertThat(failure.delivered()).containsExactly(new User("Ann", 1), new User("Cid", 3));
    assertThat(failure.problems()).extracting(p -> p.pointer()).containsExactly("/age");
    assertThat(failure.attempts()).hasSize(3);
    assertThat(failure.getMessage()).doesNotContain("Ben").contains("/age");
    assertThat(model.requests()).hasSize(3);
  }

  @Test
  void streamItems_skip_leavesTheItemOutAndReportsIt() {
    ItemStream<User> stream =
        Instructor.of(letters(Mode.TOOLS, SECOND_BAD))
            .prompt("x")
            .onBadItem(BadItems.SKIP)
            .streamItems(User.class);

    assertThat(all(stream)).extracting(User::name).containsExactly("Ann", "Cid");
    assertThat(stream.skipped()).hasSize(1);
    assertThat(stream.skipped().get(0).index()).isEqualTo(1);
    assertThat(stream.skipped().get(0).problems())
        .extracting(p -> p.rule())
        .containsExactly("type");
    assertThat(stream.skipped().toString()).doesNotContain("Ben");
  }

  @Test
  void streamItems_fail_endsAtTheItemAfterTheOnesBefore() {
    ItemStream<User> stream =
        Instructor.of(letters(Mode.TOOLS, SECOND_BAD))
            .prompt("x")
            .onBadItem(BadItems.FAIL)
            .streamItems(User.class);
    Iterator<User> users = stream.iterator();

    assertThat(users.next().name()).isEqualTo("Ann");
    BadItemException failure = catchThrowableOfType(BadItemException.class, users::next);
    assertThat(failure.index()).isEqualTo(1);
    assertThat(failure.delivered()).containsExactly(new User("Ann", 1));
    assertThatThrownBy(users::hasNext).isSameAs(failure);
  }

  @Test
  void streamItems_failWithinOneChunk_handsOutTheItemsBefore() {
    ScriptedModel model =
        ScriptedModel.builder().chunking(Chunking.whole()).answer(SECOND_BAD).build();
    Iterator<User> users =
        Instructor.of(model)
            .prompt("x")
            .onBadItem(BadItems.FAIL)
            .streamItems(User.class)
            .iterator();

    assertThat(users.next().name()).isEqualTo("Ann");
    assertThatThrownBy(users::next).isInstanceOf(BadItemException.class);
  }

  @Test
  void streamItems_cutAtTheTokenLimit_isAnExceptionAndKeepsTheItems() {
    ScriptedModel model =
        ScriptedModel.builder()
            .modes(Mode.JSON)
            .chunking(Chunking.of(1))
            .truncated("{\"items\":[{\"name\":\"Ann\",\"age\":1},{\"name\":\"Be")
            .build();
    ItemStream<User> stream = Instructor.of(model).prompt("x").streamItems(User.class);

    assertThatThrownBy(() -> all(stream)).isInstanceOf(IncompleteOutputException.class);
    assertThat(stream.delivered()).containsExactly(new User("Ann", 1));
  }

  @Test
  void streamItems_noListAtFirst_isAskedForAgainAsAWhole() {
    assertThat(
            all(
                Instructor.of(letters(Mode.PROMPTED, "I would rather not say.", THREE))
                    .prompt("x")
                    .streamItems(User.class)))
        .hasSize(3);
  }

  @Test
  void streamItems_neverAList_isAnExtractionException() {
    assertThatThrownBy(
            () ->
                all(
                    Instructor.of(letters(Mode.PROMPTED, "no", "no"))
                        .prompt("x")
                        .maxRetries(1)
                        .streamItems(User.class)))
        .isInstanceOf(ExtractionException.class);
  }

  @Test
  void streamItems_budgetUsedUp_isNotAskedForAgain() {
    ScriptedModel model =
        letters(Mode.TOOLS, "{\"items\":[{\"name\":\"Ben\"},{\"name\":\"Cid\"}]}", "{}");

    assertThatThrownBy(
            () ->
                all(
                    Instructor.of(model)
                        .prompt("x")
                        .budget(Budget.unlimited().withAttempts(2))
                        .streamItems(User.class)))
        .isInstanceOf(BudgetExceededException.class);
  }

  @Test
  void stream_javaStream_canBeCutShort() {
    try (Stream<User> users =
        Instructor.of(letters(Mode.TOOLS, THREE)).prompt("x").streamItems(User.class).stream()) {
      assertThat(users.limit(2).map(User::name)).containsExactly("Ann", "Ben");
    }
  }
}
