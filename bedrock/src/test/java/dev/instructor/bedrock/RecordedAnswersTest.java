package dev.instructor.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.error.ProviderException;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.Transport;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.RecordedAnswers;
import java.util.OptionalLong;

class RecordedAnswersTest extends RecordedAnswers {
  RecordedAnswersTest() {
    super("bedrock-converse", Models.CLAUDE, 69);
  }

  @Override
  protected ChatModel open(Transport transport) {
    return Models.open(Models.CLAUDE, transport);
  }

  @Override
  protected void checkResponse(Cassette recording, ChatResponse response) {
    JsonObject expected = recording.expected();
    assertThat(response.finishReason())
        .isEqualTo(finishReason(expected.text("finish_reason").orElse("")));
    assertThat(response.refusal()).isEmpty();
    OptionalLong input = number(expected, "/usage/inputTokens");
    assertThat(response.usage().input().isPresent()).isEqualTo(input.isPresent());
    assertThat(response.usage().input().orElse(0))
        .isEqualTo(
            input.orElse(0)
                + number(expected, "/usage/cacheReadInputTokens").orElse(0)
                + number(expected, "/usage/cacheWriteInputTokens").orElse(0));
    assertThat(response.usage().output()).isEqualTo(number(expected, "/usage/outputTokens"));
    assertThat(response.usage().total())
        .as("the vendor's own sum")
        .isEqualTo(number(expected, "/usage/totalTokens").orElse(0));
    assertThat(response.usage().cached())
        .isEqualTo(number(expected, "/usage/cacheReadInputTokens"));
  }

  private static FinishReason finishReason(String word) {
    return switch (word) {
      case "end_turn" -> FinishReason.STOP;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "max_tokens" -> FinishReason.LENGTH;
      default -> throw new AssertionError("a new stop reason: " + word);
    };
  }

  @Override
  protected void checkError(Cassette recording, JsonObject error, ProviderException failure) {
    assertThat(failure.type()).isPresent();
  }
}
