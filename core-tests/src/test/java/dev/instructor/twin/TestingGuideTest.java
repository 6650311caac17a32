package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.Instructor;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.EachProviderTwin;
import dev.instructor.test.Gate;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.ScriptedModel;
import dev.instructor.test.Stage;
import dev.instructor.test.Twin;
import dev.instructor.test.TwinReply;
import dev.instructor.test.TwinRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The code of docs/testing.md. */
class TestingGuideTest {
  record User(String name, @Min(0) @Max(150) int age) {}

  @Test
  void scriptedModel_firstAnswerBreaksTheRule_isAskedAgain() {
    ScriptedModel model =
        ScriptedModel.of("{\"name\":\"Jason\",\"age\":-1}", "{\"name\":\"Jason\",\"age\":25}");

    User user = Instructor.of(model).create(User.class, "Jason is 25 years old");

    assertThat(user.age()).isEqualTo(25);
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  @ProviderTwin
  void create_firstAnswerBreaksTheRule_isAskedAgain(OpenAiTwin twin, Instructor client) {
    twin.answer("{\"name\":\"Jason\",\"age\":-1}").answer("{\"name\":\"Jason\",\"age\":25}");

    assertThat(client.create(User.class, "Jason is 25 years old").age()).isEqualTo(25);
    assertThat(twin.requests()).hasSize(2);
  }

  @Test
  @ProviderTwin
  void request_asText_showsNoContent(OpenAiTwin twin, Instructor client) {
    twin.answer("{\"name\":\"Jason\",\"age\":25}");

    client.create(User.class, "Jason is 25");

    assertThat(twin.requests()).noneMatch(request -> request.toString().contains("Jason"));
  }

  @Test
  @ProviderTwin(model = "anthropic/claude-opus-5-5")
  void create_otherModel_isAsked(AnthropicTwin twin, Instructor client) {
    twin.answer("{\"name\":\"Jason\",\"age\":25}");

    assertThat(client.create(User.class, "Jason is 25").age()).isEqualTo(25);
    assertThat(twin.requests().get(0).body().text("model")).contains("claude-opus-5-5");
  }

  @EachProviderTwin
  void create_serverOverloaded_isTriedAgain(Twin<?> twin, Instructor client) {
    twin.reply(TwinReply.overloaded().withHeader("Retry-After", "0"))
        .answer("{\"name\":\"Jason\",\"age\":25}");

    assertThat(client.create(User.class, "Jason is 25 years old").age()).isEqualTo(25);
    assertThat(twin.requests()).hasSize(2);
  }

  @EachProviderTwin({"google/gemini-2.5-flash", "openai/gpt-4.1-mini"})
  void create_eachModel_isAsked(Twin<?> twin, Instructor client) {
    twin.answer("{\"name\":\"Jason\",\"age\":25}");

    assertThat(client.create(User.class, "Jason is 25 years old").age()).isEqualTo(25);
    assertThat(twin.requests().get(0).path() + twin.requests().get(0).text())
        .contains(client.profile().model());
  }

  @Test
  @ProviderTwin
  void createAsync_cancelled_closesTheConnection(OpenAiTwin twin, Instructor client)
      throws Exception {
    Gate gate = new Gate();
    twin.reply(TwinReply.answer("{}").heldAt(Stage.IN_BODY, gate));
    CompletableFuture<User> user = client.prompt("Jason is 25").createAsync(User.class);
    gate.awaitReached();
    TwinRequest request = twin.takeRequest();

    long cancelled = System.nanoTime();
    user.cancel(true);

    assertThat(request.awaitDisconnect()).isGreaterThanOrEqualTo(cancelled);
  }
}
