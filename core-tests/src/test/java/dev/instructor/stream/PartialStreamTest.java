package dev.instructor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.call.StreamChecks;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.PartialJson.State;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.shape.Shape;
import dev.instructor.shape.TypeRef;
import dev.instructor.test.Chunking;
import dev.instructor.test.ScriptedModel;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed values while they grow. */
class PartialStreamTest {
  enum Priority {
    HIGH,
    HIGHEST
  }

  record Customer(String name, Optional<String> city) {}

  record Line(String sku, int qty, BigDecimal price) {}

  record Order(
      String note,
      Customer customer,
      Priority priority,
      LocalDate due,
      boolean paid,
      List<Line> lines,
      Map<String, Integer> stock,
      @Nullable String remark) {}

  private static final String ORDER =
      """
      {"note":"Handle with \\u00e4 care","customer":{"name":"Ann","city":"Oslo"},\
      "priority":"HIGHEST","due":"2026-03-05","paid":true,\
      "lines":[{"sku":"A","qty":12,"price":12.75},{"sku":"B","qty":3,"price":0.5}],\
      "stock":{"A":7,"B":0},"remark":null}""";

  private static ScriptedModel letters(Mode mode, String... answers) {
    ScriptedModel.Builder builder = ScriptedModel.builder().modes(mode).chunking(Chunking.of(1));
    for (String answer : answers) {
      builder.answer(answer);
    }
    return builder.build();
  }

  private static <T> List<Partial<T>> all(PartialStream<T> stream) {
    List<Partial<T>> partials = new ArrayList<>();
    stream.forEach(partials::add);
    return partials;
  }

  private static List<Partial<Order>> order() {
    return all(Instructor.of(letters(Mode.TOOLS, ORDER)).prompt("x").stream(Order.class));
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"AUTO"},
      mode = EnumSource.Mode.EXCLUDE)
  void stream_everyMode_endsWithTheValueThatCreateReturns(Mode mode) {
    Order wanted = Instructor.of(letters(mode, ORDER)).create(Order.class, "x");

    List<Partial<Order>> partials =
        all(Instructor.of(letters(mode, ORDER)).prompt("x").stream(Order.class));

    Partial<Order> last = partials.get(partials.size() - 1);
    assertThat(last.isDone()).isTrue();
    assertThat(last.value()).contains(wanted);
    assertThat(partials).filteredOn(Partial::isDone).hasSize(1);
    assertThat(partials.size()).isGreaterThan(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "openai-strict"})
  void stream_bothDialects_showWrappedRootsAndMapsThatWereSentAsEntries(String dialect) {
    SchemaDialect spoken = SchemaDialects.named(dialect).orElseThrow();
    String answer =
        dialect.equals("plain")
            ? "{\"items\":[{\"A\":1,\"B\":22},{\"C\":3}]}"
            : "{\"items\":[[{\"key\":\"A\",\"value\":1},{\"key\":\"B\",\"value\":22}],"
                + "[{\"key\":\"C\",\"value\":3}]]}";
    ScriptedModel model =
        ScriptedModel.builder()
            .modes(Mode.TOOLS)
            .dialect(spoken)
            .chunking(Chunking.of(1))
            .answer(answer)
            .build();
    Shape<List<Map<String, Integer>>> shape =
        Shape.of(new TypeRef<List<Map<String, Integer>>>() {});

    List<String> seen = new ArrayList<>();
    try (PartialStream<List<Map<String, Integer>>> stream =
        Instructor.of(model).prompt("x").stream(shape)) {
      stream.forEach(
          p ->
              seen.add(p.get("/0/B").map(Json::toString).orElse("-") + p.get("/1/C").orElse(null)));
      assertThat(stream.value()).isEqualTo(List.of(Map.of("A", 1, "B", 22), Map.of("C", 3)));
    }

    assertThat(seen).contains("-null", "22null", "223").doesNotContain("2null");
  }

  @Test
  void get_numbersBooleansEnumsAndDates_appearOnlyWhenComplete() {
    for (Partial<Order> partial : order()) {
      assertThat(partial.get(Order::priority).orElse(Priority.HIGHEST)).isEqualTo(Priority.HIGHEST);
      assertThat(partial.get(Order::due).orElse(LocalDate.of(2026, 3, 5)))
          .isEqualTo(LocalDate.of(2026, 3, 5));
      assertThat(partial.get(Order::paid).orElse(true)).isTrue();
      for (Partial<Line> line : partial.items(Order::lines)) {
        assertThat(line.get(Line::qty).orElse(12)).isIn(12, 3);
        assertThat(line.get(Line::price).map(BigDecimal::toString).orElse("12.75"))
            .isIn("12.75", "0.5");
      }
    }
  }

  @Test
  void get_freeText_growsLetterByLetterAndWithWholeEscapes() {
    List<String> notes = new ArrayList<>();
    for (Partial<Order> partial : order()) {
      partial.get(Order::note).filter(n -> !notes.contains(n)).ifPresent(notes::add);
    }

    assertThat(notes.get(0)).isEmpty();
    assertThat(notes)
        .contains("Handle w", "Handle with ä")
        .hasSize("Handle with ä care".length() + 1);
  }

  @Test
  void added_overAllPartials_isTheTextOnce() {
    StringBuilder text = new StringBuilder();
    for (Partial<Order> partial : order()) {
      text.append(partial.added(Order::note));
      assertThat(partial.text(Order::note).toString()).isEqualTo(text.toString());
    }

    assertThat(text.toString()).isEqualTo("Handle with ä care");
  }

  @Test
  void text_viewThatIsKept_doesNotChange() {
    Map<Integer, CharSequence> views = new HashMap<>();
    for (Partial<Order> partial : order()) {
      CharSequence view = partial.text(Order::note);
      views.putIfAbsent(view.length(), view);
    }

    views.forEach(
        (length, view) ->
            assertThat(view.toString()).isEqualTo("Handle with ä care".substring(0, length)));
  }

  @Test
  void nestedViews_followOptionalsObjectsAndItems() {
    List<Partial<Order>> partials = order();
    Partial<Order> last = partials.get(partials.size() - 1);

    assertThat(last.at(Order::customer).get(Customer::city)).contains("Oslo");
    assertThat(last.at(Order::customer).value()).contains(new Customer("Ann", Optional.of("Oslo")));
    assertThat(last.items(Order::lines))
        .extracting(line -> line.get(Line::sku).orElseThrow())
        .containsExactly("A", "B");
    assertThat(last.get("/lines/1/qty")).contains(Json.of(3));
    assertThat(last.get("/stock/A")).contains(Json.of(7));
    assertThat(last.get(Order::remark)).isEmpty();
    assertThat(last.state(Order::remark)).isEqualTo(State.DONE);
    assertThat(last.get("/lines/7/qty")).isEmpty();
    assertThat(last.state("/nowhere/at/all")).isEqualTo(State.ABSENT);
  }

  @Test
  void get_growingList_holdsTheItemsThatAreComplete() {
    List<Integer> sizes = new ArrayList<>();
    for (Partial<Order> partial : order()) {
      partial.get(Order::lines).map(List::size).ifPresent(sizes::add);
    }

    assertThat(sizes).contains(0, 1, 2).isSorted();
  }

  @Test
  void state_ofEveryField_goesFromAbsentOverGrowingToDoneAndNeverBack() {
    for (String path : List.of("/note", "/customer/name", "/priority", "/lines", "/lines/0/qty")) {
      List<State> states = new ArrayList<>();
      Optional<Json> done = Optional.empty();
      for (Partial<Order> partial : order()) {
        State state = partial.state(path);
        if (states.isEmpty() || states.get(states.size() - 1) != state) {
          states.add(state);
        }
        if (done.isPresent()) {
          assertThat(partial.get(path)).isEqualTo(done);
        } else if (state == State.DONE) {
          done = partial.get(path);
        }
      }
      assertThat(states).as(path).isSorted().endsWith(State.DONE).startsWith(State.ABSENT);
    }
  }

  @Test
  void get_lambda_isAConfigurationExceptionThatSaysWhatToUse() {
    Partial<Order> partial = order().get(5);

    assertThatThrownBy(() -> partial.get((Order o) -> o.note().length()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("use User::age or a path");
    assertThatThrownBy(() -> partial.get("note"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("beginning with a slash");
  }

  @Test
  void iterator_secondTime_isRefused() {
    PartialStream<Order> stream =
        Instructor.of(letters(Mode.TOOLS, ORDER)).prompt("x").stream(Order.class);
    Iterator<Partial<Order>> first = stream.iterator();
    assertThat(first.hasNext()).isTrue();

    assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);
    assertThat(stream.value()).isNotNull();
  }

  @Test
  void stream_wrongAnswer_isAskedAgainAndThePartialsTellTheAttempt() {
    String bad = "{\"name\":\"Ann\",\"city\":[]}";
    String good = "{\"name\":\"Ben\",\"city\":\"Bath\"}";
    ScriptedModel model = letters(Mode.TOOLS, bad, good);

    List<Partial<Customer>> partials =
        all(
            Instructor.builder(model).streamChecks(StreamChecks.off()).build().prompt("x").stream(
                Customer.class));

    assertThat(partials).extracting(Partial::attempt).contains(1, 2).isSorted();
    assertThat(partials)
        .filteredOn(p -> p.attempt() == 2)
        .first()
        .satisfies(
            p ->
                assertThat(p.added(Customer::name).toString())
                    .isEqualTo(p.text(Customer::name).toString()));
    assertThat(partials.get(partials.size() - 1).value())
        .contains(new Customer("Ben", Optional.of("Bath")));
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  void stream_noGoodAnswer_throwsWhatExtractThrowsAndKeepsThePartials() {
    PartialStream<Customer> stream =
        Instructor.of(letters(Mode.TOOLS, "{\"city\":\"Oslo\"}")).prompt("x").maxRetries(0).stream(
            Customer.class);

    ExtractionException failure =
        catchThrowableOfType(ExtractionException.class, () -> all(stream));

    assertThat(failure.problems()).extracting(p -> p.pointer()).containsExactly("/name");
    assertThat(stream.latest().orElseThrow().get(Customer::city)).contains("Oslo");
    assertThat(stream.attempts()).hasSize(1);
    assertThatThrownBy(stream::value).isSameAs(failure);
  }

  @Test
  void stream_refusalAndTruncation_areTheirOwnExceptions() {
    ScriptedModel refusing =
        ScriptedModel.builder().chunking(Chunking.of(2)).refusal("I will not").build();
    ScriptedModel cut =
        ScriptedModel.builder()
            .modes(Mode.JSON_SCHEMA)
            .chunking(Chunking.of(2))
            .truncated("{\"name\":\"An")
            .build();
    PartialStream<Customer> truncated = Instructor.of(cut).prompt("x").stream(Customer.class);

    assertThatThrownBy(() -> all(Instructor.of(refusing).prompt("x").stream(Customer.class)))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> all(truncated)).isInstanceOf(IncompleteOutputException.class);
    assertThat(truncated.latest().orElseThrow().text(Customer::name)).hasToString("An");
  }

  @Test
  void stream_providerFailsBeforeTheFirstPiece_isRepeated() {
    ScriptedModel model =
        ScriptedModel.builder()
            .chunking(Chunking.of(3))
            .failure(
                ProviderException.builder("scripted", ProviderException.Kind.STATUS)
                    .status(503)
                    .retryable(true)
                    .build())
            .answer("{\"name\":\"Ann\"}")
            .build();

    assertThat(Instructor.of(model).prompt("x").stream(Customer.class).value().name())
        .isEqualTo("Ann");
  }

  @Test
  void close_early_handsOutNothingMore() {
    PartialStream<Order> stream =
        Instructor.of(letters(Mode.TOOLS, ORDER)).prompt("x").stream(Order.class);
    Iterator<Partial<Order>> partials = stream.iterator();
    partials.next();

    stream.close();

    assertThat(partials.hasNext()).isFalse();
    assertThatThrownBy(stream::value).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void toString_neverShowsContent() {
    for (Partial<Order> partial : order()) {
      assertThat(partial.toString()).doesNotContain("Handle").doesNotContain("Ann");
    }
  }
}
