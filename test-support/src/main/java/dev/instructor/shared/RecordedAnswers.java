package dev.instructor.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Part;
import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recorded answer in a wire format is read as the vendor's own SDK reads it, and every
 * recorded stream however it is cut. The tests of a codec extend this class and say what is the
 * vendor's own: how a reason to stop, the usage and an error are told.
 */
public abstract class RecordedAnswers {
  private final String dialect;
  private final ChatRequest request;
  private final int atLeast;

  /**
   * Creates the tests.
   *
   * @param dialect the wire format, as the recordings name it
   * @param model a name of a model
   * @param atLeast how many recordings there have to be
   */
  protected RecordedAnswers(String dialect, String model, int atLeast) {
    this.dialect = dialect;
    this.request = Chats.hello(model);
    this.atLeast = atLeast;
  }

  /** Opens the model that is asked. */
  protected abstract ChatModel open(Transport transport);

  /** Checks a response's reason to stop, its refusal and its usage. */
  protected abstract void checkResponse(Cassette recording, ChatResponse response);

  /**
   * Checks what a failure says besides its status and the vendor's words.
   *
   * @param error the recorded error
   */
  protected abstract void checkError(
      Cassette recording, JsonObject error, ProviderException failure);

  /** Returns the calls that are to be read, each with {@code name} and {@code arguments}. */
  protected List<Json> expectedCalls(Cassette recording) {
    return recording.expected().items("tool_calls");
  }

  /** Returns how many characters of thinking are to be read; empty if nobody knows. */
  protected OptionalLong expectedThinking(Cassette recording) {
    return OptionalLong.of(number(recording.expected(), "/thinking_chars").orElse(0));
  }

  /** Returns whether a part counts among the recorded characters of thinking. */
  protected boolean isCounted(Part.Thinking part) {
    return true;
  }

  /** Returns the answer that an error holds: a model's mistake that the vendor tells as its own. */
  protected Optional<String> answerInError(JsonObject error) {
    return Optional.empty();
  }

  /** Returns whether a recording is checked here, and not by a test of its own. */
  protected boolean isCovered(Cassette recording) {
    return true;
  }

  /** Every recorded answer, whole or streamed. */
  @TestFactory
  Stream<DynamicTest> answer_isReadAsExpected() {
    return tests(recording -> !isError(recording), this::checkAnswer);
  }

  /** Every recorded stream, cut at every byte and at random places. */
  @TestFactory
  Stream<DynamicTest> stream_howeverItIsCut_hasTheSameEvents() {
    return tests(recording -> !isError(recording) && recording.stream(), this::checkCuts);
  }

  /** Every recorded error. */
  @TestFactory
  Stream<DynamicTest> error_isToldWithTheVendorsWords() {
    return tests(RecordedAnswers::isError, this::checkFailure);
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(SharedData.cassettes(dialect)).hasSizeGreaterThanOrEqualTo(atLeast);
  }

  private Stream<DynamicTest> tests(Predicate<Cassette> condition, Consumer<Cassette> check) {
    return SharedData.cassettes(dialect).stream()
        .filter(condition.and(this::isCovered))
        .map(recording -> DynamicTest.dynamicTest(recording.id(), () -> check.accept(recording)));
  }

  private static boolean isError(Cassette recording) {
    return recording.expected().get("error").filter(error -> !error.isNull()).isPresent();
  }

  private ChatModel open(Cassette recording, IntUnaryOperator nextPieceSize) {
    return open(ReplayTransport.of(recording, nextPieceSize));
  }

  private void checkAnswer(Cassette recording) {
    ChatModel model = open(recording, position -> 1000);
    ChatResponse response =
        recording.stream() ? Chats.streamed(model, request) : model.send(request);
    JsonObject expected = recording.expected();

    assertThat(response.text()).isEqualTo(expected.text("text").orElse(""));
    assertThat(calls(response)).isEqualTo(expectedCalls(recording));
    expectedThinking(recording)
        .ifPresent(
            length ->
                assertThat(thinking(response)).as("characters of thinking").isEqualTo(length));
    assertThat(response.model()).isEqualTo(expected.text("model").orElse(""));
    assertThat(response.raw().isPresent()).isEqualTo(!recording.stream());
    checkResponse(recording, response);
  }

  private void checkCuts(Cassette recording) {
    var expected = Chats.events(open(recording, position -> Integer.MAX_VALUE), request);
    Random random = new Random(recording.id().hashCode());

    assertThat(Chats.events(open(recording, position -> 1), request)).isEqualTo(expected);
    for (int limit : List.of(3, 40, 2000)) {
      ChatModel model = open(recording, position -> 1 + random.nextInt(limit));
      assertThat(Chats.events(model, request)).isEqualTo(expected);
    }
  }

  private void checkFailure(Cassette recording) {
    ChatModel model = open(recording, position -> 1000);
    JsonObject error = recording.expected().object("error").orElseThrow();
    Optional<String> answer = answerInError(error);
    if (answer.isPresent()) {
      assertThat(model.send(request).text()).isEqualTo(answer.get());
      return;
    }

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> model.send(request));

    assertThat(failure.kind()).isEqualTo(ProviderException.Kind.STATUS);
    if (recording.status() >= 400) {
      assertThat(failure.status()).hasValue(recording.status());
    }
    assertThat(failure.providerMessage()).isEqualTo(error.text("message"));
    assertThat(failure.body()).contains(new String(recording.body(), StandardCharsets.UTF_8));
    assertThat(failure.getMessage())
        .startsWith(failure.provider() + ": HTTP 4")
        .doesNotContain(error.text("message").orElseThrow());
    assertThat(catchThrowableOfType(ProviderException.class, () -> model.stream(request).next()))
        .hasMessage(failure.getMessage());
    checkError(recording, error, failure);
  }

  private static List<Json> calls(ChatResponse response) {
    return response.message().toolCalls().stream()
        .<Json>map(
            call ->
                Json.object().put("name", call.name()).put("arguments", arguments(call)).build())
        .toList();
  }

  /** Arguments that are no JSON stand in the recordings as text. */
  private static Json arguments(Part.ToolCall call) {
    try {
      return Json.parse(call.arguments());
    } catch (InvalidJsonException e) {
      return Json.of(call.arguments());
    }
  }

  private long thinking(ChatResponse response) {
    return response.message().parts().stream()
        .filter(Part.Thinking.class::isInstance)
        .map(Part.Thinking.class::cast)
        .filter(this::isCounted)
        .mapToLong(part -> part.text().codePoints().count())
        .sum();
  }

  /** Returns a number of what is expected, such as {@code /usage/input_tokens}. */
  protected static OptionalLong number(Json expected, String pointer) {
    return expected.at(pointer).orElse(Json.ofNull()) instanceof JsonNumber number
        ? OptionalLong.of(number.value().longValueExact())
        : OptionalLong.empty();
  }
}
