package dev.instructor.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.error.ProviderException;
import dev.instructor.google.Recordings.Recording;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded answer is read as the vendor's own SDK reads it. */
class RecordedAnswersTest {
  static List<Recording> all() {
    return Recordings.all();
  }

  static Stream<Recording> answers() {
    return all().stream().filter(recording -> !isError(recording));
  }

  static Stream<Recording> streams() {
    return answers().filter(Recording::stream);
  }

  static Stream<Recording> errors() {
    return all().stream().filter(RecordedAnswersTest::isError);
  }

  private static boolean isError(Recording recording) {
    return recording.expected().get("error").filter(error -> !error.isNull()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answer_isReadAsExpected(Recording recording) {
    ChatModel model = model(recording, 1000);
    ChatResponse response =
        recording.stream() ? Models.streamed(model) : model.send(Models.hello("m"));
    JsonObject expected = recording.expected();

    assertThat(response.text()).isEqualTo(expected.text("text").orElse(""));
    assertThat(calls(response)).isEqualTo(expectedCalls(recording));
    assertThat(response.refusal()).isEmpty();
    assertThat(thinking(response))
        .as("characters of thinking")
        .isEqualTo(number(expected.get("thinking_chars")).orElse(0));
    assertThat(response.model()).isEqualTo(expected.text("model").orElse(""));
    assertThat(response.finishReason()).isEqualTo(finishReason(response, expected));
    JsonObject usage = expected.object("usage").orElse(JsonObject.empty());
    assertThat(response.usage().input().orElse(0))
        .isEqualTo(sum(usage, "promptTokenCount", "toolUsePromptTokenCount"));
    assertThat(response.usage().output().orElse(0))
        .isEqualTo(sum(usage, "candidatesTokenCount", "thoughtsTokenCount"));
    assertThat(response.usage().cached()).isEqualTo(number(usage.get("cachedContentTokenCount")));
    assertThat(response.usage().total()).isEqualTo(sum(usage, "totalTokenCount", ""));
    assertThat(response.raw().isPresent()).isEqualTo(!recording.stream());
  }

  /** The SDK takes each piece of a call for a call; put together they are two. */
  private static List<Json> expectedCalls(Recording recording) {
    if (recording.id().contains("stream-tool-call-arguments-chunks")) {
      return List.of(
          Json.parse("{\"name\":\"getWeather\",\"arguments\":{\"location\":\"Boston\"}}"),
          Json.parse("{\"name\":\"getWeather\",\"arguments\":{\"location\":\"San Francisco\"}}"));
    }
    return recording.expected().items("tool_calls");
  }

  private static FinishReason finishReason(ChatResponse response, JsonObject expected) {
    if (expected.text("block_reason").isPresent()) {
      return FinishReason.CONTENT_FILTER;
    }
    return switch (expected.text("finish_reason").orElse("")) {
      case "STOP" ->
          response.message().toolCalls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
      case "SAFETY", "MODEL_ARMOR" -> FinishReason.CONTENT_FILTER;
      case "UNEXPECTED_TOOL_CALL", "" -> FinishReason.OTHER;
      default -> throw new AssertionError("a new finish reason: " + expected.get("finish_reason"));
    };
  }

  private static List<Json> calls(ChatResponse response) {
    return response.message().toolCalls().stream()
        .<Json>map(
            call ->
                Json.object()
                    .put("name", call.name())
                    .put("arguments", Json.parse(call.arguments()))
                    .build())
        .toList();
  }

  private static long thinking(ChatResponse response) {
    return response.message().parts().stream()
        .filter(Part.Thinking.class::isInstance)
        .mapToLong(part -> ((Part.Thinking) part).text().codePoints().count())
        .sum();
  }

  private static long sum(JsonObject usage, String one, String other) {
    return number(usage.get(one)).orElse(0) + number(usage.get(other)).orElse(0);
  }

  private static OptionalLong number(Optional<Json> value) {
    return value.isPresent() && value.get() instanceof JsonNumber number
        ? OptionalLong.of(number.value().longValueExact())
        : OptionalLong.empty();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void stream_howeverItIsCut_hasTheSameEvents(Recording recording) {
    var expected = Models.events(model(recording, Integer.MAX_VALUE));
    Random random = new Random(recording.id().hashCode());

    assertThat(Models.events(model(recording, 1))).isEqualTo(expected);
    for (int limit : List.of(3, 40, 2000)) {
      ChatModel model =
          Models.open(
              "google",
              "m",
              new ReplayTransport(
                  recording.status(),
                  recording.headers(),
                  recording.body(),
                  position -> 1 + random.nextInt(limit)));
      assertThat(Models.events(model)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void error_isToldWithTheVendorsWords(Recording recording) {
    ChatModel model = model(recording, 1000);
    JsonObject error = recording.expected().object("error").orElseThrow();

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> model.send(Models.hello("m")));

    assertThat(failure.kind()).isEqualTo(ProviderException.Kind.STATUS);
    assertThat(failure.code()).isEqualTo(error.text("status"));
    assertThat(failure.type()).isEqualTo(error.text("status"));
    assertThat(failure.providerMessage()).isEqualTo(error.text("message"));
    assertThat(failure.body()).contains(recording.body());
    boolean limited = recording.status() == 429;
    assertThat(failure.retryable()).isEqualTo(limited);
    assertThat(failure.retryAfter())
        .isEqualTo(limited ? Optional.of(Duration.ofMillis(34_400)) : Optional.empty());
    assertThat(failure.getMessage())
        .startsWith("google: HTTP 4")
        .doesNotContain(error.text("message").orElseThrow());
    assertThat(
            catchThrowableOfType(
                ProviderException.class, () -> model.stream(Models.hello("m")).next()))
        .hasMessage(failure.getMessage());
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(all()).hasSizeGreaterThan(150);
    assertThat(streams()).hasSizeGreaterThan(8);
    assertThat(errors()).hasSizeGreaterThan(1);
  }

  private static ChatModel model(Recording recording, int pieceSize) {
    return Models.open(
        "google",
        "m",
        new ReplayTransport(
            recording.status(), recording.headers(), recording.body(), position -> pieceSize));
  }
}
