package dev.instructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.test.ScriptedModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A model that was passed over is not asked first for a while. */
class FailoverRestTest {
  private final AtomicLong now = new AtomicLong();

  private static ScriptedModel.Builder model(String name) {
    return ScriptedModel.builder()
        .profile(ModelProfile.of("test", name, SchemaDialects.plain(), List.of(Mode.JSON)));
  }

  private static ProviderException outage() {
    return ProviderException.builder("test", Kind.STATUS).status(503).build();
  }

  private InstructorBuilder chain(ScriptedModel first, ScriptedModel second) {
    return Instructor.builder(first)
        .failover(second)
        .transportRetry(RetryPolicy.none())
        .nanoTime(now::get);
  }

  private void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void calls_afterAnOutage_beginWithTheNextModelUntilTheRestIsOver() {
    ScriptedModel first = model("a").failure(outage()).text("again").build();
    ScriptedModel second = model("b").text("one").text("two").build();
    Instructor client = chain(first, second).build();

    assertThat(client.prompt("x").text()).isEqualTo("one");
    passes(Duration.ofSeconds(29));
    assertThat(client.prompt("x").text()).isEqualTo("two");
    assertThat(first.requests()).hasSize(1);
    passes(Duration.ofSeconds(2));
    assertThat(client.prompt("x").text()).isEqualTo("again");
  }

  @Test
  void calls_untilTheTimeThatTheVendorNamed_beginWithTheNextModel() {
    ProviderException limited =
        ProviderException.builder("test", Kind.STATUS)
            .status(429)
            .retryAfter(Duration.ofMinutes(5))
            .build();
    ScriptedModel first = model("a").failure(limited).text("again").build();
    ScriptedModel second = model("b").text("one").text("two").build();
    Instructor client = chain(first, second).build();

    client.prompt("x").text();
    passes(Duration.ofMinutes(4));

    assertThat(client.prompt("x").text()).isEqualTo("two");
    passes(Duration.ofMinutes(2));
    assertThat(client.prompt("x").text()).isEqualTo("again");
  }

  @Test
  void call_whoseOtherModelsFail_asksTheOneAtRestAfterAll() {
    ScriptedModel first = model("a").failure(outage()).text("again").build();
    ScriptedModel second = model("b").text("one").failure(outage()).build();
    Instructor client = chain(first, second).build();

    client.prompt("x").text();

    assertThat(client.prompt("x").text()).isEqualTo("again");
  }

  @Test
  void modelOfThePrompt_isAskedOfTheFirstModelAlone_inWhateverOrder() {
    ScriptedModel first = model("a").failure(outage()).text("again").build();
    ScriptedModel second = model("b").text("one").failure(outage()).build();
    Instructor client = chain(first, second).build();

    client.prompt("x").model("other").text();
    client.prompt("x").model("other").text();

    assertThat(first.requests()).extracting(request -> request.model()).containsOnly("other");
    assertThat(second.requests()).extracting(request -> request.model()).containsOnly("b");
  }

  @Test
  void calls_withoutARest_beginWithTheFirstModel() {
    ScriptedModel first = model("a").failure(outage()).text("again").build();
    ScriptedModel second = model("b").text("one").build();
    Instructor client = chain(first, second).failoverRest(Duration.ZERO).build();

    client.prompt("x").text();

    assertThat(client.prompt("x").text()).isEqualTo("again");
  }

  @Test
  void refusedRequest_isNoReasonToRest() {
    ScriptedModel first =
        model("a")
            .failure(ProviderException.builder("test", Kind.STATUS).status(400).build())
            .text("again")
            .build();
    Instructor client = chain(first, model("b").build()).build();

    assertThatThrownBy(() -> client.prompt("x").text()).isInstanceOf(ProviderException.class);
    assertThat(client.prompt("x").text()).isEqualTo("again");
  }

  @Test
  void clients_doNotShareWhoRests() {
    ScriptedModel first = model("a").failure(outage()).text("again").build();
    InstructorBuilder builder = chain(first, model("b").text("one").build());

    builder.build().prompt("x").text();

    assertThat(builder.build().prompt("x").text()).isEqualTo("again");
  }

  @Test
  void failoverRest_negative_isRefused() {
    InstructorBuilder builder = chain(model("a").build(), model("b").build());

    assertThatThrownBy(() -> builder.failoverRest(Duration.ofSeconds(-1)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("zero");
  }
}
