package dev.instructor.anthropic;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

class RecordedAnswersTest extends RecordedAnswers {
  RecordedAnswersTest() {
    super("anthropic", "claude-sonnet-4-5", 130);
  }

  @Override
  protected ChatModel open(Transport transport) {
    return Models.open("claude-sonnet-4-5", transport);
  }

  /**
   * The vendor's SDK adds up both messages of a stream that begins anew; what counts is the last.
   */
  @Override
  protected List<Json> expectedCalls(Cassette recording) {
    List<Json> calls = super.expectedCalls(recording);
    return isRestarted(recording) ? calls.subList(calls.size() - 1, calls.size()) : calls;
  }

  @Override
  protected OptionalLong expectedThinking(Cassette recording) {
    return isRestarted(recording) ? OptionalLong.empty() : super.expectedThinking(recording);
  }

  private static boolean isRestarted(Cassette recording) {
    String body = body(recording);
    return body.indexOf("\"message_start\"") != body.lastIndexOf("\"message_start\"");
  }

  @Override
  protected void checkResponse(Cassette recording, ChatResponse response) {
    JsonObject expected = recording.expected();
    assertThat(response.finishReason())
        .isEqualTo(finishReason(expected.text("finish_reason").orElse("")));
    assertThat(response.refusal().isPresent())
        .isEqualTo(body(recording).contains("\"explanation\""));
    assertThat(response.usage().input())
        .hasValue(
            count(expected, "input_tokens")
                + count(expected, "cache_read_input_tokens")
                + count(expected, "cache_creation_input_tokens"));
    assertThat(response.usage().output()).isEqualTo(number(expected, "/usage/output_tokens"));
    assertThat(response.usage().cached())
        .isEqualTo(number(expected, "/usage/cache_read_input_tokens"));
    assertThat(response.usage().reasoning())
        .isEqualTo(number(expected, "/usage/output_tokens_details/thinking_tokens"));
  }

  @Override
  protected void checkError(Cassette recording, JsonObject error, ProviderException failure) {
    assertThat(failure.type()).isEqualTo(error.text("type"));
    assertThat(failure.requestId()).isPresent();
    assertThat(failure.retryable()).isFalse();
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

  private static long count(JsonObject expected, String name) {
    return number(expected, "/usage/" + name).orElse(0);
  }

  private static String body(Cassette recording) {
    return new String(recording.body(), StandardCharsets.UTF_8);
  }
}
