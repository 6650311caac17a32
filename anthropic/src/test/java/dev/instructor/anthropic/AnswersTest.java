package dev.instructor.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Part;
import dev.instructor.chat.Usage;
import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import dev.instructor.shared.ReplayTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  private static final String START =
      "{'type':'message_start','message':{'id':'msg_1','model':'claude-sonnet-4-5','content':[],"
          + "'usage':{'input_tokens':7,'cache_read_input_tokens':5,'output_tokens':1}}}";

  private static ChatModel model(int status, String contentType, String body, String... headers) {
    Map<String, List<String>> all =
        headers.length == 0
            ? Map.of("content-type", List.of(contentType))
            : Map.of("content-type", List.of(contentType), headers[0], List.of(headers[1]));
    return Models.open(
        "claude-sonnet-4-5", new ReplayTransport(status, all, body.replace('\'', '"')));
  }

  private static ChatResponse whole(String body) {
    return model(200, "application/json", body).send(Models.hello("claude-sonnet-4-5"));
  }

  private static ChatModel events(String... events) {
    StringBuilder body = new StringBuilder();
    for (String event : events) {
      body.append("event: x\ndata: ").append(event).append("\n\n");
    }
    return model(200, "text/event-stream; charset=utf-8", body.toString());
  }

  private static ProviderException failure(ChatModel model) {
    return catchThrowableOfType(
        ProviderException.class, () -> model.send(Models.hello("claude-sonnet-4-5")));
  }

  private static ProviderException streamFailure(ChatModel model) {
    return catchThrowableOfType(ProviderException.class, () -> Models.events(model));
  }

  @Test
  void send_blocksOfAllKinds_keepOrderAndSignatures() {
    ChatResponse response =
        whole(
            "{'content':[{'type':'thinking','thinking':'hm','signature':'s1'},"
                + "{'type':'redacted_thinking','data':'d2'},"
                + "{'type':'server_tool_use','id':'x','name':'web_search','input':{}},"
                + "{'type':'text','text':''},{'type':'text','text':'a','citations':[]},"
                + "{'type':'tool_use','id':'t1','name':'User','input':{'age':2.50}},"
                + "{'type':'tool_use','id':'t2','name':'Empty','input':null}],"
                + "'stop_reason':'tool_use','model':'m','id':'msg_1'}");

    assertThat(response.message().parts())
        .containsExactly(
            new Part.Thinking("hm", Optional.of("s1")),
            new Part.Thinking("", Optional.of("redacted_thinking:d2")),
            new Part.Text("a"),
            new Part.ToolCall("t1", "User", "{\"age\":2.50}"),
            new Part.ToolCall("t2", "Empty", "{}"));
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(response.usage()).isEqualTo(Usage.none());
    assertThat(response.id()).contains("msg_1");
  }

  @Test
  void stream_blocksOfAllKinds_addUpToTheSameParts() {
    ChatModel model =
        events(
            START,
            "{'type':'ping'}",
            "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':''}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'h'}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'m'}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'s1'}}",
            "{'type':'content_block_stop','index':0}",
            "{'type':'content_block_start','index':1,'content_block':{'type':'redacted_thinking','data':'d2'}}",
            "{'type':'content_block_stop','index':1}",
            "{'type':'content_block_start','index':2,'content_block':{'type':'server_tool_use','id':'x','name':'s','input':{}}}",
            "{'type':'content_block_delta','index':2,'delta':{'type':'input_json_delta','partial_json':'{}'}}",
            "{'type':'content_block_stop','index':2}",
            "{'type':'content_block_start','index':3,'content_block':{'type':'thinking','thinking':'','signature':'s3'}}",
            "{'type':'content_block_stop','index':3}",
            "{'type':'content_block_start','index':4,'content_block':{'type':'text','text':'a'}}",
            "{'type':'content_block_delta','index':4,'delta':{'type':'text_delta','text':'b'}}",
            "{'type':'content_block_stop','index':4}",
            "{'type':'content_block_start','index':5,'content_block':{'type':'tool_use','id':'t1','name':'User','input':{}}}",
            "{'type':'content_block_delta','index':5,'delta':{'type':'input_json_delta','partial_json':''}}",
            "{'type':'content_block_delta','index':5,'delta':{'type':'input_json_delta','partial_json':'[1,'}}",
            "{'type':'content_block_delta','index':5,'delta':{'type':'input_json_delta','partial_json':'2]'}}",
            "{'type':'content_block_stop','index':5}",
            "{'type':'content_block_start','index':6,'content_block':{'type':'tool_use','id':'t2','name':'Whole','input':{'a':1}}}",
            "{'type':'content_block_stop','index':6}",
            "{'type':'content_block_start','index':7,'content_block':{'type':'tool_use','id':'t3','name':'Empty','input':{}}}",
            "{'type':'content_block_stop','index':7}",
            "{'type':'of_the_future'}",
            "{'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{'output_tokens':9,"
                + "'input_tokens':null,'output_tokens_details':{'thinking_tokens':4}}}",
            "{'type':'message_stop'}");

    ChatResponse response = Models.streamed(model);

    assertThat(response.message().parts())
        .containsExactly(
            new Part.Thinking("hm", Optional.of("s1")),
            new Part.Thinking("", Optional.of("redacted_thinking:d2")),
            new Part.Thinking("", Optional.of("s3")),
            new Part.Text("ab"),
            new Part.ToolCall("t1", "User", "[1,2]"),
            new Part.ToolCall("t2", "Whole", "{\"a\":1}"),
            new Part.ToolCall("t3", "Empty", "{}"));
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(response.usage())
        .isEqualTo(
            new Usage(
                OptionalLong.of(12), OptionalLong.of(9), OptionalLong.of(5), OptionalLong.of(4)));
    assertThat(response.model()).isEqualTo("claude-sonnet-4-5");
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP",
    "stop_sequence, STOP",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "tool_use, TOOL_CALLS",
    "refusal, REFUSAL",
    "pause_turn, OTHER",
    "compaction, OTHER"
  })
  void finishReason_eachWord(String word, FinishReason expected) {
    assertThat(whole("{'content':[],'stop_reason':'" + word + "'}").finishReason())
        .isEqualTo(expected);
    assertThat(
            Models.streamed(
                    events(
                        START,
                        "{'type':'message_delta','delta':{'stop_reason':'" + word + "'}}",
                        "{'type':'message_stop'}"))
                .finishReason())
        .isEqualTo(expected);
  }

  @Test
  void refusal_isToldInTheVendorsWords_wholeAndStreamed() {
    String details =
        "'stop_reason':'refusal','stop_details':{'type':'refusal','explanation':'Not this.'}";

    assertThat(whole("{'content':[]," + details + "}").refusal()).contains("Not this.");
    assertThat(
            Models.streamed(
                    events(
                        START,
                        "{'type':'message_delta','delta':{" + details + "}}",
                        "{'type':'message_stop'}"))
                .refusal())
        .contains("Not this.");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, false",
    "401, authentication_error,  false",
    "402, billing_error,         false",
    "403, permission_error,      false",
    "404, not_found_error,       false",
    "413, request_too_large,     false",
    "429, rate_limit_error,      true",
    "500, api_error,             true",
    "504, timeout_error,         true",
    "529, overloaded_error,      true"
  })
  void error_inEachPlace_hasStatusAndRetryability(int status, String type, boolean retryable) {
    String body =
        "{'type':'error','error':{'type':'" + type + "','message':'Words.'},'request_id':'req_9'}";
    List<ProviderException> failures = new ArrayList<>();
    failures.add(failure(model(status, "application/json", body)));
    failures.add(failure(model(200, "application/json", body)));
    failures.add(streamFailure(events(START, body)));
    failures.add(streamFailure(events(body)));

    for (ProviderException failure : failures) {
      assertThat(failure.kind()).isEqualTo(Kind.STATUS);
      assertThat(failure.status()).hasValue(status);
      assertThat(failure.type()).contains(type);
      assertThat(failure.providerMessage()).contains("Words.");
      assertThat(failure.requestId()).contains("req_9");
      assertThat(failure.retryable()).isEqualTo(retryable);
      assertThat(failure.getMessage()).contains(type, "req_9").doesNotContain("Words");
    }
  }

  @Test
  void error_afterText_isToldAfterIt() {
    ChatModel model =
        events(
            START,
            "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'so far'}}",
            "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}");
    List<ChatEvent> seen = new ArrayList<>();

    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () -> model.stream(Models.hello("m")).forEachRemaining(seen::add));

    assertThat(seen).contains(new ChatEvent.TextDelta("so far"));
    assertThat(failure.status()).hasValue(529);
  }

  @Test
  void error_rateLimit_saysHowLongToWait() {
    ProviderException failure =
        failure(
            model(
                429,
                "application/json",
                "{'type':'error','error':{'type':'rate_limit_error','message':'x'}}",
                "retry-after",
                "7"));

    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void error_noCredit_isNotRepeated() {
    ProviderException failure =
        failure(
            model(
                400,
                "application/json",
                "{'type':'error','error':{'type':'invalid_request_error','message':"
                    + "'Your credit balance is too low to access the Anthropic API.'}}"));

    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageContaining("no credit");
  }

  @Test
  void error_thatIsNoJson_isToldByItsStatus() {
    ProviderException failure = failure(model(502, "text/html", "<html>Bad gateway</html>"));

    assertThat(failure.status()).hasValue(502);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.getMessage()).doesNotContain("html");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      value = {
        "application/json | {'choices':[]}       | PROTOCOL   | no message",
        "application/json | [1]                  | PROTOCOL   | no message",
        "text/html        | <html>x</html>       | PROTOCOL   | web page",
        "application/json | x                    | PROTOCOL   | not JSON",
        "application/json | {'content':[{'type'  | CONNECTION | broke"
      })
  void send_whatIsNoMessage_isToldSo(String type, String body, Kind kind, String words) {
    ProviderException failure = failure(model(200, type, body));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(words);
    assertThat(failure.retryable()).isEqualTo(kind == Kind.CONNECTION);
  }

  @Test
  void stream_thatEndsTooEarly_isABrokenConnection() {
    ProviderException failure =
        streamFailure(
            events(
                START,
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':'a'}}"));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContaining("before the answer was complete");
  }

  @Test
  void stream_withoutItsLastEvent_isComplete() {
    ChatResponse response =
        Models.streamed(
            events(START, "{'type':'message_delta','delta':{'stop_reason':'end_turn'}}"));

    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @ParameterizedTest
  @CsvSource({"[DONE]", "{}", "[]", "{'choices':[]}"})
  void stream_ofAnotherKind_isToldSo(String event) {
    ProviderException failure = streamFailure(events(event));

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure).hasMessageContaining("Messages API");
  }

  @Test
  void stream_answeredWhole_isReadAllTheSame() {
    ChatModel model =
        model(
            200,
            "application/json",
            "{'content':[{'type':'thinking','thinking':'a','signature':'s'},"
                + "{'type':'thinking','thinking':'b','signature':'t'},"
                + "{'type':'text','text':'hi'}],'stop_reason':'end_turn'}");

    assertThat(Models.streamed(model).message().parts())
        .containsExactly(
            new Part.Thinking("a", Optional.of("s")),
            new Part.Thinking("b", Optional.of("t")),
            new Part.Text("hi"));
  }
}
