package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.call.AnswerException;
import dev.instructor.call.Extraction;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
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
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.ResponsesTwin;
import dev.instructor.test.TwinReply;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole calls through the Responses API, against a twin that refuses what OpenAI does. */
@ProviderTwin
class ResponsesCallTest {
  record User(String name, Optional<String> nickname, @Min(0) @Max(150) int age) {}

  sealed interface Payment {
    record Card(String number) implements Payment {}

    record Cash(int amount) implements Payment {}
  }

  private static final String MODEL = "gpt-5-mini";
  private static final String JASON = "{\"name\":\"Jason\",\"nickname\":null,\"age\":25}";
  private static final String OLD = JASON.replace("25", "250");
  private static final User USER = new User("Jason", Optional.empty(), 25);

  private static InstructorBuilder client(ResponsesTwin twin, String model) {
    return twin.client("openai-responses/" + model)
        .transportRetry(RetryPolicy.defaults().withDelays(Duration.ZERO, Duration.ZERO));
  }

  private static JsonObject body(ResponsesTwin twin, int request) {
    return twin.requests().get(request).body();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void extract_eachMode_wholeAndStreamed_readsTheSame(Mode mode, ResponsesTwin twin) {
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
    assertThat(names).contains("Jason").hasSizeGreaterThan(1);
    assertThat(body(twin, 0).get("store")).contains(Json.of(false));
    assertThat(body(twin, 1).get("stream")).contains(Json.of(true));
    assertThat(twin.ledger().refused()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void extract_brokenConstraint_isAskedAgainAndComesRight(Mode mode, ResponsesTwin twin) {
    twin.answer(OLD).answer(JASON);

    Extraction<User> extraction =
        client(twin, MODEL).mode(mode).build().prompt("Jason is 25").extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.attempts()).hasSize(2);
    String again = body(twin, 1).get("input").orElseThrow().toString();
    assertThat(again).contains("/age", "250", "150");
    assertThat(again.contains("function_call_output")).isEqualTo(mode == Mode.TOOLS);
    assertThat(extraction.usage().total())
        .isEqualTo(twin.ledger().inputTokens() + twin.ledger().outputTokens());
    assertThat(twin.ledger().refused()).isZero();
  }

  @Test
  void extract_streamedCallThatIsWrong_isAskedAgainWithItsReasoning(ResponsesTwin twin) {
    twin.answer(OLD).answer(JASON);
    Instructor client = client(twin, MODEL).mode(Mode.TOOLS).build();

    User user;
    try (PartialStream<User> stream = client.prompt("Jason is 25").stream(User.class)) {
      stream.forEach(partial -> {});
      user = stream.extraction().value();
    }

    assertThat(user).isEqualTo(USER);
    List<Json> input = body(twin, 1).items("input");
    assertThat(input.get(1))
        .isEqualTo(
            Json.parse(
                "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"gAAAtwin1\"}"));
    assertThat(input.get(2).at("/type")).contains(Json.of("function_call"));
    assertThat(input.get(3).at("/call_id")).isEqualTo(input.get(2).at("/call_id"));
    assertThat(twin.ledger().refused()).isZero();
  }

  @Test
  void extract_severalCalls_areAllAnsweredInTheReask(ResponsesTwin twin) {
    twin.reply(TwinReply.toolCall("User", OLD).andToolCall("User", JASON)).answer(JASON);

    assertThat(client(twin, "gpt-4o").mode(Mode.TOOLS).build().create(User.class, "x"))
        .isEqualTo(USER);
    assertThat(twin.ledger().refused()).isZero();
  }

  @Test
  void items_ofAList_arriveOneByOne(ResponsesTwin twin) {
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
  void auto_modelWithoutStructuredOutputs_stepsDown(ResponsesTwin twin) {
    twin.reply(
            TwinReply.error(
                400,
                "invalid_request_error",
                "",
                "Invalid parameter: 'text.format' of type 'json_schema' is not supported with model version `gpt-4`."))
        .answer(JASON);

    Extraction<User> extraction = client(twin, MODEL).build().prompt("x").extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.mode()).isEqualTo(Mode.TOOLS);
    assertThat(extraction.steppedDownFrom()).contains(Mode.JSON_SCHEMA);
  }

  @Test
  void option_api_takesTheOtherInterfaceOfTheSameVendor(ResponsesTwin twin) {
    twin.answer(JASON).answer(JASON);

    for (String name : List.of("openai/" + MODEL, "openai-compatible/" + MODEL)) {
      assertThat(
              twin.client(name)
                  .providerOption("api", "responses")
                  .build()
                  .create(User.class, "Jason is 25"))
          .isEqualTo(USER);
    }

    assertThat(twin.requests()).allMatch(request -> request.path().equals("/v1/responses"));
    assertThatThrownBy(
            () -> twin.client("openai/" + MODEL).providerOption("api", "realtime").build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("chat or responses");
  }

  @Test
  void create_reasoningEffort_standsBesideTheFormat(ResponsesTwin twin) {
    twin.answer(JASON);

    client(twin, MODEL).build().prompt("x").reasoningEffort("low").create(User.class);

    assertThat(body(twin, 0).at("/reasoning/effort")).contains(Json.of("low"));
    assertThat(body(twin, 0).at("/text/format/strict")).contains(Json.of(true));
  }

  static List<GoldenType> types() {
    return GoldenTypes.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void request_everyGoldenTypeOfAModelThatDoesNotReason_isTakenByTheVendor(GoldenType type) {
    for (Mode mode : List.of(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.JSON, Mode.PROMPTED)) {
      try (ResponsesTwin twin = ResponsesTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
        Instructor client = client(twin, "gpt-4o").mode(mode).maxRetries(0).build();
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
  void create_failureWithinASuccessfulResponse_isRepeatedIfItCanPass(ResponsesTwin twin) {
    twin.reply(
            TwinReply.raw(
                200,
                "application/json",
                "{\"status\":\"failed\",\"output\":[],\"error\":{\"code\":\"server_error\",\"message\":\"Sorry\"}}"))
        .answer(JASON);

    assertThat(client(twin, MODEL).build().create(User.class, "x")).isEqualTo(USER);
    assertThat(twin.requests()).hasSize(2);
  }
}
