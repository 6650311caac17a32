package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.test.ScriptedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What ends a call with tools. */
class ToolLimitsTest {
  record Place(String city, int days) {}

  record Trip(String to, int days) {}

  private static final String TRIP = "{\"to\":\"Oslo\",\"days\":3}";
  private static final String OSLO = "{\"city\":\"Oslo\",\"days\":3}";

  private final List<Place> asked = new ArrayList<>();
  private final Tool weather =
      Tool.of(
          "weather",
          Place.class,
          place -> {
            asked.add(place);
            return "cold";
          });

  private static ScriptedModel.Builder model() {
    return ScriptedModel.builder();
  }

  @Test
  void extract_configurationException_endsTheCall() {
    ScriptedModel model = model().toolCall("x", OSLO).build();
    Tool tool =
        Tool.of(
            "x",
            Place.class,
            place -> {
              throw new ConfigurationException("the key is missing");
            });

    assertThatThrownBy(() -> Instructor.of(model).prompt("Go").tools(tool).extract(Trip.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("the key is missing");
  }

  @Test
  void extract_resultThatCannotBeWritten_isTheCallersMistake() {
    ScriptedModel model = model().toolCall("x", OSLO).build();
    Tool tool = Tool.of("x", Place.class, place -> new Object());

    assertThatThrownBy(() -> Instructor.of(model).prompt("Go").tools(tool).extract(Trip.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void extract_tooManyRounds_failsWithAllThatWasCalledAndPaidFor() {
    ScriptedModel.Builder script = model();
    for (int i = 0; i < 3; i++) {
      script.toolCall("weather", OSLO);
    }
    ScriptedModel model = script.build();

    ToolRoundsException failure =
        catchThrowableOfType(
            ToolRoundsException.class,
            () ->
                Instructor.of(model)
                    .prompt("Go")
                    .maxToolRounds(2)
                    .tools(weather)
                    .extract(Trip.class));

    assertThat(failure).hasMessageContainingAll("2 rounds", "maxToolRounds");
    assertThat(failure.toolCalls()).hasSize(2);
    assertThat(failure.attempts()).hasSize(3);
    assertThat(failure.usage().output().orElse(0)).isPositive();
    assertThat(asked).hasSize(2);
  }

  @Test
  void extract_budget_holdsForRounds() {
    ScriptedModel model = model().toolCall("weather", OSLO).answer(TRIP).build();

    assertThatThrownBy(
            () ->
                Instructor.of(model)
                    .prompt("Go")
                    .budget(Budget.ofTokens(1))
                    .tools(weather)
                    .extract(Trip.class))
        .isInstanceOfSatisfying(
            BudgetExceededException.class, e -> assertThat(e.toolCalls()).hasSize(1));
    assertThat(model.remaining()).isEqualTo(1);
  }

  @Test
  void extract_totalTimeoutThatIsUsedUpInATool_endsTheCallBeforeTheNext() {
    ScriptedModel model =
        model().toolCall("slow", OSLO).andToolCall("slow", OSLO).answer(TRIP).build();
    long[] runs = {0};
    Tool slow =
        Tool.of(
            "slow",
            Place.class,
            place -> {
              runs[0]++;
              long end = System.nanoTime() + Duration.ofMillis(1_600).toNanos();
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              return "done";
            });

    assertThatThrownBy(
            () ->
                Instructor.of(model)
                    .prompt("Go")
                    .totalTimeout(Duration.ofMillis(1_500))
                    .tools(slow)
                    .extract(Trip.class))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.TIMEOUT));
    assertThat(runs[0]).isEqualTo(1);
  }

  @Test
  void extract_interruptInATool_endsTheCallAndKeepsTheFlag() {
    ScriptedModel model = model().toolCall("x", OSLO).build();
    Tool tool =
        Tool.of(
            "x",
            Place.class,
            place -> {
              throw new InterruptedException();
            });
    try {
      assertThatThrownBy(() -> Instructor.of(model).prompt("Go").tools(tool).extract(Trip.class))
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.INTERRUPTED));
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void tools_mistakesOfTheCaller_areRefusedBeforeAnythingIsSent() {
    ScriptedModel model = model().build();
    Instructor client = Instructor.of(model);
    Tool trip = Tool.of("Trip", Place.class, place -> "");

    assertThatThrownBy(() -> Tool.of("my tool", Place.class, place -> ""))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("\"my tool\"");
    assertThatThrownBy(() -> client.prompt("Go").tools(weather, weather).extract(Trip.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Two tools are named weather");
    assertThatThrownBy(() -> client.prompt("Go").tools(trip).extract(Trip.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("named(");
    assertThatThrownBy(() -> client.prompt("Go").maxToolRounds(0))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(
            () ->
                Instructor.of(model().modes(Mode.JSON_SCHEMA).build())
                    .prompt("Go")
                    .tools(weather)
                    .text())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("calls no tools");
    assertThat(model.requests()).isEmpty();
  }

  @Test
  void text_providerThatFailsAfterARound_leavesWhatWasPaidFor() {
    ProviderException refused =
        ProviderException.builder("scripted", ProviderException.Kind.STATUS).status(400).build();
    ScriptedModel model = model().toolCall("weather", OSLO).failure(refused).build();

    assertThatThrownBy(() -> Instructor.of(model).prompt("Go").tools(weather).text())
        .isSameAs(refused);
    assertThat(refused.getSuppressed())
        .singleElement()
        .isInstanceOfSatisfying(
            ExtractionException.class, e -> assertThat(e.toolCalls()).hasSize(1));
  }

  @Test
  void createAsync_cancelledWhileAToolRuns_interruptsIt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Tool endless =
        Tool.of(
            "x",
            Place.class,
            place -> {
              running.countDown();
              try {
                return new CountDownLatch(1).await(30, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            });
    ScriptedModel model = model().toolCall("x", OSLO).answer(TRIP).build();

    CompletableFuture<Trip> trip =
        Instructor.of(model).prompt("Go").tools(endless).createAsync(Trip.class);
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    trip.cancel(true);

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(model.remaining()).isEqualTo(1);
  }
}
