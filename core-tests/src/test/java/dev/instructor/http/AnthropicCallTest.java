package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.call.AnswerException;
import dev.instructor.call.Extraction;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.Mode;
import dev.instructor.error.ProviderException;
import dev.instructor.golden.GoldenType;
import dev.instructor.golden.GoldenTypes;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shape.Shape;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.Chunking;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.TwinReply;
import dev.instructor.test.TwinRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is special about calls with Anthropic's codec, against a twin that refuses what Anthropic
 * does; the contract has the rest.
 */
@ProviderTwin
class AnthropicCallTest {
  record User(String name, Optional<String> nickname, int age, Map<String, Integer> scores) {}

  record Tree(String name, List<Tree> children) {}

  sealed interface Payment {
    record Card(String number) implements Payment {}

    record Cash(int amount) implements Payment {}
  }

  private static final String JASON =
      "{\"name\":\"Jason\",\"nickname\":null,\"age\":25,\"scores\":[{\"key\":\"a\",\"value\":1}]}";
  private static final String WRONG =
      "{\"name\":\"Jason\",\"nickname\":null,\"age\":\"old\",\"scores\":[]}";
  private static final User USER = new User("Jason", Optional.empty(), 25, Map.of("a", 1));

  private static InstructorBuilder builder(AnthropicTwin twin, String model) {
    return Instructor.builder("anthropic/" + model).baseUrl(twin.baseUrl()).apiKey(twin.apiKey());
  }

  private static List<JsonObject> bodies(AnthropicTwin twin) {
    return twin.requests().stream().map(TwinRequest::body).toList();
  }

  private static String answer(Mode mode, String adapted) {
    return mode == Mode.PROMPTED
        ? adapted.replace("[{\"key\":\"a\",\"value\":1}]", "{\"a\":1}").replace("[]", "{}")
        : adapted;
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"JSON_SCHEMA", "TOOLS", "PROMPTED"})
  void extract_eachMode_wholeAndStreamed_readsTheSame(Mode mode) {
    try (AnthropicTwin twin = AnthropicTwin.start()) {
      twin.answer(answer(mode, JASON));
      twin.reply(
          TwinReply.answer(answer(mode, JASON))
              .inDeltas(Chunking.of(3))
              .inWrites(Chunking.random(5, 9)));
      Instructor client = builder(twin, "claude-sonnet-4-5").mode(mode).build();
      List<String> names = new ArrayList<>();

      Extraction<User> whole = client.prompt("Jason is 25").extract(User.class);
      User streamed = null;
      try (PartialStream<User> stream = client.prompt("Jason is 25").stream(User.class)) {
        for (Partial<User> partial : stream) {
          partial.get(User::name).ifPresent(names::add);
        }
        streamed = stream.extraction().value();
      }

      assertThat(whole.value()).isEqualTo(USER);
      assertThat(whole.mode()).isEqualTo(mode);
      assertThat(streamed).isEqualTo(USER);
      assertThat(names).contains("Jason").hasSizeGreaterThan(1);
      assertThat(bodies(twin).get(1).get("stream")).contains(Json.of(true));
      assertThat(twin.ledger().refused()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"JSON_SCHEMA", "TOOLS", "PROMPTED"})
  void extract_wrongAnswer_isAskedAgainAndComesRight(Mode mode) {
    try (AnthropicTwin twin = AnthropicTwin.start()) {
      twin.answer(answer(mode, WRONG)).answer(answer(mode, JASON));
      Instructor client = builder(twin, "claude-sonnet-4-5").mode(mode).build();

      Extraction<User> extraction = client.prompt("Jason is 25").extract(User.class);

      assertThat(extraction.value()).isEqualTo(USER);
      assertThat(extraction.attempts()).hasSize(2);
      String again = bodies(twin).get(1).items("messages").toString();
      assertThat(again).contains("/age", "assistant");
      assertThat(again.contains("tool_result")).isEqualTo(mode == Mode.TOOLS);
    }
  }

  @Test
  void extract_toolWhileTheModelThinks_keepsThinkingAndSendsItsSignatureBack(AnthropicTwin twin) {
    twin.answer(WRONG).answer(JASON);
    Instructor client = builder(twin, "claude-sonnet-4-5").mode(Mode.TOOLS).build();

    User user = client.prompt("Jason is 25").reasoningEffort("low").extract(User.class).value();

    assertThat(user).isEqualTo(USER);
    JsonObject second = bodies(twin).get(1);
    assertThat(second.at("/messages/1/content/0/signature")).contains(Json.of("sig_twin_1"));
    assertThat(second.at("/messages/1/content/1/type")).contains(Json.of("tool_use"));
    assertThat(second.at("/thinking/budget_tokens")).contains(Json.of(1024));
    assertThat(second.at("/tool_choice/type")).contains(Json.of("auto"));
  }

  @Test
  void extract_toolWhileTheModelThinks_warnsWholeAndStreamed(AnthropicTwin twin) {
    twin.answer(WRONG).answer(JASON).answer(JASON).answer(JASON);
    Instructor client = builder(twin, "claude-sonnet-4-5").mode(Mode.TOOLS).build();

    Extraction<User> thinking =
        client.prompt("Jason is 25").reasoningEffort("low").extract(User.class);
    Extraction<User> forced = client.prompt("Jason is 25").extract(User.class);

    assertThat(thinking.warnings())
        .containsExactly(
            "The tool User is asked for in words, not forced: claude-sonnet-4-5 takes no forced tool while it thinks");
    assertThat(forced.warnings()).isEmpty();
    try (PartialStream<User> stream =
        client.prompt("Jason is 25").reasoningEffort("low").stream(User.class)) {
      stream.forEach(partial -> {});
      assertThat(stream.extraction().warnings()).isEqualTo(thinking.warnings());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"JSON_SCHEMA", "TOOLS", "PROMPTED"})
  void extract_modelThatAlwaysThinks_answersInEveryMode(Mode mode) {
    try (AnthropicTwin twin = AnthropicTwin.start()) {
      twin.answer(answer(mode, WRONG)).answer(answer(mode, JASON));

      Extraction<User> extraction =
          builder(twin, "claude-opus-5-5")
              .mode(mode)
              .build()
              .prompt("Jason is 25")
              .extract(User.class);

      assertThat(extraction.value()).isEqualTo(USER);
      assertThat(twin.ledger().refused()).isZero();
    }
  }

  @Test
  void auto_prefersStructuredOutputs_andToolsForWhatCannotBeEnforced(AnthropicTwin twin) {
    twin.answer(JASON).answer("{\"value\":{\"any\":[1]}}");
    Instructor client = builder(twin, "claude-sonnet-5-5").build();

    Extraction<User> user = client.prompt("x").extract(User.class);
    Extraction<Json> any = client.prompt("x").extract(Shape.ofSchema("Any", JsonObject.empty()));

    assertThat(user.mode()).isEqualTo(Mode.JSON_SCHEMA);
    assertThat(any.mode()).isEqualTo(Mode.TOOLS);
    assertThat(any.lost()).isNotEmpty();
    assertThat(any.value().at("/any/0")).contains(Json.of(1));
    assertThat(bodies(twin).get(1).at("/tools/0/strict")).isEmpty();
  }

  @Test
  void auto_schemaTooComplexForTheVendor_goesToToolsWithoutStrict(AnthropicTwin twin) {
    twin.reply(
            TwinReply.error(
                400,
                "invalid_request_error",
                "",
                "The compiled grammar is too large, which would cause performance issues. Simplify"
                    + " your tool schemas or reduce the number of strict tools."))
        .answer("{\"name\":\"Jason\",\"age\":25,\"scores\":{\"a\":1}}");

    Extraction<User> extraction =
        builder(twin, "claude-sonnet-5-5").build().prompt("x").extract(User.class);

    assertThat(extraction.value()).isEqualTo(USER);
    assertThat(extraction.steppedDownFrom()).contains(Mode.JSON_SCHEMA);
    assertThat(bodies(twin).get(1).at("/tools/0/strict")).isEmpty();
  }

  @Test
  void auto_oldModel_takesTools(AnthropicTwin twin) {
    twin.answer("{\"name\":\"Jason\",\"age\":25,\"scores\":{\"a\":1}}");

    Extraction<User> extraction =
        builder(twin, "claude-3-5-haiku-20241022").build().prompt("x").extract(User.class);

    assertThat(extraction.mode()).isEqualTo(Mode.TOOLS);
    assertThat(extraction.value()).isEqualTo(USER);
  }

  @Test
  void extract_recursionDeeperThanAsked_isAccepted(AnthropicTwin twin) {
    String leaf = "{\"name\":\"x\",\"children\":[]}";
    String deep = leaf;
    for (int i = 0; i < 8; i++) {
      deep = "{\"name\":\"x\",\"children\":[" + deep + "]}";
    }
    twin.answer(deep);

    Extraction<Tree> extraction =
        builder(twin, "claude-sonnet-4-5").build().prompt("x").extract(Tree.class);

    int depth = 0;
    for (Tree at = extraction.value(); !at.children().isEmpty(); at = at.children().get(0)) {
      depth++;
    }
    assertThat(depth).isEqualTo(8);
    assertThat(extraction.mode()).isEqualTo(Mode.JSON_SCHEMA);
    assertThat(extraction.lost()).extracting(loss -> loss.keyword()).contains("$ref");
  }

  @Test
  void extract_sealedType_comesOutOfItsWrapper(AnthropicTwin twin) {
    twin.answer("{\"value\":{\"type\":\"Cash\",\"amount\":5}}");

    Payment payment = builder(twin, "claude-sonnet-4-5").build().create(Payment.class, "5 in cash");

    assertThat(payment).isEqualTo(new Payment.Cash(5));
  }

  static List<GoldenType> types() {
    return GoldenTypes.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void request_everyGoldenTypeOfTheNewestModel_isTakenByTheVendor(GoldenType type) {
    for (Mode mode : List.of(Mode.AUTO, Mode.TOOLS, Mode.PROMPTED)) {
      try (AnthropicTwin twin = AnthropicTwin.builder().otherwise(TwinReply.answer("{}")).start()) {
        Instructor client = builder(twin, "claude-opus-5-5").mode(mode).maxRetries(0).build();
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
  void create_refusal_isItsOwnException(AnthropicTwin twin) {
    twin.reply(TwinReply.refusal("Not this."));
    Instructor client = builder(twin, "claude-sonnet-4-5").build();

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> client.create(User.class, "x"));

    assertThat(refused.refusal()).contains("Not this.");
  }

  @Test
  void create_noCredit_isNotRepeated(AnthropicTwin twin) {
    twin.reply(TwinReply.quotaExceeded());
    Instructor client = builder(twin, "claude-sonnet-4-5").build();

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> client.create(User.class, "x"));

    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageContaining("no credit");
  }
}
