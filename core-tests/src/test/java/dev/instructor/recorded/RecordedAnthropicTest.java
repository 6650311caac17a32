package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.instructor.Instructor;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.error.InstructorException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.SharedData;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.TwinReply;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** What Anthropic answered comes out of a call as the value, or as its own exception. */
class RecordedAnthropicTest {
  private static final Json NULL = Json.ofNull();

  @TestFactory
  List<DynamicTest> values_comeOutEqual() {
    return tests(
        50,
        cassette -> cassette.expected().get("schema_valid").equals(Optional.of(Json.of(true))),
        cassette -> {
          Json value = extract(cassette);

          assertThat(value.sameAs(cassette.expected().get("value").orElseThrow()))
              .as(value.toString())
              .isTrue();
        });
  }

  @TestFactory
  List<DynamicTest> refusals_areTheirOwnException() {
    return tests(
        3,
        cassette -> cassette.tags().contains("refusal"),
        cassette ->
            assertThat(catchThrowable(() -> extract(cassette)))
                .isInstanceOf(RefusedException.class));
  }

  @TestFactory
  List<DynamicTest> errors_areProviderExceptionsWithTheVendorsWords() {
    return tests(
        2,
        cassette -> !cassette.expected().get("error").orElse(NULL).isNull(),
        cassette -> {
          Throwable thrown = catchThrowable(() -> extract(cassette));

          assertThat(thrown).isInstanceOf(ProviderException.class);
          ProviderException failure = (ProviderException) thrown;
          assertThat(failure.status()).hasValue(cassette.status());
          assertThat(failure.providerMessage())
              .isEqualTo(cassette.expected().at("/error/message").flatMap(Json::asText));
          assertThat(failure.retryable()).isFalse();
        });
  }

  @TestFactory
  List<DynamicTest> everyAnswer_isAValueOrAnExceptionThatQuotesNothing() {
    return tests(
        130,
        cassette -> true,
        cassette -> {
          Throwable thrown = catchThrowable(() -> extract(cassette));

          if (thrown != null) {
            assertThat(thrown).isInstanceOf(InstructorException.class);
            assertThat(said(cassette)).noneMatch(text -> thrown.toString().contains(text));
          }
        });
  }

  /**
   * Our request for the recorded schema holds the recorded schema, but for titles, closed objects
   * and what the dialect moves.
   */
  @TestFactory
  List<DynamicTest> schemas_areSentAsRecorded() {
    return tests(
        40,
        cassette ->
            cassette.request().isPresent()
                && schema(cassette).isPresent()
                && Recorded.mode(cassette) != Mode.PROMPTED,
        cassette -> {
          try (AnthropicTwin twin = AnthropicTwin.start()) {
            Throwable thrown = catchThrowable(() -> extract(cassette, twin));
            assertThat(thrown == null || thrown instanceof InstructorException).isTrue();
            JsonObject sent = twin.requests().get(0).body();
            Json schema =
                sent.at("/output_config/format/schema")
                    .or(() -> sent.at("/tools/0/input_schema"))
                    .orElseThrow();

            assertThat(bare(schema).sameAs(bare(schema(cassette).orElseThrow())))
                .as(schema + "\n" + schema(cassette).orElseThrow())
                .isTrue();
            assertThat(sent.text("model"))
                .isEqualTo(cassette.request().orElseThrow().text("model"));
          }
        });
  }

  /** Returns a schema without what the dialect and the recording's client add or leave out. */
  private static Json bare(Json schema) {
    if (schema instanceof JsonArray array) {
      return Json.array(array.items().stream().map(RecordedAnthropicTest::bare).toList());
    }
    if (!(schema instanceof JsonObject object)) {
      return schema;
    }
    JsonObject.Builder kept = Json.object();
    object
        .members()
        .forEach(
            (name, value) -> {
              boolean noise =
                  name.equals("additionalProperties")
                      || name.equals("$schema")
                      || (name.equals("title") && value.asText().isPresent())
                      || (name.equals("required") && value.equals(Json.array(List.of())));
              if (!noise) {
                kept.put(name, bare(value));
              }
            });
    return kept.build();
  }

  private static Stream<String> said(Cassette cassette) {
    Stream<String> arguments =
        cassette.expected().items("tool_calls").stream()
            .flatMap(call -> call.at("/arguments").stream())
            .map(Json::toString);
    return Stream.concat(cassette.expected().text("text").stream(), arguments)
        .filter(text -> text.length() >= 20)
        .map(text -> text.substring(0, 20));
  }

  private static Optional<JsonObject> schema(Cassette cassette) {
    return Recorded.schema(cassette);
  }

  private List<DynamicTest> tests(
      int atLeast, Predicate<Cassette> condition, ThrowingConsumer<Cassette> check) {
    List<Cassette> cassettes =
        SharedData.cassettes("anthropic").stream()
            .filter(cassette -> cassette.path().equals("/v1/messages"))
            .filter(condition)
            .toList();
    assertThat(cassettes).hasSizeGreaterThanOrEqualTo(atLeast);
    return cassettes.stream()
        .map(cassette -> DynamicTest.dynamicTest(cassette.id(), () -> check.accept(cassette)))
        .toList();
  }

  private static Json extract(Cassette cassette) {
    try (AnthropicTwin twin = AnthropicTwin.start()) {
      return extract(cassette, twin);
    }
  }

  private static Json extract(Cassette cassette, AnthropicTwin twin) {
    twin.reply(TwinReply.raw(cassette.status(), cassette.contentType(), cassette.body()));
    String model =
        cassette.request().flatMap(request -> request.text("model")).orElse("claude-sonnet-4-5");
    ChatModel opened =
        ModelProviders.open(
            ModelProviders.parse("anthropic/" + model)
                .withApiKey(ApiKey.of(twin.apiKey()))
                .withBaseUrl(twin.baseUrl())
                .withEnvironment(name -> Optional.empty()));
    Mode mode = Recorded.mode(cassette);
    try (Instructor client =
        Instructor.builder(cassette.stream() ? Recorded.streaming(opened) : opened)
            // A format that cannot be enforced is no mode of this vendor.
            .mode(mode == Mode.JSON ? Mode.PROMPTED : mode)
            .maxRetries(0)
            .transportRetry(RetryPolicy.none())
            .build()) {
      return client.prompt("As recorded").extract(Recorded.shape(cassette)).value();
    }
  }
}
