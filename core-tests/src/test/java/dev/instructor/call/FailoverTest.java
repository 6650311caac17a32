package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.ScriptedModel;
import dev.instructor.test.TwinReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls in which one model stands in for another. */
@ProviderTwin
class FailoverTest {
  record User(String name, int age) {}

  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}";
  private static final User USER = new User("Jason", 25);
  private static final RetryPolicy NO_WAIT =
      RetryPolicy.defaults().withDelays(Duration.ZERO, Duration.ZERO);

  private static ModelProfile profile(String name, Mode... modes) {
    return ModelProfile.of("test", name, SchemaDialects.plain(), List.of(modes));
  }

  private static ScriptedModel.Builder model(String name) {
    return ScriptedModel.builder().profile(profile(name, Mode.TOOLS, Mode.JSON, Mode.PROMPTED));
  }

  private static ProviderException failure(int status, boolean retryable) {
    return ProviderException.builder("test", Kind.STATUS)
        .status(status)
        .retryable(retryable)
        .build();
  }

  private static ScriptedModel failing(RuntimeException failure) {
    ScriptedModel.Builder builder = model("a");
    for (int i = 0; i < 9; i++) {
      builder.failure(failure);
    }
    return builder.build();
  }

  private static InstructorBuilder chain(ScriptedModel first, ScriptedModel second) {
    return Instructor.builder(first).failover(second).transportRetry(NO_WAIT);
  }

  @ParameterizedTest
  @CsvSource({
    "500, true,  3",
    "529, true,  3",
    "429, true,  3",
    "408, true,  3",
    "503, false, 1",
    "429, false, 1",
    "402, false, 1",
  })
  void create_outageLimitOrEmptyAccount_isAnsweredByTheNextModel(
      int status, boolean retryable, int requests) {
    ScriptedModel first = failing(failure(status, retryable));
    ScriptedModel second = model("b").answer(JASON).build();

    Extraction<User> extraction = chain(first, second).build().prompt("x").extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.model()).isEqualTo("test/b");
    assertThat(first.requests()).hasSize(requests);
    assertThat(second.requests()).hasSize(1).first().extracting(ChatRequest::model).isEqualTo("b");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CONNECTION", "TIMEOUT", "PROTOCOL"})
  void create_exchangeThatFails_isAnsweredByTheNextModel(Kind kind) {
    ScriptedModel second = model("b").answer(JASON).build();

    User user =
        chain(failing(ProviderException.builder("test", kind).build()), second)
            .build()
            .create(User.class, "x");

    assertThat(user).isEqualTo(USER);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 413, 422, 307})
  void create_requestOrKeyThatIsNotAccepted_failsWithoutAskingAnother(int status) {
    ProviderException failure = failure(status, false);
    ScriptedModel second = model("b").answer(JASON).build();
    Instructor client = chain(failing(failure), second).build();

    assertThatThrownBy(() -> client.create(User.class, "x")).isSameAs(failure);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void create_callersMistakeInterruptAndRefusal_askNoOther() {
    ScriptedModel second = model("b").answer(JASON).build();

    for (RuntimeException failure :
        List.of(
            new ConfigurationException("wrong"),
            ProviderException.builder("test", Kind.INTERRUPTED).build())) {
      assertThatThrownBy(() -> chain(failing(failure), second).build().create(User.class, "x"))
          .isSameAs(failure);
    }
    assertThatThrownBy(
            () -> chain(model("a").refusal("no").build(), second).build().create(User.class, "x"))
        .isInstanceOf(RefusedException.class);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void create_answersThatNeverComeRight_askNoOther() {
    ScriptedModel first = model("a").answer("{}").answer("{}").build();
    ScriptedModel second = model("b").answer(JASON).build();
    Instructor client = chain(first, second).maxRetries(1).build();

    assertThatThrownBy(() -> client.create(User.class, "x"))
        .isInstanceOf(ExtractionException.class);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void create_waitBeyondTheCap_isNotWaitedForWhereAnotherModelStandsBy() {
    ProviderException busy =
        ProviderException.builder("test", Kind.STATUS)
            .status(429)
            .retryable(true)
            .retryAfter(Duration.ofMinutes(61))
            .build();
    ScriptedModel first = failing(busy);
    ScriptedModel second = model("b").answer(JASON).build();

    Instructor.builder(first).failover(second).build().create(User.class, "x");

    assertThat(first.requests()).hasSize(1);
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void create_reaskWhileTheFirstModelIsDown_tellsTheNextOneWhatWasWrongAsText() {
    ScriptedModel first =
        model("a").toolCall("User", "{\"name\":\"Jason\"}").failure(failure(503, false)).build();
    ScriptedModel second =
        ScriptedModel.builder().profile(profile("b", Mode.JSON)).answer(JASON).build();

    Extraction<User> extraction =
        chain(first, second).build().prompt("Jason is 25").extract(User.class);

    assertThat(extraction.attempts())
        .extracting(Attempt::model, Attempt::mode)
        .containsExactly(tuple("test/a", Mode.TOOLS), tuple("test/b", Mode.JSON));
    List<Message> messages = second.requests().get(0).messages();
    assertThat(messages)
        .extracting(Message::role)
        .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER);
    assertThat(messages.get(2).text()).isEqualTo("{\"name\":\"Jason\"}");
    assertThat(messages.get(3).text()).contains("/age");
    assertThat(messages).flatExtracting(Message::parts).hasOnlyElementsOfType(Part.Text.class);
  }

  @Test
  void create_nextModel_isAskedWithoutTheThinkingOfAnother() {
    ScriptedModel second = model("b").answer(JASON).build();
    Message answer =
        new Message(
            Role.ASSISTANT,
            List.of(new Part.Thinking("hm", Optional.of("signature")), new Part.Text("Hello")));
    Message thoughts =
        new Message(Role.ASSISTANT, List.of(new Part.Thinking("hm", Optional.empty())));

    chain(failing(failure(500, false)), second)
        .build()
        .prompt()
        .messages(List.of(Message.user("Hi"), answer, thoughts, Message.user("Jason is 25")))
        .create(User.class);

    assertThat(second.requests().get(0).messages())
        .hasSize(3)
        .flatExtracting(Message::parts)
        .noneMatch(Part.Thinking.class::isInstance);
  }

  @Test
  void create_allModelsDown_throwsTheLastFailureWithTheOthers() {
    ProviderException one = failure(500, false);
    ProviderException two = failure(529, false);

    assertThatThrownBy(() -> chain(failing(one), failing(two)).build().create(User.class, "x"))
        .isSameAs(two)
        .hasSuppressedException(one);
  }

  @Test
  void create_failover_isToldToListeners() {
    List<String> told = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void onFailover(int number, ProviderException failure, String from, String to) {
            told.add(number + " " + failure.status().orElse(0) + " " + from + " " + to);
          }
        };

    chain(failing(failure(500, true)), model("b").answer(JASON).build())
        .listener(listener)
        .build()
        .create(User.class, "x");

    assertThat(told).containsExactly("1 500 test/a test/b");
  }

  @Test
  void create_modelOfThePrompt_isTheFirstOnesAlone() {
    ScriptedModel first = failing(failure(500, false));
    ScriptedModel second = model("b").answer(JASON).build();

    chain(first, second).build().prompt("x").model("other").create(User.class);

    assertThat(first.requests().get(0).model()).isEqualTo("other");
    assertThat(second.requests().get(0).model()).isEqualTo("b");
  }

  @Test
  void text_firstModelDown_isAnsweredByTheNext() {
    ScriptedModel second = model("b").text("Hello").build();

    assertThat(chain(failing(failure(500, false)), second).build().prompt("Hi").text())
        .isEqualTo("Hello");
  }

  @Test
  void stream_firstModelDown_isAnsweredByTheNextBeforeTheFirstPiece() {
    ScriptedModel second = model("b").answer(JASON).build();
    Instructor client = chain(failing(failure(500, false)), second).build();

    try (PartialStream<User> stream = client.prompt("x").stream(User.class)) {
      for (Partial<User> partial : stream) {
        assertThat(partial).isNotNull();
      }
      assertThat(stream.extraction().value()).isEqualTo(USER);
    }
    try (ItemStream<User> items =
        chain(failing(failure(500, false)), model("b").answer("[" + JASON + "]").build())
            .build()
            .prompt("x")
            .streamItems(User.class)) {
      assertThat(items).containsExactly(USER);
    }
  }

  @Test
  void build_settingsOfOneModelForSeveralAtOnce_areRefused() {
    InstructorBuilder builder = Instructor.builder("openai/a | anthropic/b");

    assertThatThrownBy(() -> builder.apiKey("k"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("apiKey", "failover");
    assertThatThrownBy(() -> builder.baseUrl("http://localhost"))
        .isInstanceOf(ConfigurationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai/a |", "| openai/a", "openai/a | b", "openai/a || openai/b"})
  void builder_chainWithAGap_isRefused(String models) {
    assertThatThrownBy(() -> Instructor.builder(models)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void build_chainOfVendors_takesEachKeyFromTheEnvironment() {
    Map<String, String> environment = Map.of("OPENAI_API_KEY", "k", "ANTHROPIC_API_KEY", "k");
    InstructorBuilder builder = Instructor.builder("openai/a | anthropic/b");

    Instructor client = builder.environment(n -> Optional.ofNullable(environment.get(n))).build();

    assertThat(client).hasToString("Instructor[openai/a | anthropic/b]");
    assertThat(client.toBuilder().build()).hasToString("Instructor[openai/a | anthropic/b]");
    assertThatThrownBy(
            () ->
                builder
                    .environment(n -> Optional.of("k").filter(k -> n.equals("OPENAI_API_KEY")))
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ANTHROPIC_API_KEY");
  }

  @Test
  void create_twoVendors_eachIsAskedInItsOwnDialect(OpenAiTwin openAi, AnthropicTwin anthropic) {
    openAi.reply(TwinReply.quotaExceeded());
    anthropic.answer(JASON);
    Instructor client =
        Instructor.builder("openai/gpt-5-mini")
            .baseUrl(openAi.baseUrl())
            .apiKey(openAi.apiKey())
            .failover(
                "anthropic/claude-sonnet-5-5",
                link ->
                    link.withBaseUrl(anthropic.baseUrl()).withApiKey(ApiKey.of(anthropic.apiKey())))
            .build();

    Extraction<User> extraction = client.prompt("Jason is 25").extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.model()).isEqualTo("anthropic/claude-sonnet-5-5");
    assertThat(extraction.dialect()).isEqualTo("anthropic");
    assertThat(openAi.requests()).hasSize(1);
    assertThat(anthropic.requests()).hasSize(1);
  }
}
