package dev.instructor.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.Transport;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.RecordedAnswers;
import java.util.List;

class RecordedAnswersTest extends RecordedAnswers {
  RecordedAnswersTest() {
    super("cohere-v2", "command-a-03-2025", 15);
  }

  @Override
  protected ChatModel open(Transport transport) {
    return ModelProviders.open(Chats.settings("cohere/command-a-03-2025", transport));
  }

  /** A call without arguments has an empty object here. */
  @Override
  protected List<Json> expectedCalls(Cassette recording) {
    return super.expectedCalls(recording).stream()
        .map(call -> call.asObject().orElseThrow().without("raw"))
        .<Json>map(
            call ->
                call.get("arguments").filter(Json::isNull).isPresent()
                    ? call.with("arguments", JsonObject.empty())
                    : call)
        .toList();
  }

  /** A plan is none of the blocks of thinking. */
  @Override
  protected boolean isCounted(Part.Thinking part) {
    return !Thoughts.isPlan(part);
  }

  @Override
  protected void checkResponse(Cassette recording, ChatResponse response) {
    JsonObject expected = recording.expected();
    assertThat(response.message().parts().stream().anyMatch(RecordedAnswersTest::isPlan))
        .isEqualTo(expected.get("kinds").orElseThrow().toString().contains("tool_plan"));
    assertThat(response.finishReason())
        .isEqualTo(finishReason(expected.text("finish_reason").orElse("")));
    assertThat(response.refusal()).isEmpty();
    assertThat(response.usage().input()).isEqualTo(number(expected, "/usage/tokens/input_tokens"));
    assertThat(response.usage().output())
        .isEqualTo(number(expected, "/usage/tokens/output_tokens"));
    assertThat(response.usage().cached()).isEqualTo(number(expected, "/usage/cached_tokens"));
  }

  private static boolean isPlan(Part part) {
    return part instanceof Part.Thinking thinking && Thoughts.isPlan(thinking);
  }

  @Override
  protected void checkError(Cassette recording, JsonObject error, ProviderException failure) {
    throw new AssertionError("a recorded error; what has to be read from it is not said here");
  }

  private static FinishReason finishReason(String word) {
    return switch (word) {
      case "COMPLETE", "STOP_SEQUENCE" -> FinishReason.STOP;
      case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      default -> throw new AssertionError("a new finish reason: " + word);
    };
  }
}
