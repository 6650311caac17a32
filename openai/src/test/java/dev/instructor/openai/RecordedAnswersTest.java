package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.openai.Recordings.Recording;
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
    return Recordings.chat();
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
    assertThat(calls(response)).isEqualTo(expected.items("tool_calls"));
    assertThat(response.refusal())
        .isEqualTo(expected.text("refusal").filter(text -> !text.isEmpty()));
    assertThat(thinking(response))
        .as("characters of thinking")
        .isEqualTo(number(expected.get("thinking_chars")).orElse(0));
    assertThat(response.model()).isEqualTo(expected.text("model").orElse(""));
    assertThat(response.finishReason()).isEqualTo(finishReason(response, expected));
    JsonObject usage = expected.object("usage").orElse(JsonObject.empty());
    assertThat(response.usage().input()).isEqualTo(number(usage.get("prompt_tokens")));
    assertThat(response.usage().output().orElse(0))
        .isGreaterThanOrEqualTo(number(usage.get("completion_tokens")).orElse(0));
    assertThat(response.raw().isPresent()).isEqualTo(!recording.stream());
  }

  private static FinishReason finishReason(ChatResponse response, JsonObject expected) {
    if (response.refusal().isPresent()) {
      return FinishReason.REFUSAL;
    }
    return switch (expected.text("finish_reason").orElse("")) {
      case "stop" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      case "" -> FinishReason.OTHER;
      default -> throw new AssertionError("a new finish reason: " + expected.get("finish_reason"));
    };
  }

  private static List<Json> calls(ChatResponse response) {
    return response.message().toolCalls().stream()
        .<Json>map(
            call ->
                Json.object().put("name", call.name()).put("arguments", arguments(call)).build())
        .toList();
  }

  private static Json arguments(Part.ToolCall call) {
    try {
      return Json.parse(call.arguments());
    } catch (InvalidJsonException e) {
      return Json.of(call.arguments());
    }
  }

  private static long thinking(ChatResponse response) {
    return response.message().parts().stream()
        .filter(Part.Thinking.class::isInstance)
        .mapToLong(part -> ((Part.Thinking) part).text().codePoints().count())
        .sum();
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
              "openai-compatible",
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
    Optional<String> generation = error.text("failed_generation");
    if (generation.isPresent()) {
      ChatResponse answer = model.send(Models.hello("m"));
      assertThat(answer.text()).isEqualTo(generation.get());
      assertThat(answer.finishReason()).isEqualTo(FinishReason.OTHER);
      return;
    }

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> model.send(Models.hello("m")));

    assertThat(failure.kind()).isEqualTo(ProviderException.Kind.STATUS);
    assertThat(failure.code()).isEqualTo(error.text("code"));
    assertThat(failure.type()).isEqualTo(error.text("type"));
    assertThat(failure.parameter()).isEqualTo(error.text("param"));
    assertThat(failure.providerMessage()).isEqualTo(error.text("message"));
    assertThat(failure.body()).contains(recording.body());
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.getMessage())
        .startsWith("openai-compatible: HTTP 4")
        .doesNotContain(error.text("message").orElseThrow());
    assertThat(
            catchThrowableOfType(
                ProviderException.class, () -> model.stream(Models.hello("m")).next()))
        .hasMessage(failure.getMessage());
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(all()).hasSizeGreaterThan(300);
    assertThat(streams()).hasSizeGreaterThan(80);
    assertThat(errors()).hasSizeGreaterThan(5);
  }

  private static ChatModel model(Recording recording, int pieceSize) {
    return Models.open(
        "openai-compatible",
        "m",
        new ReplayTransport(
            recording.status(), recording.headers(), recording.body(), position -> pieceSize));
  }
}
