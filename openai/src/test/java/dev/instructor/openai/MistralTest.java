package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.Usage;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ModelProviders;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.Golden;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In what Mistral differs from OpenAI's form. */
class MistralTest {
  private static final String MODEL = "mistral-medium-latest";

  private static final JsonObject SCHEMA =
      Json.parse(
              "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}")
          .asObject()
          .orElseThrow();

  private final ReplayTransport transport =
      ReplayTransport.json(
          "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"hi\"}}]}");

  private static ChatModel model(ReplayTransport transport) {
    return ModelProviders.open(Chats.settings("mistral/" + MODEL, transport));
  }

  private static ChatModel answering(int status, String type, String body) {
    return model(
        new ReplayTransport(
            status, Map.of("content-type", List.of(type)), body.replace('\'', '"')));
  }

  @Test
  void send_conversationWithThoughtsAndForeignIds_matchesGoldenFile() {
    ChatRequest request =
        ChatRequest.of(
                MODEL,
                List.of(
                    Message.system("Extract."),
                    Message.user("Paris"),
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Thinking("hm", Optional.empty()),
                            new Part.Thinking("of another vendor", Optional.of("sig")),
                            new Part.Text("Well."),
                            new Part.ToolCall("call_of_another_vendor", "City", "{}"),
                            new Part.ToolCall("VB03LVVRm", "City", "{}"),
                            new Part.ToolCall("", "City", "{}"))),
                    new Message(
                        Role.TOOL,
                        List.of(
                            new Part.ToolResult("call_of_another_vendor", "City", "no", true),
                            new Part.ToolResult("VB03LVVRm", "City", "no", true))),
                    new Message(Role.TOOL, List.of(new Part.ToolResult("", "City", "no", true))),
                    Message.user("Again."),
                    new Message(
                        Role.ASSISTANT, List.of(new Part.Thinking("again", Optional.empty())))))
            .withOptions(
                ChatOptions.none()
                    .withSeed(7)
                    .withMaxTokens(100)
                    .withReasoningEffort("high")
                    .withExtra("prompt_mode", Json.of("reasoning")))
            .withOutput(new OutputDirective(Mode.TOOLS, "City", Optional.empty(), SCHEMA, false));

    model(transport).send(request);

    Golden.check("mistral-conversation", transport.calls.get(0));
  }

  @Test
  void send_schemaStreamed_matchesGoldenFile() {
    try (var stream =
        model(transport).stream(
            Chats.hello(MODEL)
                .withOutput(
                    new OutputDirective(
                        Mode.JSON_SCHEMA, "City", Optional.of("A city."), SCHEMA, true)))) {
      assertThat(stream.hasNext()).isTrue();
    }

    Golden.check("mistral-json_schema-stream", transport.calls.get(0));
  }

  @Test
  void stream_contentInPartsAndWholeCalls_areRead() {
    String head = "data: {'id':'1','object':'chat.completion.chunk','model':'m','choices':[";
    ChatModel model =
        answering(
            200,
            "text/event-stream",
            head
                + "{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}]}\n\n"
                + head
                + "{'index':0,'delta':{'content':[{'type':'thinking','thinking':[{'type':'text','text':'h'}]}]},'finish_reason':null}]}\n\n"
                + head
                + "{'index':0,'delta':{'content':[{'type':'thinking','thinking':[{'type':'text','text':'m'},{'type':'tool_reference','tool':'web_search','title':'t'}],'closed':true},{'type':'text','text':'a'}]},'finish_reason':null}]}\n\n"
                + head
                + "{'index':0,'delta':{'content':'b'},'finish_reason':null}]}\n\n"
                + head
                + "{'index':0,'delta':{'content':[{'type':'reference','reference_ids':[1]},{'type':'text','text':'c'}]},'finish_reason':null}]}\n\n"
                + head
                + "{'index':0,'delta':{'tool_calls':[{'id':'VB03LVVRm','function':{'name':'A','arguments':'{}'},'index':0},"
                + "{'id':'VB03LVVRn','function':{'name':'B','arguments':{'x':1}},'index':1}]},'finish_reason':'tool_calls'}],"
                + "'usage':{'prompt_tokens':7,'completion_tokens':2,'total_tokens':9,'num_cached_tokens':3}}\n\n"
                + "data: [DONE]\n\n");

    assertThat(Chats.events(model, Chats.hello(MODEL)))
        .containsExactly(
            new ChatEvent.Started(Optional.of("1"), "m", Optional.empty()),
            new ChatEvent.ThinkingDelta("h", Optional.empty()),
            new ChatEvent.ThinkingDelta("m", Optional.empty()),
            new ChatEvent.TextDelta("a"),
            new ChatEvent.TextDelta("b"),
            new ChatEvent.TextDelta("c"),
            new ChatEvent.ToolCallDelta(0, "VB03LVVRm", "A", "{}"),
            new ChatEvent.ToolCallDelta(1, "VB03LVVRn", "B", "{\"x\":1}"),
            new ChatEvent.Finished(FinishReason.TOOL_CALLS),
            new ChatEvent.UsageReport(
                new Usage(
                    OptionalLong.of(7),
                    OptionalLong.of(2),
                    OptionalLong.of(3),
                    OptionalLong.empty())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "422|{'detail':[{'type':'extra_forbidden','loc':['body','frobnicate'],'msg':'Extra inputs are not permitted','input':1}]}|body.frobnicate|body.frobnicate: Extra inputs are not permitted",
        "422|{'object':'error','message':{'detail':[{'type':'missing','loc':['body','messages',0,'role'],'msg':'Field required'}]},'type':'invalid_request_error','param':null,'code':null}|body.messages.0.role|body.messages.0.role: Field required",
        "400|{'object':'error','message':'Not the same number of function calls and responses','type':'invalid_request_message_order','param':null,'code':'3230'}||Not the same number of function calls and responses",
      })
  void send_eachFormOfAnError_isRead(int status, String body, String place, String words) {
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () -> answering(status, "application/json", body).send(Chats.hello(MODEL)));

    assertThat(failure.status()).hasValue(status);
    assertThat(failure.parameter()).isEqualTo(Optional.ofNullable(place));
    assertThat(failure.providerMessage()).contains(words);
    assertThat(failure.retryable()).isFalse();
  }

  static Stream<Cassette> requests() {
    return SharedData.cassettes("openai-chat").stream()
        .filter(cassette -> cassette.provider().equals("mistral"))
        .filter(cassette -> cassette.status() == 200 && cassette.request().isPresent())
        .filter(cassette -> !cassette.request().orElseThrow().toString().contains("_url\""));
  }

  /**
   * Our request differs from the recorded one in these ways only: what is the default is left out
   * ({@code n}, {@code prefix}, {@code index}, {@code tool_choice} of {@code auto}), a text is no
   * list of one, a call without text has the content {@code null}, a result names its tool, a tool
   * its type, and a forced one is the only one that may be called.
   */
  @ParameterizedTest
  @MethodSource("requests")
  void request_isWrittenAsRecorded(Cassette cassette) {
    JsonObject recorded = cassette.request().orElseThrow();
    ReplayTransport replay = ReplayTransport.of(cassette, position -> 1000);
    String name = recorded.text("model").orElseThrow();
    ChatModel opened = ModelProviders.open(Chats.settings("mistral/" + name, replay));
    boolean forced = recorded.text("tool_choice").filter("any"::equals).isPresent();
    ChatRequest request = request(recorded);

    if (cassette.stream()) {
      Chats.events(opened, request);
    } else {
      opened.send(request);
    }

    JsonObject ours = Chats.sent(replay);
    JsonObject expected =
        recorded
            .without("n")
            .without(forced ? "n" : "tools")
            .without(forced ? "n" : "tool_choice")
            .without(cassette.stream() ? "n" : "stream")
            .with(
                "messages",
                Json.array(recorded.items("messages").stream().map(this::message).toList()));
    JsonObject bare = ours.without("parallel_tool_calls");
    for (String member : expected.members().keySet()) {
      assertThat(bare.get(member).orElse(Json.ofNull()).sameAs(normal(member, expected)))
          .as(member + "\n" + bare + "\n" + expected)
          .isTrue();
    }
    assertThat(bare.members().keySet()).isEqualTo(expected.members().keySet());
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(requests()).hasSizeGreaterThanOrEqualTo(20);
  }

  private static Json normal(String member, JsonObject expected) {
    Json value = expected.get(member).orElseThrow();
    return member.equals("tools")
        ? Json.array(
            expected.items("tools").stream()
                .map(tool -> tool.asObject().orElseThrow().with("type", Json.of("function")))
                .toList())
        : value;
  }

  private Json message(Json value) {
    JsonObject message = value.asObject().orElseThrow().without("prefix");
    JsonObject.Builder all = message.toBuilder();
    if (message.get("content").orElse(Json.ofNull()) instanceof JsonArray parts) {
      boolean plain = parts.items().stream().allMatch(part -> part.at("/text").isPresent());
      if (plain) {
        String text = text(parts);
        all.put("content", text.isEmpty() ? Json.ofNull() : Json.of(text));
      } else {
        all.put("content", split(parts));
      }
    }
    if (message.items("tool_calls").isEmpty()) {
      all.remove("tool_calls");
    } else {
      all.put(
          "tool_calls",
          Json.array(
              message.items("tool_calls").stream()
                  .map(call -> call.asObject().orElseThrow().without("index"))
                  .toList()));
    }
    if (message.text("role").filter("tool"::equals).isPresent()) {
      all.put("name", "tool");
    }
    return all.build();
  }

  private static String text(JsonArray parts) {
    StringBuilder text = new StringBuilder();
    parts.items().forEach(part -> text.append(part.at("/text").flatMap(Json::asText).orElse("")));
    return text.toString();
  }

  /** Each thought is a part of its own here. */
  private static Json split(JsonArray parts) {
    List<Json> all = new ArrayList<>();
    for (Json part : parts.items()) {
      List<Json> thoughts = part.asObject().orElseThrow().items("thinking");
      if (thoughts.isEmpty()) {
        all.add(part);
      }
      for (Json thought : thoughts) {
        all.add(
            Json.object()
                .put("type", "thinking")
                .put("thinking", Json.array(List.of(thought)))
                .build());
      }
    }
    return Json.array(all);
  }

  private static ChatRequest request(JsonObject recorded) {
    ChatOptions options = ChatOptions.none();
    if (recorded.get("top_p").orElse(Json.ofNull()) instanceof JsonNumber number) {
      options = options.withTopP(number.value().doubleValue());
    }
    if (recorded.has("reasoning_effort")) {
      options = options.withReasoningEffort(recorded.text("reasoning_effort").orElseThrow());
    }
    ChatRequest request =
        ChatRequest.of(
                recorded.text("model").orElseThrow(),
                recorded.items("messages").stream()
                    .map(message -> neutral(message.asObject().orElseThrow()))
                    .toList())
            .withOptions(options);
    if (recorded.text("tool_choice").filter("any"::equals).isEmpty()) {
      return request;
    }
    assertThat(recorded.items("tools")).hasSize(1);
    JsonObject tool =
        recorded.items("tools").get(0).at("/function").flatMap(Json::asObject).orElseThrow();
    return request.withOutput(
        new OutputDirective(
            Mode.TOOLS,
            tool.text("name").orElseThrow(),
            tool.text("description"),
            tool.object("parameters").orElseThrow(),
            false));
  }

  private static Message neutral(JsonObject message) {
    String role = message.text("role").orElseThrow();
    if (role.equals("tool")) {
      return new Message(
          Role.TOOL,
          List.of(
              new Part.ToolResult(
                  message.text("tool_call_id").orElseThrow(),
                  "tool",
                  message.text("content").orElseThrow(),
                  false)));
    }
    List<Part> parts = new ArrayList<>();
    message.text("content").ifPresent(text -> parts.add(new Part.Text(text)));
    for (Json part : message.items("content")) {
      part.at("/text").flatMap(Json::asText).ifPresent(text -> parts.add(new Part.Text(text)));
      for (Json thought : part.asObject().orElseThrow().items("thinking")) {
        parts.add(
            new Part.Thinking(
                thought.at("/text").flatMap(Json::asText).orElseThrow(), Optional.empty()));
      }
    }
    for (Json call : message.items("tool_calls")) {
      parts.add(
          new Part.ToolCall(
              call.at("/id").flatMap(Json::asText).orElseThrow(),
              call.at("/function/name").flatMap(Json::asText).orElseThrow(),
              call.at("/function/arguments").flatMap(Json::asText).orElseThrow()));
    }
    return new Message(role.equals("assistant") ? Role.ASSISTANT : Role.USER, parts);
  }
}
