package dev.instructor.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.WireCodec;
import dev.instructor.shared.ReplayTransport;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final HttpReply HEAD =
      new HttpReply(
          200,
          HttpHeaders.of(Map.of("x-amzn-requestid", List.of("req-1")), (name, value) -> true),
          "");

  private static final String STOP = "{\"stopReason\":\"end_turn\"}";

  private static ChatResponse whole(String body) {
    return Models.open(Models.CLAUDE, ReplayTransport.json(body)).send(Models.hello(Models.CLAUDE));
  }

  private static List<ChatEvent> events(byte[] body) {
    WireCodec.StreamDecoder decoder =
        new ConverseCodec(Vendors.CONVERSE, model -> model).decoder(HEAD);
    List<ChatEvent> events = new ArrayList<>();
    decoder.read(body, events::add);
    decoder.end(events::add);
    return events;
  }

  private static ChatResponse streamed(Frames frames) {
    ResponseAccumulator all = new ResponseAccumulator();
    events(frames.bytes()).forEach(all::add);
    return all.response();
  }

  private static ProviderException failure(int status, Map<String, String> headers, String body) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    all.putIfAbsent("content-type", List.of("application/json"));
    ChatModel model = Models.open(Models.CLAUDE, new ReplayTransport(status, all, body));
    return catchThrowableOfType(
        ProviderException.class, () -> model.send(Models.hello(Models.CLAUDE)));
  }

  private static ProviderException streamFailure(byte[] body) {
    return catchThrowableOfType(ProviderException.class, () -> events(body));
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn,STOP",
    "stop_sequence,STOP",
    "tool_use,TOOL_CALLS",
    "max_tokens,LENGTH",
    "model_context_window_exceeded,LENGTH",
    "guardrail_intervened,CONTENT_FILTER",
    "content_filtered,CONTENT_FILTER",
    "malformed_model_output,OTHER",
    "malformed_tool_use,OTHER",
    "something_new,OTHER"
  })
  void stopReason_isToldInOneVocabulary_wholeAndStreamed(String word, FinishReason reason) {
    assertThat(
            whole(
                    "{\"output\":{\"message\":{\"content\":[{\"text\":\"a\"}]}},\"stopReason\":\"%s\"}"
                        .formatted(word))
                .finishReason())
        .isEqualTo(reason);
    assertThat(
            streamed(new Frames().event("messageStop", "{\"stopReason\":\"%s\"}".formatted(word)))
                .finishReason())
        .isEqualTo(reason);
  }

  @Test
  void reasoning_wholeAndStreamed_keepsSignatureAndWhatIsNotShown() {
    ChatResponse whole =
        whole(
            """
            {"output":{"message":{"role":"assistant","content":[
              {"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig"}}},
              {"reasoningContent":{"redactedContent":"AAEC"}},
              {"text":"hi"}]}},"stopReason":"end_turn"}
            """);
    ChatResponse streamed =
        streamed(
            new Frames()
                .event("contentBlockDelta", "{\"delta\":{\"reasoningContent\":{\"text\":\"h\"}}}")
                .event("contentBlockDelta", "{\"delta\":{\"reasoningContent\":{\"text\":\"m\"}}}")
                .event(
                    "contentBlockDelta",
                    "{\"delta\":{\"reasoningContent\":{\"signature\":\"sig\"}}}")
                .event(
                    "contentBlockDelta",
                    "{\"delta\":{\"reasoningContent\":{\"redactedContent\":\"AAEC\"}}}")
                .event("contentBlockDelta", "{\"contentBlockIndex\":2,\"delta\":{\"text\":\"hi\"}}")
                .event("messageStop", STOP));

    assertThat(whole.message().parts())
        .containsExactly(
            new Part.Thinking("hm", Optional.of("sig")),
            new Part.Thinking("", Optional.of("redactedContent:AAEC")),
            new Part.Text("hi"));
    assertThat(streamed.message()).isEqualTo(whole.message());
  }

  @Test
  void stream_tellsRequestIdUsageAndParallelCalls() {
    ChatResponse response =
        streamed(
            new Frames()
                .event("messageStart", "{\"role\":\"assistant\"}")
                .event(
                    "contentBlockStart",
                    "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"a\",\"name\":\"x\"}}}")
                .event(
                    "contentBlockDelta",
                    "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{\\\"n\\\":\"}}}")
                .event(
                    "contentBlockDelta",
                    "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"1}\"}}}")
                .event(
                    "contentBlockStart",
                    "{\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"toolUseId\":\"b\",\"name\":\"y\"}}}")
                .event("messageStop", "{\"stopReason\":\"tool_use\"}")
                .event(
                    "metadata",
                    "{\"usage\":{\"inputTokens\":3,\"outputTokens\":5,\"cacheReadInputTokens\":7,\"cacheWriteInputTokens\":11}}"));

    assertThat(response.requestId()).contains("req-1");
    assertThat(response.message().parts())
        .containsExactly(
            new Part.ToolCall("a", "x", "{\"n\":1}"), new Part.ToolCall("b", "y", "{}"));
    assertThat(response.usage().input()).hasValue(21);
    assertThat(response.usage().output()).hasValue(5);
    assertThat(response.usage().cached()).hasValue(7);
  }

  @ParameterizedTest
  @CsvSource({
    "400,ValidationException,false",
    "400,ServiceQuotaExceededException,false",
    "403,AccessDeniedException,false",
    "403,ExpiredTokenException,false",
    "404,ResourceNotFoundException,false",
    "408,ModelTimeoutException,true",
    "424,ModelErrorException,false",
    "429,ThrottlingException,true",
    "429,ModelNotReadyException,true",
    "500,InternalServerException,true",
    "503,ServiceUnavailableException,true"
  })
  void error_isToldWithTypeAndWhetherToRepeat(int status, String type, boolean retryable) {
    ProviderException byHeader =
        failure(
            status,
            Map.of(
                "x-amzn-errortype",
                type + ":http://internal.amazon.com/coral/com.amazon.bedrock/",
                "x-amzn-requestid",
                "req-9",
                "retry-after",
                "3"),
            "{\"message\":\"secret words\"}");
    ProviderException byBody =
        failure(
            status, Map.of(), "{\"__type\":\"com.amazon.x#" + type + "\",\"Message\":\"words\"}");

    for (ProviderException failure : List.of(byHeader, byBody)) {
      assertThat(failure.kind()).isEqualTo(Kind.STATUS);
      assertThat(failure.status()).hasValue(status);
      assertThat(failure.type()).contains(type);
      assertThat(failure.retryable()).isEqualTo(retryable);
    }
    assertThat(byHeader.providerMessage()).contains("secret words");
    assertThat(byHeader.getMessage())
        .startsWith("bedrock: HTTP " + status + ": " + type)
        .contains("req-9")
        .doesNotContain("secret");
    assertThat(byHeader.retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(byBody.providerMessage()).contains("words");
  }

  @Test
  void throttledForTheDay_isNotWorthARepetition() {
    ProviderException failure =
        failure(
            429,
            Map.of("x-amzn-errortype", "ThrottlingException"),
            "{\"message\":\"Too many tokens per day, please wait before trying again.\"}");

    assertThat(failure.retryable()).isFalse();
    assertThat(failure.getMessage()).contains("day");
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException,ThrottlingException,429,true",
    "modelStreamErrorException,ModelStreamErrorException,424,true",
    "internalServerException,InternalServerException,500,true",
    "serviceUnavailableException,ServiceUnavailableException,503,true",
    "validationException,ValidationException,400,false"
  })
  void exceptionWithinAStream_isAnErrorOfItsKind(
      String type, String name, int status, boolean retryable) {
    ProviderException failure =
        streamFailure(
            new Frames()
                .event("contentBlockDelta", "{\"delta\":{\"text\":\"hi\"}}")
                .exception(type, "secret words")
                .bytes());

    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.type()).contains(name);
    assertThat(failure.status()).hasValue(status);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.providerMessage()).contains("secret words");
    assertThat(failure.requestId()).contains("req-1");
    assertThat(failure.getMessage()).doesNotContain("secret");
  }

  @Test
  void errorMessageWithinAStream_hasItsWordsInTheHeaders() {
    ProviderException failure =
        streamFailure(
            new Frames()
                .message(
                    Map.of(
                        ":message-type", "error",
                        ":error-code", "InternalFailure",
                        ":error-message", "words"),
                    "")
                .bytes());

    assertThat(failure.type()).contains("InternalFailure");
    assertThat(failure.providerMessage()).contains("words");
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void streamThatEndsEarly_isABrokenConnection() {
    byte[] whole =
        new Frames()
            .event("contentBlockDelta", "{\"delta\":{\"text\":\"hi\"}}")
            .event("messageStop", STOP)
            .bytes();

    for (int length = 0; length < whole.length; length++) {
      ProviderException failure = streamFailure(Arrays.copyOf(whole, length));
      assertThat(failure.kind()).as("after %s bytes", length).isEqualTo(Kind.CONNECTION);
      assertThat(failure.retryable()).isTrue();
    }
    assertThat(events(whole)).hasSize(3);
  }

  @Test
  void damagedStream_isNotRead_whereverItIsDamaged() {
    byte[] whole = new Frames().event("messageStop", STOP).bytes();

    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      ProviderException failure = streamFailure(damaged);
      assertThat(failure.kind()).as("byte %s", at).isEqualTo(Kind.PROTOCOL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: {\"a\":1}\n\ndata: [DONE]\n\n", "<html>no stream here</html>"})
  void otherStream_isNotRead(String text) {
    ProviderException failure = streamFailure(text.getBytes(StandardCharsets.UTF_8));

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure.getMessage()).contains("base URL");
  }

  @Test
  void headersOfEveryType_arePassedOver() {
    byte[] headers = {
      1, 'a', 0, 1, 'b', 1, 1, 'c', 2, 0, 1, 'd', 3, 0, 0, 1, 'e', 4, 0, 0, 0, 0, 1, 'f', 5, 0, 0,
      0, 0, 0, 0, 0, 0, 1, 'g', 6, 0, 2, 9, 9, 1, 'h', 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 'i', 9, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, ':', 'e', 'v', 'e', 'n', 't', '-', 't', 'y',
      'p', 'e', 7, 0, 11, 'm', 'e', 's', 's', 'a', 'g', 'e', 'S', 't', 'o', 'p'
    };

    assertThat(events(new Frames().frame(headers, STOP.getBytes(StandardCharsets.UTF_8)).bytes()))
        .contains(new ChatEvent.Finished(FinishReason.STOP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"content\":[]}", "\"text\""})
  void otherJson_isNoAnswer(String body) {
    ProviderException failure = failure(200, Map.of(), body);

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure.getMessage()).contains("base URL");
  }

  @Test
  void wholeAnswerThatIsCut_isABrokenConnection() {
    ProviderException failure =
        failure(200, Map.of(), "{\"output\":{\"message\":{\"content\":[{\"text\":\"a");

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
  }

  @Test
  void serverThatDoesNotStream_isReadWhole() {
    ChatModel model =
        Models.open(
            Models.CLAUDE,
            ReplayTransport.json(
                "{\"output\":{\"message\":{\"content\":[{\"text\":\"hi\"}]}},\"stopReason\":\"end_turn\"}"));
    List<ChatEvent> events = new ArrayList<>();

    model.stream(Models.hello(Models.CLAUDE)).forEachRemaining(events::add);

    assertThat(events).contains(new ChatEvent.TextDelta("hi"));
  }
}
