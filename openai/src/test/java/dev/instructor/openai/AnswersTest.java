package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatEvent;
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
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recordings do not hold: answers of servers that bend the format, and errors. */
class AnswersTest {
  private static ChatResponse whole(String body) {
    return Models.open("openai", "m", transport(200, "application/json", body))
        .send(Models.hello("m"));
  }

  private static ChatResponse choice(String choice) {
    return whole("{\"choices\":[" + choice + "]}");
  }

  private static ChatResponse streamed(String body) {
    return Models.streamed(Models.open("openai", "m", transport(200, "text/event-stream", body)));
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
            () -> Models.open("openai", "m", transport).send(Models.hello("m")));
    ProviderException stream =
        catchThrowableOfType(
            ProviderException.class,
            () -> Models.open("openai", "m", transport).stream(Models.hello("m")));
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
  @CsvSource(
      delimiter = '|',
      value = {
        "\"{\\\"a\\\":1}\" | {\"a\":1}",
        "{\"a\":1}         | {\"a\":1}",
        "\"\"              | {}",
        "null              | {}",
        "\"{\\\"a\\\":\"   | {\"a\":",
      })
  void send_argumentsInEveryForm_areText(String written, String expected) {
    ChatResponse response =
        choice(
            "{\"message\":{\"tool_calls\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":"
                + written
                + "}}]},\"finish_reason\":\"tool_calls\"}");

    assertThat(response.message().toolCalls())
        .containsExactly(new Part.ToolCall("", "f", expected));
  }

  @Test
  void send_severalChoices_takesTheFirstThatSaysSomething() {
    ChatResponse response =
        choice(
            "{\"message\":{\"content\":null},\"finish_reason\":\"length\"},"
                + "{\"message\":{\"content\":\"b\"},\"finish_reason\":\"stop\"},"
                + "{\"message\":{\"content\":\"c\"},\"finish_reason\":\"stop\"}");

    assertThat(response.text()).isEqualTo("b");
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[]}",
        "{\"choices\":null}",
        "{\"choices\":[null]}",
        "{\"choices\":[{}]}",
        "{\"choices\":[{\"message\":null}]}",
      })
  void send_noAnswerInIt_isAnEmptyAnswer(String body) {
    ChatResponse response = whole(body);

    assertThat(response.message().parts()).isEmpty();
    assertThat(response.finishReason()).isEqualTo(FinishReason.OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "stop, STOP",
    "eos, STOP",
    "length, LENGTH",
    "max_tokens, LENGTH",
    "model_length, LENGTH",
    "tool_calls, TOOL_CALLS",
    "function_call, TOOL_CALLS",
    "content_filter, CONTENT_FILTER",
    "sensitive, CONTENT_FILTER",
    "insufficient_system_resource, OTHER",
    "'', OTHER",
  })
  void send_vendorsReasons_areOnesOfOurs(String word, FinishReason expected) {
    assertThat(
            choice("{\"message\":{\"content\":\"a\"},\"finish_reason\":\"" + word + "\"}")
                .finishReason())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"prompt_tokens_details\":{\"cached_tokens\":5}",
        "\"cached_tokens\":5",
        "\"num_cached_tokens\":5",
        "\"prompt_cache_hit_tokens\":5",
      })
  void send_cachedTokensUnderEveryName_areRead(String member) {
    ChatResponse response =
        whole(
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":3,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":2},"
                + member
                + "}}");

    assertThat(response.usage())
        .isEqualTo(
            new Usage(
                OptionalLong.of(10), OptionalLong.of(3), OptionalLong.of(5), OptionalLong.of(2)));
  }

  @Test
  void send_thinkingCountedApart_isAddedToTheOutput() {
    ChatResponse response =
        whole(
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":291,\"completion_tokens\":26,\"total_tokens\":506,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":189}}}");

    assertThat(response.usage().output()).hasValue(215);
  }

  @Test
  void stream_callsThatAllHaveIndexZero_areKeptApart() {
    ChatResponse response =
        streamed(
            """
            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"[1"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"g","arguments":"]"}}]}}]}

            data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]

            """);

    assertThat(response.message().toolCalls())
        .containsExactly(new Part.ToolCall("a", "f", "{}"), new Part.ToolCall("b", "g", "[1]"));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 10_000})
  void stream_pieceLikeThatOfAnEarlierCall_belongsToTheLaterOne(int length) {
    String body =
        """
        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"["}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1"}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"]"}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"["}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"2"}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"]"}}]}}]}

        data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}

        data: [DONE]

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"]"}}]}}]}

        """;
    ReplayTransport transport =
        new ReplayTransport(
            200, Map.of("content-type", List.of("text/event-stream")), body, position -> length);

    assertThat(Models.streamed(Models.open("openai", "m", transport)).message().toolCalls())
        .extracting(Part.ToolCall::arguments)
        .containsExactly("[1]", "[2]");
  }

  @Test
  void stream_noDoneMark_isCompleteAfterTheReason() {
    assertThat(
            streamed(
                    "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
                        + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],"
                        + "\"x_groq\":{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}}")
                .usage())
        .isEqualTo(Usage.of(1, 2));
  }

  @Test
  void stream_endsWithoutReasonOrMark_isARetryableFailureAfterItsEvents() {
    String start = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";

    ProviderException failure = broken(start);

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
    try (var stream =
        Models.open("openai", "m", transport(200, "text/event-stream", start)).stream(
            Models.hello("m"))) {
      assertThat(stream.next()).isInstanceOf(ChatEvent.Started.class);
      assertThat(stream.next()).isEqualTo(new ChatEvent.TextDelta("a"));
      assertThat(catchThrowableOfType(ProviderException.class, stream::hasNext)).isNotNull();
    }
  }

  @Test
  void stream_errorWithinIt_isTold() {
    ProviderException failure =
        broken(
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
                + "data: {\"error\":{\"message\":\"CANARY overloaded\",\"code\":502}}\n\n");

    assertThat(failure.status()).hasValue(502);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.providerMessage()).contains("CANARY overloaded");
    assertThat(failure.getMessage()).doesNotContain("CANARY");
    assertThat(broken("error: {\"error\":{\"message\":\"x\",\"code\":500}}\n\n").status())
        .hasValue(500);
  }

  @Test
  void stream_eventThatIsNoJson_isAProtocolFailure() {
    ProviderException failure = broken("data: CANARY\n\n");

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure.getMessage()).doesNotContain("CANARY");
  }

  @Test
  void stream_failedGeneration_isAnAnswer() {
    ChatResponse response =
        streamed(
            "data: {\"error\":{\"message\":\"Failed to call a function.\",\"code\":\"tool_use_failed\","
                + "\"failed_generation\":\"maybe\"}}\n\n");

    assertThat(response.text()).isEqualTo("maybe");
    assertThat(response.finishReason()).isEqualTo(FinishReason.OTHER);
  }

  @Test
  void stream_serverAnswersWhole_isReplayed() {
    String body =
        "{\"id\":\"i\",\"model\":\"x\",\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}";

    ChatResponse response =
        Models.streamed(Models.open("openai", "m", transport(200, "application/json", body)));

    assertThat(response.text()).isEqualTo("a");
    assertThat(response.model()).isEqualTo("x");
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"message\":\"CANARY\",\"code\":\"c\"}}",
        "{\"error\":\"CANARY\"}",
        "[{\"error\":{\"code\":400,\"message\":\"CANARY\",\"status\":\"INVALID_ARGUMENT\"}}]",
        "{\"object\":\"error\",\"message\":\"CANARY\",\"type\":\"t\",\"code\":\"1500\"}",
        "{\"detail\":\"CANARY\"}",
        "{\"error_code\":\"BAD_REQUEST\",\"message\":\"CANARY\"}",
      })
  void send_errorsInEveryForm_haveTheVendorsWords(String body) {
    ProviderException failure = failure(400, body);

    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.status()).hasValue(400);
    assertThat(failure.providerMessage()).contains("CANARY");
    assertThat(failure.body()).contains(body);
  }

  @Test
  void send_errorListAndUpstreamWords_areKept() {
    assertThat(
            failure(422, "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"CANARY\"}]}")
                .providerMessage())
        .contains("body: CANARY");
    assertThat(
            failure(
                    400,
                    "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"CANARY\"}}}")
                .providerMessage())
        .contains("Provider returned error (CANARY)");
    assertThat(failure(502, "<html>CANARY</html>").retryable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {}                                             | OPENAI_API_KEY",
        "404 | {}                                             | the model's name",
        "429 | {\"error\":{\"code\":\"insufficient_quota\"}}  | no credit left",
        "402 | {}                                             | no credit left",
        "429 | {}                                             | too many requests",
        "503 | {}                                             | trouble of its own",
        "400 | {}                                             | providerMessage()",
      })
  void send_errors_sayTheNextStep(int status, String body, String expected) {
    assertThat(failure(status, body)).hasMessageContaining(expected);
  }

  @Test
  void send_tooManyRequests_isRetryableUnlessTheQuotaIsSpent() {
    ProviderException limit =
        failure(429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}", "retry-after", "3");

    assertThat(limit.retryable()).isTrue();
    assertThat(limit.retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(failure(429, "{\"error\":{\"type\":\"insufficient_quota\"}}").retryable()).isFalse();
  }

  @Test
  void send_errorInsideASuccess_hasItsStatus() {
    ProviderException failure =
        failure(200, "{\"error\":{\"message\":\"CANARY\",\"code\":503}}", "retry-after", "3");

    assertThat(failure.status()).hasValue(503);
    assertThat(failure.retryable()).isTrue();
    assertThat(
            failure(
                    200,
                    "{\"choices\":[{\"finish_reason\":\"error\",\"error\":{\"message\":\"CANARY\",\"code\":502}}]}")
                .status())
        .hasValue(502);
  }

  @Test
  void send_failedGenerationAtTheTokenLimit_isATruncatedAnswer() {
    ChatResponse response =
        Models.open(
                "groq",
                "m",
                transport(
                    400,
                    "application/json",
                    "{\"error\":{\"message\":\"max completion tokens reached before generating a valid document\","
                        + "\"code\":\"json_validate_failed\",\"failed_generation\":\"{\\\"a\\\":\"}}"))
            .send(Models.hello("m"));

    assertThat(response.text()).isEqualTo("{\"a\":");
    assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void send_bodyCutWithoutAnnouncedLength_isRetryable() {
    ProviderException failure = failure(200, "{\"choices\":[{\"message\":{\"content\":\"CAN");

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure(200, "").retryable()).isTrue();
  }

  @Test
  void send_noJsonOrNoCompletion_isAProtocolFailureThatBlamesTheAddress() {
    ProviderException page =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                Models.open("openai", "m", transport(200, "text/html", "<html>CANARY"))
                    .send(Models.hello("m")));

    assertThat(page.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(page).hasMessageContaining("web page").hasMessageNotContaining("CANARY");
    assertThat(failure(200, "{\"status\":\"ok\"}"))
        .hasMessageContaining("no chat completion; check the base URL");
    assertThat(failure(200, "[1,2] CANARY").kind()).isEqualTo(Kind.PROTOCOL);
  }

  @Test
  void send_redirect_saysToSetTheFinalAddress() {
    ProviderException failure = failure(307, "", "location", "https://elsewhere/CANARY");

    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure).hasMessageContaining("set the base URL to the final address");
  }
}
