package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.instructor.Instructor;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.error.InstructorException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.shared.Cassette;
import dev.instructor.test.OpenAiTwin;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** What real vendors answered comes out of a call as the value, or as its own exception. */
class RecordedAnswersTest {
  private static final Json NULL = Json.ofNull();

  @TestFactory
  List<DynamicTest> values_comeOutEqual() {
    return tests(
        100,
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
        8,
        cassette -> cassette.tags().contains("refusal"),
        cassette -> {
          Throwable thrown = catchThrowable(() -> extract(cassette));

          assertThat(thrown).isInstanceOf(RefusedException.class);
          assertThat(((RefusedException) thrown).refusal())
              .isEqualTo(cassette.expected().text("refusal"));
        });
  }

  @TestFactory
  List<DynamicTest> truncations_areTheirOwnException() {
    return tests(
        5,
        cassette -> cassette.tags().contains("truncated"),
        cassette ->
            assertThat(catchThrowable(() -> extract(cassette)))
                .isInstanceOf(IncompleteOutputException.class));
  }

  @TestFactory
  List<DynamicTest> errors_areProviderExceptionsWithTheVendorsWords() {
    return tests(
        4,
        cassette -> !cassette.expected().get("error").orElse(NULL).isNull() && !badAnswer(cassette),
        cassette -> {
          Throwable thrown = catchThrowable(() -> extract(cassette));

          assertThat(thrown).isInstanceOf(ProviderException.class);
          ProviderException failure = (ProviderException) thrown;
          // Azure answers 200, and says in the body that it meant another status.
          assertThat(failure.status())
              .hasValue(
                  cassette
                      .expected()
                      .at("/error/status")
                      .map(status -> Integer.parseInt(status.toString()))
                      .orElse(cassette.status()));
          assertThat(failure.code())
              .isEqualTo(cassette.expected().at("/error/code").flatMap(Json::asText));
          assertThat(failure.providerMessage())
              .isEqualTo(cassette.expected().at("/error/message").flatMap(Json::asText));
          assertThat(failure.retryable()).isFalse();
        });
  }

  @TestFactory
  List<DynamicTest> errorsThatCarryTheModelsAnswer_areBadAnswers() {
    return tests(
        1,
        RecordedAnswersTest::badAnswer,
        cassette ->
            assertThat(catchThrowable(() -> extract(cassette)))
                .isInstanceOf(ExtractionException.class));
  }

  @TestFactory
  List<DynamicTest> everyAnswer_isAValueOrAnExceptionThatQuotesNothing() {
    return tests(
        250,
        cassette -> true,
        cassette -> {
          Throwable thrown = catchThrowable(() -> extract(cassette));

          if (thrown != null) {
            assertThat(thrown).isInstanceOf(InstructorException.class);
            assertThat(said(cassette)).noneMatch(text -> thrown.toString().contains(text));
          }
        });
  }

  /** Returns how the texts and arguments of an answer begin, where they are long enough to tell. */
  private static Stream<String> said(Cassette cassette) {
    Stream<String> arguments =
        cassette.expected().items("tool_calls").stream()
            .flatMap(call -> call.at("/arguments").stream())
            .map(Json::toString);
    return Stream.concat(cassette.expected().text("text").stream(), arguments)
        .filter(text -> text.length() >= 20)
        .map(text -> text.substring(0, 20));
  }

  private static boolean badAnswer(Cassette cassette) {
    return cassette.expected().at("/error/failed_generation").isPresent();
  }

  private List<DynamicTest> tests(
      int atLeast, Predicate<Cassette> condition, ThrowingConsumer<Cassette> check) {
    List<Cassette> cassettes = Recorded.cassettes(condition);
    assertThat(cassettes).hasSizeGreaterThanOrEqualTo(atLeast);
    return cassettes.stream()
        .map(cassette -> DynamicTest.dynamicTest(cassette.id(), () -> check.accept(cassette)))
        .toList();
  }

  private Json extract(Cassette cassette) {
    OpenAiTwin.Builder settings = OpenAiTwin.builder();
    if (!cassette.provider().equals("openai")) {
      settings.compatible();
    }
    try (OpenAiTwin twin = settings.start()) {
      Recorded.replay(twin, cassette);
      try (Instructor client = Recorded.client(twin, cassette)) {
        return client.prompt("As recorded").extract(Recorded.shape(cassette)).value();
      }
    }
  }
}
