package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.call.AnswerException;
import dev.instructor.call.Extraction;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.golden.GoldenType;
import dev.instructor.golden.GoldenTypes;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shape.Shape;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.BedrockTwin;
import dev.instructor.test.Chunking;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.Stage;
import dev.instructor.test.TwinReply;
import dev.instructor.test.TwinRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole calls with Bedrock's codecs over HTTP, against a twin that refuses what Bedrock does. */
@ProviderTwin
class BedrockCallTest {
  record User(String name, Optional<String> nickname, int age, Map<String, Integer> scores) {}

  private static final String CLAUDE = "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final String OWN_FORMAT =
      "bedrock-anthropic/us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final String NOVA = "bedrock/us.amazon.nova-2-lite-v1:0";
  private static final String LLAMA = "bedrock/us.meta.llama3-3-70b-instruct-v1:0";

  private static final String JASON =
      "{\"name\":\"Jason\",\"nickname\":null,\"age\":25,\"scores\":[{\"key\":\"a\",\"value\":1}]}";
  private static final String WRONG =
      "{\"name\":\"Jason\",\"nickname\":null,\"age\":\"old\",\"scores\":[]}";
  private static final User USER = new User("Jason", Optional.empty(), 25, Map.of("a", 1));

  private static List<JsonObject> bodies(BedrockTwin twin) {
    return twin.requests().stream().map(TwinRequest::body).toList();
  }

  /** In the schemas that are enforced, a map is a list of entries. */
  private static String answer(Mode mode, String model, String adapted) {
    boolean plain = mode == Mode.PROMPTED || !model.contains("claude");
    return plain
        ? adapted.replace("[{\"key\":\"a\",\"value\":1}]", "{\"a\":1}").replace("[]", "{}")
        : adapted;
  }

  private static final String WAYS =
      """
      bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0, JSON_SCHEMA
      bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0, TOOLS
      bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0, PROMPTED
      bedrock-anthropic/us.anthropic.claude-sonnet-4-5-20250929-v1:0, JSON_SCHEMA
      bedrock-anthropic/us.anthropic.claude-sonnet-4-5-20250929-v1:0, TOOLS
      bedrock-anthropic/us.anthropic.claude-sonnet-4-5-20250929-v1:0, PROMPTED
      bedrock/us.amazon.nova-2-lite-v1:0, TOOLS
      bedrock/us.amazon.nova-2-lite-v1:0, PROMPTED
      bedrock/us.meta.llama3-3-70b-instruct-v1:0, TOOLS
      bedrock/us.meta.llama3-3-70b-instruct-v1:0, PROMPTED
      bedrock/mistral.mistral-large-2407-v1:0, TOOLS
      bedrock/cohere.command-r-plus-v1:0, TOOLS
      bedrock/deepseek.r1-v1:0, PROMPTED
      """;

  @ParameterizedTest
  @CsvSource(textBlock = WAYS)
  void extract_eachMode_wholeAndStreamed_readsTheSame(String model, Mode mode) {
    try (BedrockTwin twin = BedrockTwin.start()) {
      twin.answer(answer(mode, model, JASON));
      twin.reply(
          TwinReply.answer(answer(mode, model, JASON))
              .inDeltas(Chunking.of(3))
              .inWrites(Chunking.random(5, 9)));
      Instructor client = twin.client(model).mode(mode).build();
      List<String> names = new ArrayList<>();

      Extraction<User> whole = client.prompt("Jason is 25").extract(User.class);
      User streamed;
      try (PartialStream<User> stream = client.prompt("Jason is 25").stream(User.class)) {
        for (Partial<User> partial : stream) {
          partial.get(User::name).ifPresent(names::add);
        }
        streamed = stream.extraction().value();
      }

      assertThat(whole.value()).isEqualTo(USER);
      assertThat(whole.mode()).isEqualTo(mode);
      assertThat(streamed).isEqualTo(USER);
      assertThat(names).contains("Jason");
      assertThat(twin.ledger().refused()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = WAYS)
  void extract_wrongAnswer_isAskedAgainAndComesRight(String model, Mode mode) {
    try (BedrockTwin twin = BedrockTwin.start()) {
      twin.answer(answer(mode, model, WRONG)).answer(answer(mode, model, JASON));
      Instructor client = twin.client(model).mode(mode).build();

      Extraction<User> extraction = client.prompt("Jason is 25").extract(User.class);

      assertThat(extraction.value()).isEqualTo(USER);
      assertThat(extraction.attempts()).hasSize(2);
      assertThat(bodies(twin).get(1).items("messages").toString()).contains("/age", "assistant");
    }
  }

  @ParameterizedTest
  @CsvSource({CLAUDE, NOVA, OWN_FORMAT})
  void extract_withAwsCredentials_isSigned(String model) {
    try (BedrockTwin twin = BedrockTwin.start()) {
      twin.answer(JASON).reply(TwinReply.serverError()).answer(JASON);
      Map<String, String> environment = BedrockTwin.environment();
      Instructor client =
          Instructor.builder(model)
              .baseUrl(twin.baseUrl())
              .environment(name -> Optional.ofNullable(environment.get(name)))
              .transportRetry(
                  RetryPolicy.defaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(1)))
              .mode(Mode.PROMPTED)
              .build();

      client.prompt("x äöü 🦊").text();
      client.prompt("x").text();

      assertThat(twin.ledger().refused()).isZero();
      assertThat(twin.requests()).hasSize(3);
      assertThat(twin.requests().get(0).header("X-Amz-Date")).isPresent();
      assertThat(client.toString()).doesNotContain(environment.get("AWS_SECRET_ACCESS_KEY"));
    }
  }

  @Test
  void create_wrongSecret_isRefusedAndToldWithoutIt(BedrockTwin twin) {
    Map<String, String> environment = new HashMap<>(BedrockTwin.environment());
    environment.put("AWS_SECRET_ACCESS_KEY", "not-the-secret");
    Instructor client =
        Instructor.builder(NOVA)
            .baseUrl(twin.baseUrl())
            .environment(name -> Optional.ofNullable(environment.get(name)))
            .build();

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> client.create(User.class, "x"));

    assertThat(failure.type()).contains("InvalidSignatureException");
    assertThat(failure.getMessage()).contains("AWS_BEARER_TOKEN_BEDROCK").doesNotContain("not-the");
  }

  @Test
  void create_wrongKey_isRefused(BedrockTwin twin) {
    Instructor client = twin.client(NOVA).apiKey("wrong").build();

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> client.create(User.class, "x"));

    assertThat(failure.status()).hasValue(403);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void extract_toolWhileTheModelThinks_keepsThinkingAndSendsItsSignatureBack(BedrockTwin twin) {
    twin.answer(WRONG).answer(JASON);
    Instructor client = twin.client(CLAUDE).mode(Mode.TOOLS).build();

    User user = client.prompt("Jason is 25").reasoningEffort("low").extract(User.class).value();

    assertThat(user).isEqualTo(USER);
    JsonObject second = bodies(twin).get(1);
    assertThat(second.at("/messages/1/content/0/reasoningContent/reasoningText/signature"))
        .contains(Json.of("sig_twin_1"));
    assertThat(second.at("/messages/1/content/1/toolUse/name")).isPresent();
    assertThat(second.at("/toolConfig/toolChoice")).isEmpty();
  }

  @Test
  void auto_takesWhatTheModelHas(BedrockTwin twin) {
    twin.answer(JASON)
        .answer(answer(Mode.TOOLS, NOVA, JASON))
        .answer(answer(Mode.PROMPTED, "", JASON));

    assertThat(twin.client(CLAUDE).build().prompt("x").extract(User.class).mode())
        .isEqualTo(Mode.JSON_SCHEMA);
    assertThat(twin.client(NOVA).build().prompt("x").extract(User.class).mode())
        .isEqualTo(Mode.TOOLS);
    assertThat(
            twin.client("bedrock/amazon.titan-text-express-v1")
                .build()
                .prompt("x")
                .system("Be exact.")
                .extract(User.class)
                .mode())
        .isEqualTo(Mode.PROMPTED);
  }

  @Test
  void auto_modelThatTurnsOutToHaveNoTools_stepsDown(BedrockTwin twin) {
    twin.reply(
            TwinReply.error(400, "ValidationException", "", "This model doesn't support tool use."))
        .answer(JASON);

    Extraction<User> extraction =
        twin.client("bedrock/someone.new-model-v1:0").build().prompt("x").extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.steppedDownFrom()).contains(Mode.TOOLS);
  }

  static List<GoldenType> types() {
    return GoldenTypes.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void request_everyGoldenTypeInEveryMode_isTakenByTheVendor(GoldenType type) {
    for (String model : List.of(CLAUDE, OWN_FORMAT, NOVA, "bedrock/qwen.qwen3-32b-v1:0")) {
      for (Mode mode : List.of(Mode.AUTO, Mode.TOOLS, Mode.PROMPTED)) {
        try (BedrockTwin twin = BedrockTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
          Instructor client = twin.client(model).mode(mode).maxRetries(0).build();
          try {
            client.prompt("x").extract(Shape.ofSchema("Golden", type.schema().document()));
          } catch (AnswerException wrong) {
            // Only the request matters here.
          }
          assertThat(twin.requests()).hasSize(1);
          assertThat(twin.ledger().refused()).as(type.name() + " " + model + " " + mode).isZero();
        }
      }
    }
  }

  @Test
  void create_modeThatTheModelLacks_namesThoseItHas(BedrockTwin twin) {
    Instructor client = twin.client(NOVA).mode(Mode.JSON_SCHEMA).build();

    assertThatThrownBy(() -> client.create(User.class, "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("TOOLS, PROMPTED");
    assertThat(twin.requests()).isEmpty();
  }

  @Test
  void create_whatAGuardrailStops_isRefused(BedrockTwin twin) {
    twin.reply(TwinReply.refusal("Sorry, the model cannot answer this question."));
    Instructor client = twin.client(NOVA).build();

    assertThatThrownBy(() -> client.create(User.class, "x")).isInstanceOf(RefusedException.class);
  }

  @Test
  void create_truncated_isItsOwnException(BedrockTwin twin) {
    twin.reply(TwinReply.answer(JASON).truncatedAfter(20));
    Instructor client = twin.client(CLAUDE).mode(Mode.JSON_SCHEMA).build();

    assertThatThrownBy(() -> client.create(User.class, "x"))
        .isInstanceOf(IncompleteOutputException.class);
  }

  @Test
  void create_overloadedAndThrottled_isRepeated(BedrockTwin twin) {
    twin.reply(TwinReply.overloaded()).reply(TwinReply.rateLimited(Duration.ZERO)).answer(JASON);
    Instructor client = quick(twin.client(CLAUDE)).build();

    assertThat(client.create(User.class, "x")).isEqualTo(USER);
    assertThat(twin.requests()).hasSize(3);
  }

  private static InstructorBuilder quick(InstructorBuilder client) {
    return client.transportRetry(
        RetryPolicy.defaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(1)));
  }

  @Test
  void create_tokensOfTheDayUsedUp_isNotRepeated(BedrockTwin twin) {
    twin.reply(TwinReply.quotaExceeded());

    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () -> quick(twin.client(NOVA)).build().create(User.class, "x"));

    assertThat(failure.retryable()).isFalse();
    assertThat(failure.type()).contains("ThrottlingException");
  }

  @ParameterizedTest
  @CsvSource({CLAUDE, OWN_FORMAT})
  void stream_errorWithin_isRepeatedBeforeAnythingWasShown(String model) {
    try (BedrockTwin twin = BedrockTwin.start()) {
      twin.reply(TwinReply.error(424, "ModelStreamErrorException", "", "words")).answer(JASON);

      try (PartialStream<User> stream =
          quick(twin.client(model)).build().prompt("x").stream(User.class)) {
        stream.forEach(partial -> {});
        assertThat(stream.extraction().value()).isEqualTo(USER);
      }
      assertThat(twin.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({CLAUDE, OWN_FORMAT})
  void stream_connectionThatBreaks_isToldSo(String model) {
    try (BedrockTwin twin = BedrockTwin.start()) {
      twin.reply(TwinReply.answer(JASON).droppedAt(Stage.IN_BODY));
      Instructor client = twin.client(model).transportRetry(RetryPolicy.none()).build();

      assertThatThrownBy(
              () -> {
                try (PartialStream<User> stream = client.prompt("x").stream(User.class)) {
                  stream.forEach(partial -> {});
                }
              })
          .isInstanceOf(ProviderException.class);
    }
  }

  @Test
  void stream_toolsOfAModelThatCannotStreamThem_comesAtOnce(BedrockTwin twin) {
    twin.answer(answer(Mode.TOOLS, LLAMA, JASON));

    try (PartialStream<User> stream = twin.client(LLAMA).build().prompt("x").stream(User.class)) {
      stream.forEach(partial -> {});
      assertThat(stream.extraction().value()).isEqualTo(USER);
    }
    assertThat(twin.requests().get(0).path()).endsWith("/converse");
  }
}
