package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.error.ProviderException;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.Transport;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.RecordedAnswers;
import java.util.Optional;

class RecordedAnswersTest extends RecordedAnswers {
  RecordedAnswersTest() {
    super("openai-chat", "m", 300);
  }

  @Override
  protected ChatModel open(Transport transport) {
    return Models.open("openai-compatible", "m", transport);
  }

  @Override
  protected void checkResponse(Cassette recording, ChatResponse response) {
    JsonObject expected = recording.expected();
    assertThat(response.refusal())
        .isEqualTo(expected.text("refusal").filter(text -> !text.isEmpty()));
    assertThat(response.finishReason()).isEqualTo(finishReason(response, expected));
    assertThat(response.usage().input()).isEqualTo(number(expected, "/usage/prompt_tokens"));
    assertThat(response.usage().output().orElse(0))
        .isGreaterThanOrEqualTo(number(expected, "/usage/completion_tokens").orElse(0));
  }

  @Override
  protected Optional<String> answerInError(JsonObject error) {
    return error.text("failed_generation");
  }

  @Override
  protected void checkError(Cassette recording, JsonObject error, ProviderException failure) {
    assertThat(failure.code()).isEqualTo(error.text("code"));
    assertThat(failure.type()).isEqualTo(error.text("type"));
    assertThat(failure.parameter()).isEqualTo(error.text("param"));
    assertThat(failure.retryable()).isFalse();
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
}
