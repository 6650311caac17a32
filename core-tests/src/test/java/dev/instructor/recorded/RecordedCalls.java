package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.instructor.call.RefusedException;
import dev.instructor.error.InstructorException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.SharedData;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** What a vendor answered comes out of a call as the value, or as its own exception. */
abstract class RecordedCalls {
  private static final Json NULL = Json.ofNull();

  private final String dialect;
  private final Least least;

  /** How many recordings of each kind there have to be. */
  record Least(int all, int values, int refusals, int errors) {}

  RecordedCalls(String dialect, Least least) {
    this.dialect = dialect;
    this.least = least;
  }

  /** Returns what a call makes of a recorded answer, whole or streamed as recorded. */
  abstract Json extract(Cassette cassette);

  /** Checks what a failure says besides its status and the vendor's words. */
  abstract void checkError(Cassette cassette, ProviderException failure);

  /** Returns whether a recording is one that there is a codec for. */
  boolean isOurs(Cassette cassette) {
    return true;
  }

  /** Returns whether an error carries the model's bad answer. */
  boolean isBadAnswer(Cassette cassette) {
    return false;
  }

  @TestFactory
  List<DynamicTest> values_comeOutEqual() {
    return tests(
        least.values(),
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
        least.refusals(),
        cassette -> cassette.tags().contains("refusal"),
        cassette ->
            assertThat(catchThrowable(() -> extract(cassette)))
                .isInstanceOfSatisfying(
                    RefusedException.class,
                    refused ->
                        cassette
                            .expected()
                            .text("refusal")
                            .ifPresent(words -> assertThat(refused.refusal()).contains(words))));
  }

  @TestFactory
  List<DynamicTest> errors_areProviderExceptionsWithTheVendorsWords() {
    return tests(
        least.errors(),
        cassette ->
            !cassette.expected().get("error").orElse(NULL).isNull() && !isBadAnswer(cassette),
        cassette ->
            assertThat(catchThrowable(() -> extract(cassette)))
                .isInstanceOfSatisfying(
                    ProviderException.class,
                    failure -> {
                      // Azure answers 200, and says in the body that it meant another status.
                      assertThat(failure.status())
                          .hasValue(
                              cassette
                                  .expected()
                                  .at("/error/status")
                                  .map(Json::toString)
                                  .filter(status -> status.matches("[0-9]+"))
                                  .map(Integer::parseInt)
                                  .orElse(cassette.status()));
                      assertThat(failure.providerMessage())
                          .isEqualTo(
                              cassette.expected().at("/error/message").flatMap(Json::asText));
                      checkError(cassette, failure);
                    }));
  }

  @TestFactory
  List<DynamicTest> everyAnswer_isAValueOrAnExceptionThatQuotesNothing() {
    return tests(
        least.all(),
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

  /** Returns a test of each recording that meets a condition. */
  List<DynamicTest> tests(
      int atLeast, Predicate<Cassette> condition, ThrowingConsumer<Cassette> check) {
    List<Cassette> cassettes =
        SharedData.cassettes(dialect).stream().filter(this::isOurs).filter(condition).toList();
    assertThat(cassettes).hasSizeGreaterThanOrEqualTo(atLeast);
    return cassettes.stream()
        .map(cassette -> DynamicTest.dynamicTest(cassette.id(), () -> check.accept(cassette)))
        .toList();
  }
}
