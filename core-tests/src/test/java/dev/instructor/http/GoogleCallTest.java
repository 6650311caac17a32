package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.call.AnswerException;
import dev.instructor.call.Extraction;
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
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.Chunking;
import dev.instructor.test.GoogleTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.TwinReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is special about calls with Google's codec, against a twin that refuses what Google does;
 * the contract has the rest.
 */
@ProviderTwin
class GoogleCallTest {
  record User(
      String name,
      Optional<String> nickname,
      @Min(0) @Max(150) int age,
      LocalDate born,
      Map<String, Integer> scores) {}

  record Tree(String name, List<Tree> children) {}

  sealed interface Payment {
    record Card(String number) implements Payment {}

    record Cash(int amount) implements Payment {}
  }

  private static final String MODEL = "gemini-3-flash-preview";
  private static final String JASON =
      "{\"name\":\"Jason\",\"age\":25,\"born\":\"2001-02-03\",\"scores\":{\"a\":1}}";
  private static final String OLD = JASON.replace("25", "250");
  private static final User USER =
      new User("Jason", Optional.empty(), 25, LocalDate.of(2001, 2, 3), Map.of("a", 1));

  private static InstructorBuilder client(GoogleTwin twin, String model) {
    return Instructor.builder("google/" + model)
        .baseUrl(twin.baseUrl())
        .apiKey(twin.apiKey())
        .transportRetry(RetryPolicy.defaults().withDelays(Duration.ZERO, Duration.ZERO));
  }

  private static JsonObject body(GoogleTwin twin, int request) {
    return twin.requests().get(request).body();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void extract_eachMode_wholeAndStreamed_readsTheSame(Mode mode, GoogleTwin twin) {
    twin.answer(JASON);
    twin.reply(TwinReply.answer(JASON).inDeltas(Chunking.of(3)).inWrites(Chunking.random(5, 9)));
    Instructor client = client(twin, MODEL).mode(mode).build();
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
    assertThat(whole.mode()).isEqualTo(mode == Mode.AUTO ? Mode.JSON_SCHEMA : mode);
    assertThat(streamed).isEqualTo(USER);
    // A call comes in one piece.
    assertThat(names).contains("Jason").hasSizeGreaterThan(mode == Mode.TOOLS ? 0 : 1);
    assertThat(twin.requests().get(1).query()).isEqualTo("alt=sse");
    assertThat(whole.usage().reasoning()).hasValue(64);
    assertThat(twin.ledger().refused()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void extract_brokenConstraint_isAskedAgainAndComesRight(Mode mode, GoogleTwin twin) {
    twin.answer(OLD).answer(JASON);

    Extraction<User> extraction =
        client(twin, MODEL).mode(mode).build().prompt("Jason is 25").extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.attempts()).hasSize(2);
    String again = body(twin, 1).get("contents").orElseThrow().toString();
    assertThat(again).contains("/age", "250", "150", "\"model\"");
    assertThat(again.contains("functionResponse")).isEqualTo(mode == Mode.TOOLS);
    assertThat(extraction.usage().total())
        .isEqualTo(twin.ledger().inputTokens() + twin.ledger().outputTokens());
  }

  @Test
  void extract_streamedCallThatIsWrong_isAskedAgainWithItsSignature(GoogleTwin twin) {
    twin.answer(OLD).answer(JASON);
    Instructor client = client(twin, MODEL).mode(Mode.TOOLS).build();

    User user;
    try (PartialStream<User> stream = client.prompt("Jason is 25").stream(User.class)) {
      stream.forEach(partial -> {});
      user = stream.extraction().value();
    }

    assertThat(user).isEqualTo(USER);
    assertThat(body(twin, 1).at("/contents/1/parts/0/thoughtSignature"))
        .contains(Json.of("dHdpbi0x"));
    assertThat(body(twin, 1).at("/contents/2/parts/0/functionResponse/response/error")).isPresent();
    assertThat(twin.ledger().refused()).isZero();
  }

  @Test
  void extract_malformedCall_isAskedAgain(GoogleTwin twin) {
    twin.answer("print(User(").answer(JASON);

    Extraction<User> extraction =
        client(twin, MODEL).mode(Mode.TOOLS).build().prompt("Jason is 25").extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.attempts()).hasSize(2);
  }

  @Test
  void extract_severalCalls_areAllAnsweredInTheReask(GoogleTwin twin) {
    twin.reply(TwinReply.toolCall("User", OLD).andToolCall("User", JASON)).answer(JASON);

    assertThat(client(twin, MODEL).mode(Mode.TOOLS).build().create(User.class, "x"))
        .isEqualTo(USER);
    assertThat(body(twin, 1).at("/contents/2/parts/1/functionResponse/id"))
        .isEqualTo(body(twin, 1).at("/contents/1/parts/1/functionCall/id"));
  }

  @Test
  void extract_textBesideACallInTheOlderSeries_comesRight(GoogleTwin twin) {
    twin.answer(OLD).answer(JASON);

    assertThat(
            client(twin, "gemini-2.5-flash")
                .mode(Mode.TOOLS)
                .build()
                .prompt("x")
                .reasoningEffort("low")
                .create(User.class))
        .isEqualTo(USER);
    assertThat(body(twin, 0).at("/generationConfig/thinkingConfig/thinkingBudget"))
        .contains(Json.of(1024));
  }

  @Test
  void items_ofAList_arriveOneByOne(GoogleTwin twin) {
    twin.reply(
        TwinReply.answer("{\"items\":[{\"amount\":1},{\"amount\":2}]}").inDeltas(Chunking.of(5)));
    List<Payment.Cash> all = new ArrayList<>();

    try (ItemStream<Payment.Cash> stream =
        client(twin, MODEL).build().prompt("x").streamItems(Payment.Cash.class)) {
      stream.forEach(all::add);
    }

    assertThat(all).containsExactly(new Payment.Cash(1), new Payment.Cash(2));
  }

  @Test
  void create_sealedTypeAndTree_comeOutOfTheirForms(GoogleTwin twin) {
    twin.answer("{\"value\":{\"type\":\"Cash\",\"amount\":5}}")
        .answer("{\"name\":\"a\",\"children\":[{\"name\":\"b\"}]}");
    Instructor client = client(twin, MODEL).build();

    assertThat(client.create(Payment.class, "5 in cash")).isEqualTo(new Payment.Cash(5));
    assertThat(client.create(Tree.class, "a over b"))
        .isEqualTo(new Tree("a", List.of(new Tree("b", List.of()))));
  }

  @Test
  void auto_schemaTooComplexForTheVendor_goesToJsonMode(GoogleTwin twin) {
    twin.reply(
            TwinReply.error(
                400,
                "INVALID_ARGUMENT",
                "",
                "The specified schema produces a constraint that has too many states for serving."))
        .answer(JASON);

    Extraction<User> extraction = client(twin, MODEL).build().prompt("x").extract(User.class);

    assertThat(extraction.mode()).isEqualTo(Mode.JSON);
    assertThat(extraction.steppedDownFrom()).contains(Mode.JSON_SCHEMA);
  }

  @Test
  void auto_gemma_isPrompted(GoogleTwin twin) {
    twin.answer(JASON);

    Extraction<User> extraction =
        client(twin, "gemma-3-27b-it").build().prompt("x").system("Be exact.").extract(User.class);

    assertThat(extraction.mode()).isEqualTo(Mode.PROMPTED);
    assertThat(body(twin, 0).has("systemInstruction")).isFalse();
    assertThat(body(twin, 0).at("/contents/0/parts/0/text").orElseThrow().toString())
        .contains("Be exact.");
  }

  @Test
  void vertexai_projectAndToken_areSent(GoogleTwin twin) {
    twin.answer(JASON);

    User user =
        Instructor.builder("vertexai/" + MODEL)
            .baseUrl(twin.baseUrl())
            .apiKey(twin.apiKey())
            .providerOption("project", "p-1")
            .build()
            .create(User.class, "Jason is 25");

    assertThat(user).isEqualTo(USER);
    assertThat(twin.requests().get(0).path())
        .startsWith("/v1beta1/projects/p-1/locations/global/publishers/google/models/");
  }

  static List<GoldenType> types() {
    return GoldenTypes.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void request_everyGoldenTypeOfTheOlderSeries_isTakenByTheVendor(GoldenType type) {
    for (Mode mode : List.of(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.JSON, Mode.PROMPTED)) {
      try (GoogleTwin twin = GoogleTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
        Instructor client = client(twin, "gemini-2.5-flash").mode(mode).maxRetries(0).build();
        try {
          client.prompt("x").extract(Shape.ofSchema("Golden", type.schema().document()));
        } catch (AnswerException wrong) {
          // Only the request matters here.
        }
        assertThat(twin.requests()).hasSize(1);
        assertThat(twin.ledger().refused()).as(type.name() + " " + mode).isZero();
      }
    }
  }

  @Test
  void create_modeThatTheModelLacks_namesThoseItHas(GoogleTwin twin) {
    Instructor client = client(twin, "gemma-3-27b-it").mode(Mode.TOOLS).build();

    assertThatThrownBy(() -> client.create(User.class, "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("it has PROMPTED");
    assertThat(twin.requests()).isEmpty();
  }

  @Test
  void create_heldBackByTheFilter_isItsOwnException(GoogleTwin twin) {
    twin.reply(TwinReply.refusal("No."))
        .reply(
            TwinReply.raw(
                200,
                "application/json; charset=UTF-8",
                "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}"));
    Instructor client = client(twin, MODEL).build();

    for (int i = 0; i < 2; i++) {
      assertThat(catchThrowableOfType(RefusedException.class, () -> client.create(User.class, "x")))
          .hasMessageContaining("provider's filter");
    }
  }

  @Test
  void create_quotaOfTheDay_isNotRepeated(GoogleTwin twin) {
    twin.reply(TwinReply.quotaExceeded());

    assertThatThrownBy(() -> client(twin, MODEL).build().create(User.class, "x"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("quota of the day");
    assertThat(twin.requests()).hasSize(1);
  }

  @Test
  void create_wrongKey_neverShowsIt(GoogleTwin twin) {
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () -> client(twin, MODEL).apiKey("AIza-canary").build().create(User.class, "Jason"));

    assertThat(failure.code()).contains("API_KEY_INVALID");
    assertThat(failure.toString()).doesNotContain("canary", "Jason");
  }
}
