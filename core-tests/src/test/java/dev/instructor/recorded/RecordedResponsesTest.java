package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.error.InstructorException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.SharedData;
import dev.instructor.test.ResponsesTwin;
import dev.instructor.test.TwinReply;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** What the Responses API answered comes out of a call as the value, or as its own exception. */
class RecordedResponsesTest {
  @TestFactory
  List<DynamicTest> values_comeOutEqual() {
    return tests(
        30,
        cassette -> cassette.expected().get("schema_valid").equals(Optional.of(Json.of(true))),
        cassette -> {
          Json value = extract(cassette);

          assertThat(value.sameAs(cassette.expected().get("value").orElseThrow()))
              .as(value.toString())
              .isTrue();
        });
  }

  @TestFactory
  List<DynamicTest> errors_areProviderExceptionsWithTheVendorsWords() {
    return tests(
        5,
        cassette -> cassette.expected().object("error").isPresent(),
        cassette -> {
          Throwable thrown = catchThrowable(() -> extract(cassette));

          assertThat(thrown).isInstanceOf(ProviderException.class);
          ProviderException failure = (ProviderException) thrown;
          assertThat(failure.status()).hasValue(cassette.status());
          assertThat(failure.providerMessage())
              .isEqualTo(cassette.expected().at("/error/message").flatMap(Json::asText));
        });
  }

  @TestFactory
  List<DynamicTest> everyAnswer_isAValueOrAnExceptionThatQuotesNothing() {
    return tests(
        150,
        cassette -> true,
        cassette -> {
          Throwable thrown = catchThrowable(() -> extract(cassette));

          if (thrown != null) {
            assertThat(thrown).isInstanceOf(InstructorException.class);
            assertThat(said(cassette)).noneMatch(text -> thrown.toString().contains(text));
          }
        });
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

  private List<DynamicTest> tests(
      int atLeast, Predicate<Cassette> condition, ThrowingConsumer<Cassette> check) {
    List<Cassette> cassettes =
        SharedData.cassettes("openai-responses").stream().filter(condition).toList();
    assertThat(cassettes).hasSizeGreaterThanOrEqualTo(atLeast);
    return cassettes.stream()
        .map(cassette -> DynamicTest.dynamicTest(cassette.id(), () -> check.accept(cassette)))
        .toList();
  }

  private static Json extract(Cassette cassette) {
    try (ResponsesTwin twin = ResponsesTwin.start()) {
      twin.reply(TwinReply.raw(cassette.status(), cassette.contentType(), cassette.body()));
      ChatModel opened =
          ModelProviders.open(
              ModelProviders.parse("openai-responses/gpt-4o")
                  .withApiKey(ApiKey.of(twin.apiKey()))
                  .withBaseUrl(twin.baseUrl())
                  .withEnvironment(name -> Optional.empty()));
      try (Instructor client =
          Instructor.builder(cassette.stream() ? Recorded.streaming(opened) : opened)
              .mode(Recorded.mode(cassette))
              .maxRetries(0)
              .transportRetry(RetryPolicy.none())
              .build()) {
        // The request is ours; JSON mode wants the word in it.
        return client.prompt("As recorded, in JSON").extract(Recorded.shape(cassette)).value();
      }
    }
  }
}
