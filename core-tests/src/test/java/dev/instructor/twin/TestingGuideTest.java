package dev.instructor.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.Instructor;
import dev.instructor.test.Gate;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.ScriptedModel;
import dev.instructor.test.Stage;
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
  void create_firstAnswerBreaksTheRule_isAskedAgain(OpenAiTwin twin) {
    twin.answer("{\"name\":\"Jason\",\"age\":-1}").answer("{\"name\":\"Jason\",\"age\":25}");
    Instructor client =
        Instructor.builder("openai/gpt-5-mini")
            .baseUrl(twin.baseUrl())
            .apiKey(twin.apiKey())
            .build();

    assertThat(client.create(User.class, "Jason is 25 years old").age()).isEqualTo(25);
    assertThat(twin.requests()).hasSize(2);
    assertThat(twin.requests()).noneMatch(request -> request.toString().contains("Jason"));
  }

  @Test
  @ProviderTwin
  void createAsync_cancelled_closesTheConnection(OpenAiTwin twin) throws Exception {
    Gate gate = new Gate();
    twin.reply(TwinReply.answer("{}").heldAt(Stage.IN_BODY, gate));
    Instructor client =
        Instructor.builder("openai/gpt-5-mini")
            .baseUrl(twin.baseUrl())
            .apiKey(twin.apiKey())
            .build();
    CompletableFuture<User> user = client.prompt("Jason is 25").createAsync(User.class);
    gate.awaitReached();
    TwinRequest request = twin.takeRequest();
    assertThat(request.isDisconnected()).isFalse();

    long cancelled = System.nanoTime();
    user.cancel(true);

    assertThat(request.awaitDisconnect()).isGreaterThanOrEqualTo(cancelled);
  }
}
