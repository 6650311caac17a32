package dev.instructor.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.Transport;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.RecordedAnswers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class RecordedAnswersTest extends RecordedAnswers {
  RecordedAnswersTest() {
    super("google", "m", 150);
  }

  @Override
  protected ChatModel open(Transport transport) {
    return Models.open("google", "m", transport);
  }

  /** The SDK takes each piece of a call for a call; put together they are two. */
  @Override
  protected List<Json> expectedCalls(Cassette recording) {
    if (recording.id().contains("stream-tool-call-arguments-chunks")) {
      return List.of(
          Json.parse("{\"name\":\"getWeather\",\"arguments\":{\"location\":\"Boston\"}}"),
          Json.parse("{\"name\":\"getWeather\",\"arguments\":{\"location\":\"San Francisco\"}}"));
    }
    return super.expectedCalls(recording);
  }

  @Override
  protected void checkResponse(Cassette recording, ChatResponse response) {
    JsonObject expected = recording.expected();
    assertThat(response.refusal()).isEmpty();
    assertThat(response.finishReason()).isEqualTo(finishReason(response, expected));
    assertThat(response.usage().input().orElse(0))
        .isEqualTo(
            count(expected, "promptTokenCount") + count(expected, "toolUsePromptTokenCount"));
    assertThat(response.usage().output().orElse(0))
        .isEqualTo(count(expected, "candidatesTokenCount") + count(expected, "thoughtsTokenCount"));
    assertThat(response.usage().cached())
        .isEqualTo(number(expected, "/usage/cachedContentTokenCount"));
    assertThat(response.usage().total()).isEqualTo(count(expected, "totalTokenCount"));
  }

  @Override
  protected void checkError(Cassette recording, JsonObject error, ProviderException failure) {
    assertThat(failure.code()).isEqualTo(error.text("status"));
    assertThat(failure.type()).isEqualTo(error.text("status"));
    boolean limited = recording.status() == 429;
    assertThat(failure.retryable()).isEqualTo(limited);
    assertThat(failure.retryAfter())
        .isEqualTo(limited ? Optional.of(Duration.ofMillis(34_400)) : Optional.empty());
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

  private static long count(JsonObject expected, String name) {
    return number(expected, "/usage/" + name).orElse(0);
  }
}
