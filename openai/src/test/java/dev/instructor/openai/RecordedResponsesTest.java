package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.Transport;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.RecordedAnswers;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedResponsesTest extends RecordedAnswers {
  private static final String DIALECT = "openai-responses";

  RecordedResponsesTest() {
    super(DIALECT, "m", 150);
  }

  @Override
  protected ChatModel open(Transport transport) {
    return Models.responses("openai-responses", "m", transport);
  }

  @Override
  protected boolean isCovered(Cassette recording) {
    return !isNoAnswer(recording) && !isBrokenStream(recording);
  }

  /** One is a chat completion, one a response that is still to be made. */
  private static boolean isNoAnswer(Cassette recording) {
    return recording.status() == 200
        && recording
            .expected()
            .text("finish_reason")
            .filter(reason -> !reason.equals("queued"))
            .isEmpty();
  }

  private static boolean isBrokenStream(Cassette recording) {
    return recording.stream()
        && recording.expected().text("finish_reason").filter("failed"::equals).isPresent();
  }

  static Stream<Cassette> noAnswers() {
    return SharedData.cassettes(DIALECT).stream().filter(RecordedResponsesTest::isNoAnswer);
  }

  static Stream<Cassette> brokenStreams() {
    return SharedData.cassettes(DIALECT).stream().filter(RecordedResponsesTest::isBrokenStream);
  }

  static Stream<Cassette> streams() {
    return SharedData.cassettes(DIALECT).stream()
        .filter(recording -> recording.stream() && !isBrokenStream(recording));
  }

  @Override
  protected void checkResponse(Cassette recording, ChatResponse response) {
    JsonObject expected = recording.expected();
    assertThat(response.refusal())
        .isEqualTo(expected.text("refusal").filter(text -> !text.isEmpty()));
    // xAI says "complete" once.
    assertThat(expected.text("finish_reason").orElseThrow()).startsWith("complete");
    assertThat(response.finishReason())
        .isEqualTo(
            response.message().toolCalls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS);
    assertThat(response.usage().input()).isEqualTo(number(expected, "/usage/input_tokens"));
    assertThat(response.usage().output()).isEqualTo(number(expected, "/usage/output_tokens"));
    assertThat(response.usage().cached())
        .isEqualTo(number(expected, "/usage/input_tokens_details/cached_tokens"));
    assertThat(response.usage().reasoning())
        .isEqualTo(number(expected, "/usage/output_tokens_details/reasoning_tokens"));
  }

  @Override
  protected void checkError(Cassette recording, JsonObject error, ProviderException failure) {
    assertThat(failure.code()).isEqualTo(error.text("code"));
    assertThat(failure.type()).isEqualTo(error.text("type"));
    assertThat(failure.parameter()).isEqualTo(error.text("param"));
    assertThat(failure.retryable()).isFalse();
  }

  /** The last event of a stream holds the whole response: both ways lead to the same answer. */
  @ParameterizedTest
  @MethodSource("streams")
  void stream_saysWhatItsLastEventSays(Cassette recording) {
    String last =
        new String(recording.body(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("data:") && line.contains("\"response.completed\""))
            .findFirst()
            .orElseThrow()
            .substring("data:".length());
    JsonObject whole = Json.parse(last).asObject().orElseThrow().object("response").orElseThrow();

    ChatResponse streamed = Models.streamed(open(ReplayTransport.of(recording, position -> 1000)));
    ChatResponse response = open(ReplayTransport.json(whole.toString())).send(Models.hello("m"));

    assertThat(streamed.text()).isEqualTo(response.text());
    assertThat(streamed.message().toolCalls()).isEqualTo(response.message().toolCalls());
    assertThat(signatures(streamed)).isEqualTo(signatures(response));
    assertThat(streamed.finishReason()).isEqualTo(response.finishReason());
    assertThat(streamed.usage()).isEqualTo(response.usage());
    assertThat(streamed.id()).isEqualTo(response.id());
  }

  /** Returns which reasoning can be sent back; the encryption differs from event to event. */
  private static List<Json> signatures(ChatResponse response) {
    return response.message().parts().stream()
        .flatMap(
            part ->
                part instanceof Part.Thinking thinking
                    ? thinking.signature().stream()
                    : Stream.empty())
        .map(signature -> Json.parse(signature).asObject().orElseThrow())
        .<Json>map(item -> item.get("id").orElseThrow())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void otherBody_isNoAnswer(Cassette recording) {
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () -> open(ReplayTransport.of(recording, position -> 1000)).send(Models.hello("m")));

    assertThat(failure.kind()).isEqualTo(ProviderException.Kind.PROTOCOL);
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("brokenStreams")
  void errorInAStream_isToldWithTheVendorsWords(Cassette recording) {
    JsonObject error = recording.expected().object("error").orElseThrow();

    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () -> Models.streamed(open(ReplayTransport.of(recording, position -> 1000))));

    assertThat(failure.kind()).isEqualTo(ProviderException.Kind.STATUS);
    assertThat(failure.code()).isEqualTo(error.text("code"));
    assertThat(failure.providerMessage()).isEqualTo(error.text("message"));
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.getMessage()).doesNotContain(error.text("message").orElseThrow());
  }
}
