package dev.instructor.cohere;

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
import dev.instructor.provider.ModelProviders;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  private static final String MODEL = "command-a-03-2025";
  private static final String START =
      "{'id':'m1','type':'message-start','delta':{'message':{'role':'assistant','content':[],'tool_plan':'','tool_calls':[],'citations':[]}}}";
  private static final String END =
      "{'type':'message-end','delta':{'finish_reason':'COMPLETE','usage':{'tokens':{'input_tokens':7,'output_tokens':2}}}}";

  private static ChatModel model(int status, String contentType, String body) {
    return ModelProviders.open(
        Chats.settings(
            "cohere/" + MODEL,
            new ReplayTransport(
                status, Map.of("content-type", List.of(contentType)), body.replace('\'', '"'))));
  }

  private static ChatResponse whole(String body) {
    return model(200, "application/json", body).send(Chats.hello(MODEL));
  }

  private static ChatModel events(String... events) {
    StringBuilder body = new StringBuilder();
    for (String event : events) {
      body.append("event: x\ndata: ").append(event).append("\n\n");
    }
    return model(200, "text/event-stream", body.toString());
  }

  private static List<ChatEvent> told(ChatModel model) {
    return Chats.events(model, Chats.hello(MODEL));
  }

  private static ProviderException failure(ChatModel model) {
    return catchThrowableOfType(ProviderException.class, () -> model.send(Chats.hello(MODEL)));
  }

  private static ProviderException streamFailure(ChatModel model) {
    return catchThrowableOfType(ProviderException.class, () -> told(model));
  }

  private static String delta(String type, int index, String message) {
    return "{'type':'%s','index':%s,'delta':{'message':%s}}".formatted(type, index, message);
  }

  @Test
  void send_blocksOfAllKinds_keepOrderAndMarks() {
    ChatResponse response =
        whole(
            "{'id':'m1','finish_reason':'TOOL_CALL','message':{'role':'assistant','tool_plan':'I will.',"
                + "'content':[{'type':'thinking','thinking':'hm'},{'type':'text','text':''},"
                + "{'type':'text','text':'a'},{'type':'new','what':1}],'citations':[{'start':0}],"
                + "'tool_calls':[{'id':'t1','type':'function','function':{'name':'User','arguments':'{\\\"age\\\":2.50}'}},"
                + "{'id':'t2','type':'function','function':{'name':'Empty','arguments':''}},"
                + "{'id':'t3','type':'function','function':{'name':'Null','arguments':null}}]},"
                + "'usage':{'billed_units':{'input_tokens':3,'output_tokens':4},"
                + "'tokens':{'input_tokens':30.0,'output_tokens':40},'cached_tokens':20}}");

    assertThat(response.message().parts())
        .containsExactly(
            new Part.Thinking("I will.", Optional.of("tool_plan")),
            new Part.Thinking("hm", Optional.of("thinking")),
            new Part.Text("a"),
            new Part.ToolCall("t1", "User", "{\"age\":2.50}"),
            new Part.ToolCall("t2", "Empty", "{}"),
            new Part.ToolCall("t3", "Null", "{}"));
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(response.usage())
        .isEqualTo(
            new Usage(
                OptionalLong.of(30),
                OptionalLong.of(40),
                OptionalLong.of(20),
                OptionalLong.empty()));
    assertThat(response.id()).contains("m1");
  }

  @Test
  void send_billedUnitsAlone_areTheUsage() {
    ChatResponse response =
        whole(
            "{'finish_reason':'COMPLETE','message':{},'usage':{'billed_units':{'input_tokens':3,'output_tokens':4}}}");

    assertThat(response.usage()).isEqualTo(Usage.of(3, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETE,STOP",
    "STOP_SEQUENCE,STOP",
    "MAX_TOKENS,LENGTH",
    "TOOL_CALL,TOOL_CALLS",
    "ERROR_TOXIC,CONTENT_FILTER",
    "ERROR_LIMIT,LENGTH",
    "NEWS,OTHER"
  })
  void send_eachFinishReason_isKnown(String word, FinishReason reason) {
    assertThat(whole("{'finish_reason':'" + word + "','message':{}}").finishReason())
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"ERROR,500", "TIMEOUT,504"})
  void send_generationThatFailed_isAnErrorToRepeat(String reason, int status) {
    ProviderException failure =
        failure(model(200, "application/json", "{'finish_reason':'" + reason + "','message':{}}"));

    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.status()).hasValue(status);
    assertThat(failure.retryable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|false|not accepted|invalid request: message must be at least 1 token long",
        "401|false|CO_API_KEY|invalid api token",
        "402|false|no credit|Please add or update your payment method",
        "404|false|no such model|model 'xyz' not found",
        "422|false|not accepted|unknown field: parameter x is not a valid field",
        "429|true|too many requests|You are past the per minute request limit",
        "429|false|no credit|You are using a Trial key, which is limited to 1000 API calls / month",
        "498|false|CO_API_KEY|invalid token",
        "499|true|the vendor reports an error|request cancelled",
        "500|true|trouble of its own|internal server error",
        "503|true|trouble of its own|service unavailable",
        "504|true|ran out of time|timeout"
      })
  void send_eachError_saysWhatToDo(int status, boolean retryable, String advice, String words) {
    ProviderException failure =
        failure(
            model(
                status,
                "application/json",
                "{'id':'e1','message':'" + words.replace("'", "’") + "'}"));

    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.status()).hasValue(status);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.requestId()).contains("e1");
    assertThat(failure.providerMessage()).contains(words.replace("'", "’"));
    assertThat(failure).hasMessageContaining(advice).hasMessageStartingWith("cohere: HTTP ");
    assertThat(failure.getMessage()).doesNotContain(words);
  }

  @Test
  void send_errorWithinASuccess_isAnError() {
    ProviderException failure = failure(model(200, "application/json", "{'message':'no'}"));

    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.providerMessage()).contains("no");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{'choices':[]}|PROTOCOL|none of Cohere's Chat API",
        "application/json|[1]|PROTOCOL|none of Cohere's Chat API",
        "text/html|<html>|PROTOCOL|a web page",
        "application/json|{'finish_reason':'COMP|CONNECTION|before the response was complete",
        "application/json|no json|PROTOCOL|not JSON"
      })
  void send_whatIsNoAnswer_isToldSo(String type, String body, Kind kind, String words) {
    ProviderException failure = failure(model(200, type, body));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(words);
  }

  @Test
  void stream_thinkingPlanTextAndCalls_areToldInOrder() {
    ChatModel model =
        events(
            START,
            delta("content-start", 0, "{'content':{'type':'thinking','thinking':''}}"),
            delta("content-delta", 0, "{'content':{'thinking':'h'}}"),
            delta("content-delta", 0, "{'content':{'thinking':'m'}}"),
            "{'type':'content-end','index':0}",
            delta("content-start", 1, "{'content':{'type':'text','text':'a'}}"),
            delta("content-delta", 1, "{'content':{'text':'b'}}"),
            delta("content-delta", 1, "{'content':{'text':'c\\n'}}"),
            "{'type':'citation-start','index':0,'delta':{}}",
            "{'type':'content-end','index':1}",
            "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I'}}}",
            "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':' will'}}}",
            delta(
                "tool-call-start",
                0,
                "{'tool_calls':{'id':'t1','type':'function','function':{'name':'A','arguments':''}}}"),
            delta("tool-call-delta", 0, "{'tool_calls':{'function':{'arguments':'{'}}}"),
            delta("tool-call-delta", 0, "{'tool_calls':{'function':{'arguments':'}'}}}"),
            "{'type':'tool-call-end','index':0}",
            delta(
                "tool-call-start",
                0,
                "{'tool_calls':{'id':'t2','type':'function','function':{'name':'B','arguments':'{'}}}"),
            delta("tool-call-delta", 0, "{'tool_calls':{'function':{'arguments':'}'}}}"),
            "{'type':'tool-call-end','index':0}",
            END,
            "[DONE]",
            "never read");

    assertThat(told(model))
        .containsExactly(
            new ChatEvent.Started(Optional.of("m1"), "", Optional.empty()),
            new ChatEvent.ThinkingDelta("h", Optional.empty()),
            new ChatEvent.ThinkingDelta("m", Optional.empty()),
            new ChatEvent.ThinkingDelta("", Optional.of("thinking")),
            new ChatEvent.TextDelta("a"),
            new ChatEvent.TextDelta("b"),
            new ChatEvent.TextDelta("c\n"),
            new ChatEvent.ThinkingDelta("I", Optional.empty()),
            new ChatEvent.ThinkingDelta(" will", Optional.empty()),
            new ChatEvent.ThinkingDelta("", Optional.of("tool_plan")),
            new ChatEvent.ToolCallDelta(0, "t1", "A", ""),
            new ChatEvent.ToolCallDelta(0, "", "", "{"),
            new ChatEvent.ToolCallDelta(0, "", "", "}"),
            new ChatEvent.ToolCallDelta(1, "t2", "B", "{"),
            new ChatEvent.ToolCallDelta(1, "", "", "}"),
            new ChatEvent.UsageReport(Usage.of(7, 2)),
            new ChatEvent.Finished(FinishReason.STOP));
  }

  @Test
  void stream_planAloneAndNoMarkOfTheEnd_isComplete() {
    ChatModel model =
        events(START, "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I'}}}", END);

    assertThat(told(model)).contains(new ChatEvent.ThinkingDelta("", Optional.of("tool_plan")));
  }

  @Test
  void stream_thatStops_isToldSo() {
    ProviderException failure =
        streamFailure(events(START, delta("content-delta", 0, "{'content':{'text':'b'}}")));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void stream_errorAtTheEnd_isAnErrorWithTheVendorsWords() {
    ProviderException failure =
        streamFailure(
            events(
                START,
                "{'type':'message-end','delta':{'finish_reason':'ERROR','error':'it broke'}}"));

    assertThat(failure.status()).hasValue(500);
    assertThat(failure.providerMessage()).contains("it broke");
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void stream_errorWithoutType_isAnError() {
    ProviderException failure = streamFailure(events(START, "{'id':'e','message':'it broke'}"));

    assertThat(failure.providerMessage()).contains("it broke");
    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
  }

  @Test
  void stream_whatIsNoEvent_isToldSo() {
    for (String event : List.of("{'choices':[]}", "[1]", "no json")) {
      ProviderException failure = streamFailure(events(event));

      assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
      assertThat(failure).hasMessageContaining("none of Cohere's Chat API");
    }
  }
}
