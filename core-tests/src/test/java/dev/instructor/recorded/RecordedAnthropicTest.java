package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.error.InstructorException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shared.Cassette;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.TwinReply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RecordedAnthropicTest extends RecordedCalls {
  RecordedAnthropicTest() {
    super("anthropic", new Least(130, 50, 3, 2));
  }

  /** Tokens are counted at another address. */
  @Override
  boolean isOurs(Cassette cassette) {
    return cassette.path().equals("/v1/messages");
  }

  @Override
  void checkError(Cassette cassette, ProviderException failure) {
    assertThat(failure.retryable()).isFalse();
  }

  /**
   * Our request for the recorded schema holds the recorded schema, but for titles, closed objects
   * and what the dialect moves.
   */
  @TestFactory
  List<DynamicTest> schemas_areSentAsRecorded() {
    return tests(
        40,
        cassette ->
            cassette.request().isPresent()
                && schema(cassette).isPresent()
                && Recorded.mode(cassette) != Mode.PROMPTED,
        cassette -> {
          try (AnthropicTwin twin = AnthropicTwin.start()) {
            Throwable thrown = catchThrowable(() -> extract(cassette, twin));
            assertThat(thrown == null || thrown instanceof InstructorException).isTrue();
            JsonObject sent = twin.requests().get(0).body();
            Json schema =
                sent.at("/output_config/format/schema")
                    .or(() -> sent.at("/tools/0/input_schema"))
                    .orElseThrow();

            assertThat(bare(schema).sameAs(bare(schema(cassette).orElseThrow())))
                .as(schema + "\n" + schema(cassette).orElseThrow())
                .isTrue();
            assertThat(sent.text("model"))
                .isEqualTo(cassette.request().orElseThrow().text("model"));
          }
        });
  }

  /** Returns a schema without what the dialect and the recording's client add or leave out. */
  private static Json bare(Json schema) {
    if (schema instanceof JsonArray array) {
      return Json.array(array.items().stream().map(RecordedAnthropicTest::bare).toList());
    }
    if (!(schema instanceof JsonObject object)) {
      return schema;
    }
    JsonObject.Builder kept = Json.object();
    object
        .members()
        .forEach(
            (name, value) -> {
              boolean noise =
                  name.equals("additionalProperties")
                      || name.equals("$schema")
                      || (name.equals("title") && value.asText().isPresent())
                      || (name.equals("required") && value.equals(Json.array(List.of())));
              if (!noise) {
                kept.put(name, bare(value));
              }
            });
    return kept.build();
  }

  private static Optional<JsonObject> schema(Cassette cassette) {
    return Recorded.schema(cassette);
  }

  @Override
  Json extract(Cassette cassette) {
    try (AnthropicTwin twin = AnthropicTwin.start()) {
      return extract(cassette, twin);
    }
  }

  private static Json extract(Cassette cassette, AnthropicTwin twin) {
    twin.reply(TwinReply.raw(cassette.status(), cassette.contentType(), cassette.body()));
    String model =
        cassette.request().flatMap(request -> request.text("model")).orElse("claude-sonnet-4-5");
    ChatModel opened =
        ModelProviders.open(
            ModelProviders.parse("anthropic/" + model)
                .withApiKey(ApiKey.of(twin.apiKey()))
                .withBaseUrl(twin.baseUrl())
                .withEnvironment(name -> Optional.empty()));
    Mode mode = Recorded.mode(cassette);
    try (Instructor client =
        Instructor.builder(cassette.stream() ? Recorded.streaming(opened) : opened)
            // A format that cannot be enforced is no mode of this vendor.
            .mode(mode == Mode.JSON ? Mode.PROMPTED : mode)
            .maxRetries(0)
            .transportRetry(RetryPolicy.none())
            .build()) {
      return client.prompt("As recorded").extract(Recorded.shape(cassette)).value();
    }
  }
}
