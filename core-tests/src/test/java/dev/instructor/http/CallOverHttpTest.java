package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.call.Extraction;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.test.Gate;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.Stage;
import dev.instructor.test.TwinReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole calls over HTTP, against a server that refuses what the vendor refuses. */
class CallOverHttpTest {
  record User(String name, @Min(0) @Max(150) int age) {}

  private static final String GOOD = "{\"name\":\"Jason\",\"age\":25}";
  private static final String OLD = "{\"name\":\"Jason\",\"age\":250}";

  private final OpenAiTwin twin = OpenAiTwin.start();

  @AfterEach
  void stop() {
    twin.close();
  }

  private InstructorBuilder client() {
    return Instructor.builder("openai/gpt-4o-mini")
        .apiKey(twin.apiKey())
        .baseUrl(twin.baseUrl())
        .transportRetry(RetryPolicy.defaults().withDelays(Duration.ZERO, Duration.ZERO));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void create_brokenConstraint_isAskedAgainAndComesRight(Mode mode) {
    twin.answer(OLD).answer(GOOD);

    Extraction<User> extraction =
        client().mode(mode).build().prompt("Jason is 25").extract(User.class);

    assertThat(extraction.value()).isEqualTo(new User("Jason", 25));
    assertThat(extraction.attempts()).hasSize(2);
    assertThat(twin.requests().get(1).text()).contains("/age", "250", "150");
    assertThat(extraction.usage().total())
        .isEqualTo(twin.ledger().inputTokens() + twin.ledger().outputTokens());
    assertThat(extraction.requestId()).isPresent();
  }

  @Test
  void create_rateLimited_isRepeatedInsideTheAttempt() {
    twin.reply(TwinReply.rateLimited(Duration.ZERO)).reply(TwinReply.serverError()).answer(GOOD);

    Extraction<User> extraction = client().build().prompt("x").extract(User.class);

    assertThat(extraction.attempts()).hasSize(1);
    assertThat(extraction.attempts().get(0).retries()).isEqualTo(2);
  }

  @Test
  void create_quotaUsedUp_isNotRepeated() {
    twin.reply(TwinReply.quotaExceeded());

    assertThatThrownBy(() -> client().build().create(User.class, "x"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("insufficient_quota");
    assertThat(twin.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"BEFORE_RESPONSE", "IN_HEADERS", "IN_BODY"})
  void create_connectionDropped_isRepeated(Stage stage) {
    twin.reply(TwinReply.answer(GOOD).droppedAt(stage)).answer(GOOD);

    assertThat(client().build().create(User.class, "x").age()).isEqualTo(25);
    assertThat(twin.requests()).hasSize(2);
  }

  @Test
  void create_refusal_isNotAskedAgain() {
    twin.reply(TwinReply.refusal("No."));

    RefusedException failure =
        catchThrowableOfType(
            RefusedException.class, () -> client().build().create(User.class, "x"));

    assertThat(failure.refusal()).contains("No.");
    assertThat(twin.requests()).hasSize(1);
  }

  @Test
  void create_neverRight_sendsNoMoreThanMaxRetriesPlusOne() {
    twin.answer(OLD).answer(OLD).answer(OLD).answer(OLD);

    assertThatThrownBy(() -> client().build().create(User.class, "x"))
        .isInstanceOf(ExtractionException.class);
    assertThat(twin.requests()).hasSize(4);
  }

  @Test
  void totalTimeout_coversAllAttempts() throws Exception {
    Gate gate = new Gate();
    twin.answer(OLD).reply(TwinReply.answer(GOOD).heldAt(Stage.BEFORE_RESPONSE, gate));

    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () -> client().totalTimeout(Duration.ofSeconds(2)).build().create(User.class, "x"));

    assertThat(failure.kind()).isEqualTo(ProviderException.Kind.TIMEOUT);
    assertThat(failure.getSuppressed()).hasSize(1);
    gate.open();
  }

  @Test
  void interrupt_endsTheExchangeAndKeepsTheFlag() throws Exception {
    Gate gate = new Gate();
    twin.reply(TwinReply.answer(GOOD).heldAt(Stage.BEFORE_RESPONSE, gate));
    AtomicBoolean flag = new AtomicBoolean();
    CompletableFuture<ProviderException.Kind> kind = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                client().build().create(User.class, "x");
              } catch (ProviderException e) {
                flag.set(Thread.currentThread().isInterrupted());
                kind.complete(e.kind());
              }
            });
    caller.start();
    gate.awaitReached();

    caller.interrupt();

    assertThat(kind.get(30, TimeUnit.SECONDS)).isEqualTo(ProviderException.Kind.INTERRUPTED);
    assertThat(flag).isTrue();
    gate.open();
  }

  @Test
  void cancelOfAFuture_closesTheConnection() throws Exception {
    Gate gate = new Gate();
    twin.reply(TwinReply.answer(GOOD).heldAt(Stage.BEFORE_RESPONSE, gate));
    CompletableFuture<Integer> age =
        client().build().prompt("x").createAsync(User.class).thenApply(User::age);
    gate.awaitReached();

    age.cancel(true);

    assertThat(twin.requests().get(0).awaitDisconnect()).isPositive();
    gate.open();
  }

  @Test
  void option_thatTheLibraryWrites_isRefusedBeforeAnyRequest() {
    assertThatThrownBy(
            () -> client().build().prompt("x").option("tools", "mine").create(User.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tools");
    assertThat(twin.requests()).isEmpty();
  }
}
