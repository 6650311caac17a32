package dev.instructor.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.chat.Usage;
import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import dev.instructor.shared.ReplayTransport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recordings do not hold: answers that bend the format, and errors. */
class AnswersTest {
  private static ChatResponse whole(String body) {
    return Models.open("google", "m", transport(200, "application/json", body))
        .send(Models.hello("m"));
  }

  private static ChatResponse candidate(String candidate) {
    return whole("{\"candidates\":[" + candidate + "]}");
  }

  private static ChatResponse streamed(String body) {
    return Models.streamed(Models.open("google", "m", transport(200, "text/event-stream", body)));
  }

  private static ReplayTransport transport(int status, String type, String body, String... more) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("content-type", List.of(type));
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], List.of(more[i + 1]));
    }
    return new ReplayTransport(status, headers, body, position -> 7);
  }

  private static ProviderException failure(int status, String body, String... headers) {
    ReplayTransport transport = transport(status, "application/json", body, headers);
    ProviderException whole =
        catchThrowableOfType(
            ProviderException.class,
            () -> Models.open("google", "m", transport).send(Models.hello("m")));
    ProviderException stream =
        catchThrowableOfType(
            ProviderException.class,
            () -> Models.open("google", "m", transport).stream(Models.hello("m")));
    assertThat(whole).isNotNull();
    assertThat(stream).isNotNull().hasMessage(whole.getMessage());
    assertThat(whole.getMessage()).doesNotContain("CANARY");
    return whole;
  }

  private static ProviderException broken(String stream) {
    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> streamed(stream));
    assertThat(failure).isNotNull();
    return failure;
  }

  @ParameterizedTest
  @CsvSource({
    "STOP,                    STOP",
    "MAX_TOKENS,              LENGTH",
    "SAFETY,                  CONTENT_FILTER",
    "RECITATION,              CONTENT_FILTER",
    "BLOCKLIST,               CONTENT_FILTER",
    "PROHIBITED_CONTENT,      CONTENT_FILTER",
    "SPII,                    CONTENT_FILTER",
    "MALFORMED_FUNCTION_CALL, OTHER",
    "LANGUAGE,                OTHER",
    "NEW_ONE,                 OTHER",
  })
  void send_vendorsReasons_areOnesOfOurs(String word, FinishReason expected) {
    assertThat(candidate("{\"finishReason\":\"" + word + "\"}").finishReason()).isEqualTo(expected);
    assertThat(
            streamed("data: {\"candidates\":[{\"finishReason\":\"" + word + "\"}]}\n\n")
                .finishReason())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"candidates\":[]}",
        "{\"candidates\":[null]}",
        "{\"candidates\":[{}]}",
        "{\"candidates\":[{\"content\":null}]}",
        "{\"candidates\":[{\"content\":{\"parts\":null}}]}",
        "{\"candidates\":[{\"content\":{\"parts\":[null,7,{}]}}]}",
        "{\"usageMetadata\":{\"promptTokenCount\":7}}",
      })
  void send_noAnswerInIt_isAnEmptyAnswer(String body) {
    ChatResponse response = whole(body);

    assertThat(response.message().parts()).isEmpty();
    assertThat(response.finishReason()).isEqualTo(FinishReason.OTHER);
  }

  @Test
  void send_blockedPrompt_isHeldBackByTheFilter() {
    String blocked =
        "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{\"promptTokenCount\":7}}";

    assertThat(whole(blocked).finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    ChatResponse streamed = streamed("data: " + blocked + "\n\n");
    assertThat(streamed.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    assertThat(streamed.usage().input()).hasValue(7);
  }

  @Test
  void send_severalCandidates_takesTheFirstThatSaysSomething() {
    ChatResponse response =
        candidate(
            "{\"finishReason\":\"MAX_TOKENS\"},"
                + "{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"},"
                + "{\"content\":{\"parts\":[{\"text\":\"c\"}]},\"finishReason\":\"STOP\"}");

    assertThat(response.text()).isEqualTo("b");
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"f\",\"args\":{\"a\":1}}              |    | {\"a\":1}",
        "{\"name\":\"f\",\"id\":\"7\",\"args\":{\"a\":1}} | 7  | {\"a\":1}",
        "{\"name\":\"f\"}                                 |    | {}",
        "{\"name\":\"f\",\"args\":null}                   |    | {}",
      })
  void send_callsInEveryForm_areCalls(String call, String id, String arguments) {
    ChatResponse response =
        candidate(
            "{\"content\":{\"parts\":[{\"functionCall\":"
                + call
                + "}]},\"finishReason\":\"STOP\"}");

    assertThat(response.message().toolCalls())
        .containsExactly(new Part.ToolCall(id == null ? "" : id, "f", arguments));
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void send_thoughts_areThinkingAndNotTheAnswer() {
    ChatResponse response =
        candidate(
            "{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true},{\"text\":\"Yes.\",\"thoughtSignature\":\"s\"}]},\"finishReason\":\"STOP\"}");

    assertThat(response.text()).isEqualTo("Yes.");
    assertThat(response.message().parts())
        .containsExactly(
            new Part.Thinking("hm", Optional.empty()),
            new Part.Thinking("", Optional.of("s")),
            new Part.Text("Yes."));
  }

  @Test
  void send_countsApart_areAddedUp() {
    assertThat(
            whole(
                    "{\"candidates\":[],\"usageMetadata\":{\"promptTokenCount\":10,\"toolUsePromptTokenCount\":5,\"candidatesTokenCount\":3,\"thoughtsTokenCount\":4,\"cachedContentTokenCount\":6,\"totalTokenCount\":22}}")
                .usage())
        .isEqualTo(
            new Usage(
                OptionalLong.of(15), OptionalLong.of(7), OptionalLong.of(6), OptionalLong.of(4)));
  }

  @Test
  void stream_lastPieceWithoutTheThinkingsCount_keepsIt() {
    ChatResponse response =
        streamed(
            """
            data: {"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1,"thoughtsTokenCount":9}}

            data: {"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2}}

            """);

    assertThat(response.text()).isEqualTo("ab");
    assertThat(response.usage().output()).hasValue(11);
  }

  @Test
  void stream_callsOfSeveralPieces_areKeptApart() {
    ChatResponse response =
        streamed(
            """
            data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":1}}},{"functionCall":{"name":"f","args":{"a":2}}}]}}]}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"g","args":{}}}]},"finishReason":"STOP"}]}

            """);

    assertThat(response.message().toolCalls())
        .containsExactly(
            new Part.ToolCall("", "f", "{\"a\":1}"),
            new Part.ToolCall("", "f", "{\"a\":2}"),
            new Part.ToolCall("", "g", "{}"));
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void stream_argumentsByTheirPaths_arePutTogether() {
    ChatResponse response =
        streamed(
            """
            data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","id":"7","willContinue":true},"thoughtSignature":"s"}]}}]}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{"partialArgs":[{"jsonPath":"$.lines[0].text","stringValue":"Bos","willContinue":true},{"jsonPath":"$.lines[0].count","numberValue":2}],"willContinue":true}}]}}]}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{"partialArgs":[{"jsonPath":"$.lines[0].text","stringValue":"ton"},{"jsonPath":"$['the end']","boolValue":true},{"jsonPath":"$.none","nullValue":"NULL_VALUE"}],"willContinue":true}}]}}]}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{}},{"text":"done"}]},"finishReason":"STOP"}]}

            """);

    assertThat(response.message().toolCalls())
        .containsExactly(
            new Part.ToolCall(
                "7",
                "f",
                "{\"lines\":[{\"text\":\"Boston\",\"count\":2}],\"the end\":true,\"none\":null}"));
    assertThat(response.text()).isEqualTo("done");
    assertThat(response.message().parts().get(0))
        .isEqualTo(new Part.Thinking("", Optional.of("s")));
  }

  @Test
  void stream_endsWithoutReason_isARetryableFailure() {
    ProviderException failure =
        broken("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n\n");

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void stream_errorWithinIt_isTold() {
    ProviderException failure =
        broken(
            """
            data: {"candidates":[{"content":{"parts":[{"text":"a"}]}}]}

            data: {"error":{"code":503,"message":"CANARY overloaded","status":"UNAVAILABLE"}}

            """);

    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.status()).hasValue(503);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.code()).hasValue("UNAVAILABLE");
    assertThat(failure.getMessage()).doesNotContain("CANARY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: no json\n\n", "data: [1]\n\n", "data: {\"id\":1}\n\n"})
  void stream_eventThatIsNoPiece_isAProtocolFailure(String body) {
    assertThat(broken(body).kind()).isEqualTo(Kind.PROTOCOL);
  }

  @Test
  void stream_serverAnswersWhole_isReplayed() {
    String body =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}]},\"finishReason\":\"STOP\"}]}";

    assertThat(
            Models.streamed(Models.open("google", "m", transport(200, "application/json", body)))
                .text())
        .isEqualTo("hi");
  }

  @Test
  void stream_serverAnswersWithOneArrayOfThePieces_isReplayed() {
    String body =
        "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"h\"}]}}]},{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"i\"}]},\"finishReason\":\"STOP\"}]}]";

    ChatResponse response =
        Models.streamed(Models.open("google", "m", transport(200, "application/json", body)));

    assertThat(response.text()).isEqualTo("hi");
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":400,\"message\":\"CANARY\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[{\"field\":\"contents\",\"description\":\"CANARY\"}]}]}}",
        "[{\"error\":{\"code\":400,\"message\":\"CANARY\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[{\"field\":\"contents\"}]}]}}]",
      })
  void send_errorsInEveryForm_haveTheVendorsWords(String body) {
    ProviderException failure = failure(400, body);

    assertThat(failure.providerMessage()).hasValue("CANARY");
    assertThat(failure.code()).hasValue("INVALID_ARGUMENT");
    assertThat(failure.parameter()).hasValue("contents");
    assertThat(failure.body()).hasValue(body);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void send_badKey_saysSoThoughTheStatusIs400() {
    ProviderException failure =
        failure(
            400,
            "{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\",\"domain\":\"googleapis.com\"}]}}");

    assertThat(failure.code()).hasValue("API_KEY_INVALID");
    assertThat(failure.getMessage()).contains("check GOOGLE_API_KEY or GEMINI_API_KEY");
  }

  @ParameterizedTest
  @CsvSource({
    "401, check GOOGLE_API_KEY",
    "403, its rights",
    "404, no such model",
    "429, too many requests",
    "500, trouble of its own",
    "504, ran out of time",
  })
  void send_errors_sayTheNextStep(int status, String expected) {
    assertThat(failure(status, "{\"error\":{\"message\":\"CANARY\"}}").getMessage())
        .contains(expected);
    assertThat(failure(status, "CANARY").getMessage()).contains(expected);
  }

  @Test
  void send_quotaOfTheDay_isNotRetryable() {
    String quota =
        "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"m\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":\"GenerateRequestsPer%sPerProjectPerModel-FreeTier\"}]},{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"7s\"}]}}";

    ProviderException minute = failure(429, quota.formatted("Minute"));
    ProviderException day = failure(429, quota.formatted("Day"));

    assertThat(minute.retryable()).isTrue();
    assertThat(minute.retryAfter()).hasValue(Duration.ofSeconds(7));
    assertThat(day.retryable()).isFalse();
    assertThat(day.getMessage()).contains("quota of the day");
  }

  @Test
  void send_errorInsideASuccess_hasItsStatus() {
    ProviderException failure =
        failure(200, "{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}", "retry-after", "9");

    assertThat(failure.status()).hasValue(503);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void send_bodyCutWithoutAnnouncedLength_isRetryable() {
    ProviderException failure = failure(200, "{\"candidates\":[{\"content\":{\"parts\":[{\"te");

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"object\":\"list\"}", "7", "[]", "not json at all {"})
  void send_noJsonOrNoAnswer_isAProtocolFailureThatBlamesTheAddress(String body) {
    ProviderException failure = failure(200, body);

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure.getMessage()).contains("base URL");
    assertThat(failure.retryable()).isFalse();
  }
}
