package dev.instructor.recorded;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shared.Cassette;
import dev.instructor.test.ResponsesTwin;
import dev.instructor.test.TwinReply;
import java.util.Optional;

class RecordedResponsesTest extends RecordedCalls {
  RecordedResponsesTest() {
    super("openai-responses", new Least(150, 30, 0, 5));
  }

  @Override
  void checkError(Cassette cassette, ProviderException failure) {
    // Status and words are all that the recordings tell alike.
  }

  @Override
  Json extract(Cassette cassette) {
    try (ResponsesTwin twin = ResponsesTwin.start()) {
      twin.reply(TwinReply.raw(cassette.status(), cassette.contentType(), cassette.body()));
      ChatModel opened =
          ModelProviders.open(
              ModelProviders.parse("openai-responses/gpt-4o")
                  .withApiKey(ApiKey.of(twin.apiKey()))
                  .withBaseUrl(twin.baseUrl())
                  .withEnvironment(name -> Optional.empty()));
      try (Instructor client =
          Instructor.builder(cassette.stream() ? Recorded.streaming(opened) : opened)
              .mode(Recorded.mode(cassette))
              .maxRetries(0)
              .transportRetry(RetryPolicy.none())
              .build()) {
        // The request is ours; JSON mode wants the word in it.
        return client.prompt("As recorded, in JSON").extract(Recorded.shape(cassette)).value();
      }
    }
  }
}
