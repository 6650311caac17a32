package dev.instructor.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.error.ProviderException;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.Transport;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.RecordedAnswers;

/** Recordings of chats and of the older interface for completions. */
class RecordedAnswersTest extends RecordedAnswers {
  RecordedAnswersTest() {
    super("ollama", "llama3", 5);
  }

  @Override
  protected ChatModel open(Transport transport) {
    return ModelProviders.open(Chats.settings("ollama/llama3", transport));
  }

  @Override
  protected void checkResponse(Cassette recording, ChatResponse response) {
    JsonObject expected = recording.expected();
    assertThat(expected.text("finish_reason")).contains("stop");
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(response.refusal()).isEmpty();
    assertThat(response.usage().input()).isEqualTo(number(expected, "/usage/prompt_eval_count"));
    assertThat(response.usage().output()).isEqualTo(number(expected, "/usage/eval_count"));
  }

  @Override
  protected void checkError(Cassette recording, JsonObject error, ProviderException failure) {
    throw new AssertionError("a recorded error; what has to be read from it is not said here");
  }
}
