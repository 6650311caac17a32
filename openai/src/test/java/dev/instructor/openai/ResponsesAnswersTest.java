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
import dev.instructor.json.Json;
import dev.instructor.shared.ReplayTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recordings do not hold: answers that are cut, refused or bent, and errors. */
class ResponsesAnswersTest {
  private static final String CREATED =
      "{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"model\":\"gpt-5\",\"status\":\"in_progress\",\"output\":[]}}";

  private static final String COMPLETED =
      "{\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}}";

  private static ReplayTransport transport(int status, String type, String body) {
    return new ReplayTransport(status, Map.of("content-type", List.of(type)), body, position -> 7);
  }

  private static ChatResponse whole(String body) {
    return Models.open("openai-responses", "m", transport(200, "application/json", body))
        .send(Models.hello("m"));
  }

  private static ReplayTransport stream(String... events) {
    StringBuilder body = new StringBuilder();
    for (String event : events) {
      body.append("event: ignored\ndata: ").append(event).append("\n\n");
    }
    return transport(200, "text/event-stream", body.toString());
  }

  private static ChatResponse streamed(String... events) {
    return Models.streamed(Models.open("openai-responses", "m", stream(events)));
  }

  private static List<ChatEvent> events(String... events) {
    return Models.events(Models.open("openai-responses", "m", stream(events)));
  }

  private static ProviderException failure(String... events) {
    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> streamed(events));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("CANARY");
    return failure;
  }

  private static ProviderException wholeFailure(int status, String body) {
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                Models.open("openai-responses", "m", transport(status, "application/json", body))
                    .send(Models.hello("m")));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("CANARY");
    return failure;
  }

  private static String response(String more) {
    return "{\"id\":\"resp_1\",\"model\":\"gpt-5\",\"output\":[{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"{\\\"a\\\":\"}]}]"
        + more
        + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "completed  |                   | STOP",
        "incomplete | max_output_tokens | LENGTH",
        "incomplete | content_filter    | CONTENT_FILTER",
        "incomplete | something_new     | OTHER",
        "incomplete |                   | OTHER",
      })
  void answer_statusAndReason_areOneOfOurs(String status, String reason, FinishReason expected) {
    String more =
        ",\"status\":\"%s\",\"incomplete_details\":%s"
            .formatted(status, reason == null ? "null" : "{\"reason\":\"" + reason + "\"}");

    assertThat(whole(response(more)).finishReason()).isEqualTo(expected);
    assertThat(
            streamed(
                    CREATED,
                    "{\"type\":\"response.%s\",\"response\":%s}".formatted(status, response(more)))
                .finishReason())
        .isEqualTo(expected);
  }

  @Test
  void answer_refusal_isTold() {
    String item =
        "{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"I cannot.\"}]}";

    ChatResponse whole = whole("{\"status\":\"completed\",\"output\":[" + item + "]}");
    ChatResponse streamed =
        streamed(
            CREATED,
            "{\"type\":\"response.refusal.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"I \"}",
            "{\"type\":\"response.refusal.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"cannot.\"}",
            "{\"type\":\"response.refusal.done\",\"output_index\":0,\"content_index\":0,\"refusal\":\"I cannot.\"}",
            "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":" + item + "}",
            COMPLETED);

    for (ChatResponse response : List.of(whole, streamed)) {
      assertThat(response.refusal()).contains("I cannot.");
      assertThat(response.finishReason()).isEqualTo(FinishReason.REFUSAL);
      assertThat(response.text()).isEmpty();
    }
  }

  @Test
  void answer_reasoningAndCalls_keepTheirOrderAndSignature() {
    String reasoning =
        "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"status\":\"completed\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"A\"},{\"type\":\"summary_text\",\"text\":\"B\"}],\"encrypted_content\":\"gAAA\"}";
    String call =
        "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"User\",\"arguments\":\"{}\"}";

    ChatResponse response =
        whole("{\"status\":\"completed\",\"output\":[" + reasoning + "," + call + "]}");

    assertThat(response.message().parts()).hasSize(2);
    Part.Thinking thinking = (Part.Thinking) response.message().parts().get(0);
    assertThat(thinking.text()).isEqualTo("AB");
    assertThat(Json.parse(thinking.signature().orElseThrow()))
        .isEqualTo(Json.parse(reasoning).asObject().orElseThrow().without("status"));
    assertThat(response.message().toolCalls())
        .containsExactly(new Part.ToolCall("call_1", "User", "{}"));
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void answer_usage_isRead() {
    String usage =
        ",\"status\":\"completed\",\"usage\":{\"input_tokens\":10,\"input_tokens_details\":{\"cached_tokens\":4},\"output_tokens\":7,\"output_tokens_details\":{\"reasoning_tokens\":5},\"total_tokens\":17}";

    assertThat(whole(response(usage)).usage())
        .isEqualTo(
            new Usage(
                OptionalLong.of(10), OptionalLong.of(7), OptionalLong.of(4), OptionalLong.of(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"output\":[]}",
        "{\"output\":null}",
        "{\"output\":[null,7,{}]}",
        "{\"output\":[{\"type\":\"message\"}]}",
        "{\"output\":[{\"type\":\"message\",\"content\":[null,{\"type\":\"output_text\"}]}]}",
        "{\"output\":[{\"type\":\"reasoning\",\"summary\":[]}]}",
        "{\"output\":[{\"type\":\"web_search_call\",\"id\":\"ws_1\"}]}",
      })
  void send_noAnswerInIt_isAnEmptyAnswer(String body) {
    assertThat(whole(body).message().parts()).isEmpty();
  }

  @Test
  void send_argumentsThatAreMissing_areAnEmptyObject() {
    assertThat(
            whole("{\"output\":[{\"type\":\"function_call\",\"name\":\"f\"}]}")
                .message()
                .toolCalls())
        .containsExactly(new Part.ToolCall("", "f", "{}"));
  }

  @Test
  void stream_callsSideBySide_areKeptApart() {
    ChatResponse response =
        streamed(
            CREATED,
            added(1, "call_a", "weather"),
            added(2, "call_b", "time"),
            arguments(1, "{\\\"a\\\":"),
            arguments(2, "{\\\"b\\\":"),
            arguments(1, "1}"),
            arguments(2, "2}"),
            COMPLETED);

    assertThat(response.message().toolCalls())
        .containsExactly(
            new Part.ToolCall("call_a", "weather", "{\"a\":1}"),
            new Part.ToolCall("call_b", "time", "{\"b\":2}"));
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(response.usage()).isEqualTo(Usage.of(3, 4));
  }

  private static String added(int index, String id, String name) {
    return "{\"type\":\"response.output_item.added\",\"output_index\":%s,\"item\":{\"type\":\"function_call\",\"id\":\"fc_%s\",\"call_id\":\"%s\",\"name\":\"%s\",\"arguments\":\"\"}}"
        .formatted(index, index, id, name);
  }

  private static String arguments(int index, String delta) {
    return "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":%s,\"item_id\":\"changes-%s\",\"delta\":\"%s\"}"
        .formatted(index, delta.length(), delta);
  }

  /** What comes as a delta must not come again, and what does not must come all the same. */
  @Test
  void stream_withoutDeltas_isReadFromWhatFollows() {
    String item =
        "{\"type\":\"function_call\",\"call_id\":\"call_a\",\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}";
    String[] ends = {
      "{\"type\":\"response.function_call_arguments.done\",\"output_index\":0,\"arguments\":\"{\\\"a\\\":1}\"}",
      "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":" + item + "}",
      "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":["
          + item
          + "]}}",
    };

    ChatResponse all = streamed(CREATED, added(0, "call_a", "f"), ends[0], ends[1], ends[2]);
    ChatResponse last = streamed(CREATED, ends[2]);
    ChatResponse two = streamed(CREATED, ends[1], ends[2]);

    for (ChatResponse response : List.of(all, last, two)) {
      assertThat(response.message().toolCalls())
          .containsExactly(new Part.ToolCall("call_a", "f", "{\"a\":1}"));
    }
  }

  @Test
  void stream_deltasAreMissing_theRestIsTakenFromTheWhole() {
    String delta =
        "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"%s\"}";
    String whole =
        "{\"type\":\"response.output_text.done\",\"output_index\":0,\"content_index\":0,\"text\":\"%s\"}";

    assertThat(
            streamed(
                    CREATED,
                    delta.formatted("on"),
                    delta.formatted("e "),
                    whole.formatted("one two"),
                    whole.formatted("one two"),
                    COMPLETED)
                .text())
        .isEqualTo("one two");
    assertThat(
            streamed(CREATED, delta.formatted("one"), whole.formatted("two, not one"), COMPLETED)
                .text())
        .isEqualTo("one");
  }

  @Test
  void stream_begunAnew_forgetsWhatCameBefore() {
    String delta =
        "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"%s\"}";

    ChatResponse response =
        streamed(
            CREATED,
            delta.formatted("bad"),
            added(1, "call_a", "f"),
            CREATED,
            delta.formatted("go"),
            delta.formatted("od"),
            COMPLETED);

    assertThat(response.text()).isEqualTo("good");
    assertThat(response.message().toolCalls()).isEmpty();
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void stream_withoutItsBeginning_isReadAllTheSame() {
    ChatResponse response =
        streamed(
            "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"hi\"}",
            COMPLETED,
            "[DONE]");

    assertThat(response.text()).isEqualTo("hi");
  }

  @Test
  void stream_unknownEvents_arePassedOver() {
    assertThat(
            events(
                CREATED,
                "{\"type\":\"response.something.new\",\"delta\":\"x\"}",
                "{\"type\":\"response.mcp_call_arguments.delta\",\"output_index\":0,\"delta\":\"{}\"}",
                "{\"type\":\"keepalive\"}",
                "{\"type\":\"response.code_interpreter_call_code.delta\",\"output_index\":0,\"delta\":\"1+1\"}",
                COMPLETED))
        .hasSize(3)
        .hasExactlyElementsOfTypes(
            ChatEvent.Started.class, ChatEvent.UsageReport.class, ChatEvent.Finished.class);
  }

  @Test
  void stream_withoutItsEnd_isAConnectionThatBroke() {
    ProviderException failure =
        failure(
            CREATED,
            "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"CANARY\"}",
            "[DONE]");

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void stream_failure_isToldAfterWhatCameBefore() {
    List<ChatEvent> before = new ArrayList<>();
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                Models.open(
                        "openai-responses",
                        "m",
                        stream(
                            CREATED,
                            "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"a\"}",
                            "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"CANARY\"}}}"))
                    .stream(Models.hello("m"))
                    .forEachRemaining(before::add));

    assertThat(before).hasSize(2);
    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.code()).contains("server_error");
    assertThat(failure.providerMessage()).contains("CANARY");
    assertThat(failure.retryable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "server_error,        true",
    "rate_limit_exceeded, true",
    "invalid_prompt,      false",
    "insufficient_quota,  false",
  })
  void stream_errorEvent_isWorthALaterTryIfItCanPass(String code, boolean retryable) {
    ProviderException flat =
        failure(
            CREATED,
            "{\"type\":\"error\",\"code\":\"%s\",\"message\":\"CANARY\",\"param\":\"input\",\"sequence_number\":2}"
                .formatted(code));
    ProviderException nested =
        failure(
            "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"code\":\"%s\",\"message\":\"CANARY\",\"param\":\"input\"}}"
                .formatted(code));
    ProviderException whole =
        wholeFailure(
            200,
            "{\"status\":\"failed\",\"output\":[],\"error\":{\"code\":\"%s\",\"message\":\"CANARY\"}}"
                .formatted(code));

    for (ProviderException failure : List.of(flat, nested, whole)) {
      assertThat(failure.kind()).isEqualTo(Kind.STATUS);
      assertThat(failure.code()).contains(code);
      assertThat(failure.providerMessage()).contains("CANARY");
      assertThat(failure.retryable()).isEqualTo(retryable);
    }
    assertThat(flat.parameter()).contains("input");
    assertThat(nested.type()).contains("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[]}",
        "{\"id\":\"resp_1\",\"status\":\"queued\",\"output\":[]}",
        "{\"id\":\"resp_1\",\"status\":\"in_progress\",\"output\":[]}",
        "[]",
        "7",
        "not json",
      })
  void send_whatIsNoResponse_isAProtocolError(String body) {
    assertThat(wholeFailure(200, body).kind()).isEqualTo(Kind.PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"choices\":[]}", "[]", "not json"})
  void stream_whatIsNoEvent_isAProtocolError(String event) {
    assertThat(failure(event).kind()).isEqualTo(Kind.PROTOCOL);
  }

  @Test
  void send_cutBody_isAConnectionThatBroke() {
    assertThat(wholeFailure(200, "{\"output\":[{\"type\":\"mess").kind())
        .isEqualTo(Kind.CONNECTION);
  }

  @ParameterizedTest
  @CsvSource({"400, false", "401, false", "429, true", "500, true", "503, true"})
  void send_errorStatus_isToldAsForChatCompletions(int status, boolean retryable) {
    ProviderException failure =
        wholeFailure(
            status,
            "{\"error\":{\"message\":\"CANARY\",\"type\":\"t\",\"param\":\"input\",\"code\":\"c\"}}");

    assertThat(failure.status()).hasValue(status);
    assertThat(failure.code()).contains("c");
    assertThat(failure.type()).contains("t");
    assertThat(failure.parameter()).contains("input");
    assertThat(failure.retryable()).isEqualTo(retryable);
  }

  @Test
  void answer_idAndModel_areKept() {
    ChatResponse whole = whole(response(",\"status\":\"completed\""));
    ChatResponse streamed = streamed(CREATED, COMPLETED);

    assertThat(whole.id()).isEqualTo(Optional.of("resp_1")).isEqualTo(streamed.id());
    assertThat(whole.model()).isEqualTo("gpt-5").isEqualTo(streamed.model());
  }
}
