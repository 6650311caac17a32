package dev.instructor.ollama;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final String DONE =
      "{'model':'m','message':{'role':'assistant','content':''},'done':true,'done_reason':'stop','prompt_eval_count':7,'eval_count':2}";

  private static ChatModel model(int status, String contentType, String body) {
    return ModelProviders.open(
        Chats.settings(
            "ollama/qwen3",
            new ReplayTransport(
                status, Map.of("content-type", List.of(contentType)), body.replace('\'', '"'))));
  }

  private static ChatResponse whole(String body) {
    return model(200, "application/json; charset=utf-8", body).send(Chats.hello("qwen3"));
  }

  private static ChatModel lines(String... lines) {
    return model(200, "application/x-ndjson", String.join("\n", lines));
  }

  private static List<ChatEvent> told(ChatModel model) {
    return Chats.events(model, Chats.hello("qwen3"));
  }

  private static ProviderException failure(ChatModel model) {
    return catchThrowableOfType(ProviderException.class, () -> model.send(Chats.hello("qwen3")));
  }

  private static ProviderException streamFailure(ChatModel model) {
    return catchThrowableOfType(ProviderException.class, () -> told(model));
  }

  private static String piece(String message) {
    return "{'model':'m','created_at':'2026-01-01T00:00:00Z','message':"
        + message
        + ",'done':false}";
  }

  @Test
  void send_thinkingTextAndCalls_keepTheirOrder() {
    ChatResponse response =
        whole(
            "{'model':'qwen3:8b','message':{'role':'assistant','content':'a','thinking':'hm',"
                + "'tool_calls':[{'id':'c1','function':{'index':0,'name':'User','arguments':{'age':2.50}}},"
                + "{'function':{'name':'Empty','arguments':{}}},{'function':{'name':'Null'}}]},"
                + "'done':true,'done_reason':'stop','prompt_eval_count':7,'eval_count':2}");

    assertThat(response.message().parts())
        .containsExactly(
            new Part.Thinking("hm", Optional.empty()),
            new Part.Text("a"),
            new Part.ToolCall("c1", "User", "{\"age\":2.50}"),
            new Part.ToolCall("", "Empty", "{}"),
            new Part.ToolCall("", "Null", "{}"));
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(response.usage()).isEqualTo(Usage.of(7, 2));
    assertThat(response.model()).isEqualTo("qwen3:8b");
    assertThat(response.raw()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'done':true,'done_reason':'stop'|STOP",
        "'done':true,'done_reason':'length'|LENGTH",
        "'done':true,'done_reason':'load'|OTHER",
        "'done':true|STOP",
        "'done':false|OTHER"
      },
      quoteCharacter = '`')
  void send_eachReason_isKnown(String members, FinishReason reason) {
    assertThat(whole("{'message':{'content':'x'}," + members + "}").finishReason())
        .isEqualTo(reason);
  }

  @Test
  void send_noCounts_areUnknown() {
    assertThat(whole("{'message':{'content':'x'},'done':true}").usage()).isEqualTo(Usage.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|false|not accepted|“qwen3” does not support thinking",
        "401|false|ollama signin|unauthorized",
        "404|false|get it with `ollama pull qwen3`|model qwen3 not found",
        "429|true|too many requests|too many requests",
        "499|true|the vendor reports an error|request canceled",
        "500|true|trouble of its own|llama runner process has terminated",
        "503|true|trouble of its own|server busy, please try again."
      })
  void send_eachError_saysWhatToDo(int status, boolean retryable, String advice, String words) {
    ProviderException failure =
        failure(model(status, "application/json", "{'error':'" + words + "'}"));

    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.status()).hasValue(status);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.providerMessage()).contains(words);
    assertThat(failure).hasMessageContaining(advice).hasMessageStartingWith("ollama: HTTP ");
  }

  @Test
  void send_errorWithinASuccess_isAnError() {
    ProviderException failure = failure(model(200, "application/json", "{'error':'no'}"));

    assertThat(failure.status()).hasValue(500);
    assertThat(failure.providerMessage()).contains("no");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{'choices':[]}|PROTOCOL|none of Ollama's own form",
        "application/json|[1]|PROTOCOL|none of Ollama's own form",
        "text/html|<html>|PROTOCOL|a web page",
        "application/json|{'model':'q|CONNECTION|before the response was complete",
        "text/plain|404 page not found|PROTOCOL|not JSON"
      },
      quoteCharacter = '`')
  void send_whatIsNoAnswer_isToldSo(String type, String body, Kind kind, String words) {
    ProviderException failure = failure(model(200, type, body));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(words);
  }

  @Test
  void stream_thinkingTextAndCalls_areTold() {
    ChatModel model =
        lines(
            piece("{'role':'assistant','content':'','thinking':'h'}"),
            piece("{'role':'assistant','content':'','thinking':'m'}"),
            "",
            piece("{'role':'assistant','content':'a'}") + "\r",
            piece(
                "{'role':'assistant','content':'','tool_calls':[{'id':'c1','function':{'name':'A','arguments':{'x':1}}}]}"),
            piece(
                "{'role':'assistant','content':'','tool_calls':[{'function':{'name':'B','arguments':{}}},{'function':{'name':'C','arguments':{}}}]}"),
            DONE,
            "never read");

    assertThat(told(model))
        .containsExactly(
            new ChatEvent.Started(Optional.empty(), "m", Optional.empty()),
            new ChatEvent.ThinkingDelta("h", Optional.empty()),
            new ChatEvent.ThinkingDelta("m", Optional.empty()),
            new ChatEvent.TextDelta("a"),
            new ChatEvent.ToolCallDelta(0, "c1", "A", "{\"x\":1}"),
            new ChatEvent.ToolCallDelta(1, "", "B", "{}"),
            new ChatEvent.ToolCallDelta(2, "", "C", "{}"),
            new ChatEvent.UsageReport(Usage.of(7, 2)),
            new ChatEvent.Finished(FinishReason.TOOL_CALLS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{'error':'it broke'}|500", "{'error':'it broke','status':503}|503"},
      quoteCharacter = '`')
  void stream_errorWithin_isAnErrorToRepeat(String line, int status) {
    ProviderException failure =
        streamFailure(lines(piece("{'role':'assistant','content':'a'}"), line));

    assertThat(failure.kind()).isEqualTo(Kind.STATUS);
    assertThat(failure.status()).hasValue(status);
    assertThat(failure.providerMessage()).contains("it broke");
    assertThat(failure.retryable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n{'model':'m','mess"})
  void stream_thatStops_isToldSo(String rest) {
    ProviderException failure =
        streamFailure(lines(piece("{'role':'assistant','content':'a'}") + rest));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'choices':[]}", "[1]", "data: {}"})
  void stream_whatIsNoPiece_isToldSo(String line) {
    ProviderException failure = streamFailure(lines(line));

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure).hasMessageContaining("none of Ollama's own form");
  }
}
