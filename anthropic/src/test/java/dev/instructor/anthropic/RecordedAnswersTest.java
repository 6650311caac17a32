package dev.instructor.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.anthropic.Recordings.Recording;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
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

  /**
   * The vendor's SDK adds up both messages of a stream that begins anew; what counts is the last.
   */
  private static boolean isRestarted(Recording recording) {
    return recording.body().indexOf("\"message_start\"")
        != recording.body().lastIndexOf("\"message_start\"");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answer_isReadAsExpected(Recording recording) {
    ChatModel model = model(recording, 1000);
    ChatResponse response =
        recording.stream() ? Models.streamed(model) : model.send(Models.hello("claude-sonnet-4-5"));
    JsonObject expected = recording.expected();

    assertThat(response.text()).isEqualTo(expected.text("text").orElse(""));
    if (isRestarted(recording)) {
      assertThat(calls(response)).hasSize(1).isSubsetOf(expected.items("tool_calls"));
    } else {
      assertThat(calls(response)).isEqualTo(expected.items("tool_calls"));
      assertThat(thinking(response))
          .as("characters of thinking")
          .isEqualTo(number(expected.get("thinking_chars")).orElse(0));
    }
    assertThat(response.model()).isEqualTo(expected.text("model").orElse(""));
    assertThat(response.finishReason())
        .isEqualTo(finishReason(expected.text("finish_reason").orElse("")));
    assertThat(response.refusal().isPresent())
        .isEqualTo(recording.body().contains("\"explanation\""));
    JsonObject usage = expected.object("usage").orElse(JsonObject.empty());
    assertThat(response.usage().input())
        .isEqualTo(
            OptionalLong.of(
                count(usage, "input_tokens")
                    + count(usage, "cache_read_input_tokens")
                    + count(usage, "cache_creation_input_tokens")));
    assertThat(response.usage().output()).isEqualTo(number(usage.get("output_tokens")));
    assertThat(response.usage().cached()).isEqualTo(number(usage.get("cache_read_input_tokens")));
    assertThat(response.usage().reasoning())
        .isEqualTo(number(usage.at("/output_tokens_details/thinking_tokens")));
    assertThat(response.raw().isPresent()).isEqualTo(!recording.stream());
  }

  private static FinishReason finishReason(String word) {
    return switch (word) {
      case "end_turn" -> FinishReason.STOP;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "max_tokens" -> FinishReason.LENGTH;
      case "refusal" -> FinishReason.REFUSAL;
      case "pause_turn" -> FinishReason.OTHER;
      default -> throw new AssertionError("a new stop reason: " + word);
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

  private static long count(JsonObject usage, String name) {
    return number(usage.get(name)).orElse(0);
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
              "claude-sonnet-4-5",
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
        catchThrowableOfType(
            ProviderException.class, () -> model.send(Models.hello("claude-sonnet-4-5")));

    assertThat(failure.kind()).isEqualTo(ProviderException.Kind.STATUS);
    assertThat(failure.status()).hasValue(recording.status());
    assertThat(failure.type()).isEqualTo(error.text("type"));
    assertThat(failure.providerMessage()).isEqualTo(error.text("message"));
    assertThat(failure.requestId()).isPresent();
    assertThat(failure.body()).contains(recording.body());
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.getMessage())
        .startsWith("anthropic: HTTP 4")
        .doesNotContain(error.text("message").orElseThrow());
    assertThat(
            catchThrowableOfType(
                ProviderException.class,
                () -> model.stream(Models.hello("claude-sonnet-4-5")).next()))
        .hasMessage(failure.getMessage());
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(all()).hasSizeGreaterThan(130);
    assertThat(streams()).hasSizeGreaterThan(20);
    assertThat(errors()).hasSizeGreaterThan(1);
  }

  private static ChatModel model(Recording recording, int pieceSize) {
    return Models.open(
        "claude-sonnet-4-5",
        new ReplayTransport(
            recording.status(), recording.headers(), recording.body(), position -> pieceSize));
  }
}
