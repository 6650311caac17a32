package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model thought, sent back to the vendors that want it, and how a tool is asked for. */
class ThoughtsTest {
  private static final Part CALL = new Part.ToolCall("call_1", "City", "{}");
  private static final Part THOUGHT = new Part.Thinking("hm", Optional.empty());
  private static final Part ANOTHERS = new Part.Thinking("hm", Optional.of("signature"));

  private static final JsonObject SCHEMA = Json.object().put("type", "object").build();

  private static JsonObject answer(String provider, String model, Part... parts) {
    ReplayTransport transport = ReplayTransport.json("{\"choices\":[]}");
    Models.open(provider, model, transport)
        .send(
            ChatRequest.of(
                model,
                List.of(
                    Message.user("Where?"),
                    new Message(Role.ASSISTANT, List.of(parts)),
                    new Message(
                        Role.TOOL, List.of(new Part.ToolResult("call_1", "City", "?", true))))));
    return Chats.sent(transport).at("/messages/1").flatMap(Json::asObject).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "deepseek,   deepseek-reasoner, reasoning_content",
    "deepseek,   deepseek-chat,     reasoning_content",
    "moonshot,   kimi-k3,           reasoning_content",
    "zai,        glm-5,             reasoning_content",
    "cerebras,   gpt-oss-120b,      reasoning",
    "openrouter, qwen/qwen3,        reasoning",
  })
  void send_thoughtsBeforeACall_goBackWhereTheVendorHasThem(
      String provider, String model, String member) {
    assertThat(answer(provider, model, THOUGHT, CALL).text(member)).contains("hm");
  }

  @ParameterizedTest
  @CsvSource({
    "openai,            gpt-5-mini",
    "groq,              openai/gpt-oss-120b",
    "openai-compatible, m",
  })
  void send_thoughtsToOtherVendors_areLeftOut(String provider, String model) {
    assertThat(answer(provider, model, THOUGHT, CALL).members().keySet())
        .containsExactlyInAnyOrder("role", "content", "tool_calls");
  }

  @ParameterizedTest
  @CsvSource({"deepseek, deepseek-reasoner", "moonshot, kimi-k3"})
  void send_callWithoutOwnThoughts_saysThatThereWereNone(String provider, String model) {
    assertThat(answer(provider, model, CALL).text("reasoning_content")).contains("");
    assertThat(answer(provider, model, ANOTHERS, CALL).text("reasoning_content")).contains("");
  }

  @ParameterizedTest
  @CsvSource({
    "deepseek,   deepseek-chat",
    "zai, glm-5",
    "cerebras, gpt-oss-120b",
    "openrouter, qwen/qwen3"
  })
  void send_callWithoutThoughts_isSentWithoutAMember(String provider, String model) {
    assertThat(answer(provider, model, CALL).members().keySet())
        .containsExactlyInAnyOrder("role", "content", "tool_calls");
  }

  @Test
  void send_textWithThoughts_hasThemOnlyWhereAllAreWanted() {
    Part text = new Part.Text("Oslo");

    assertThat(answer("deepseek", "deepseek-reasoner", THOUGHT, text).has("reasoning_content"))
        .isFalse();
    assertThat(answer("zai", "glm-5", THOUGHT, text).text("reasoning_content")).contains("hm");
  }

  @Test
  void details_wholeAndInPieces_comeBackAsTheyWere() {
    String whole =
        """
        {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"hi",\
        "reasoning":"hmm","reasoning_details":[\
        {"type":"reasoning.text","text":"hmm","index":0,"format":"f","signature":"s"},\
        {"type":"reasoning.encrypted","data":"a","index":1},\
        {"type":"reasoning.encrypted","data":"b","index":1}]}}]}""";
    String head = "data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":";
    String streamed =
        head
            + "{\"reasoning\":\"h\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"h\",\"index\":0,\"format\":\"f\"}]}}]}\n\n"
            + head
            + "{\"reasoning\":\"mm\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"mm\",\"index\":0,\"signature\":null}]}}]}\n\n"
            + head
            + "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"index\":0,\"signature\":\"s\"}]}}]}\n\n"
            + head
            + "{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"a\",\"index\":1}]}}]}\n\n"
            + head
            + "{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"b\",\"index\":1}]}}]}\n\n"
            + head
            + "{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    ReplayTransport stream =
        new ReplayTransport(200, Map.of("content-type", List.of("text/event-stream")), streamed);
    ChatResponse first =
        Models.open("openrouter", "m", ReplayTransport.json(whole)).send(Chats.hello("m"));
    ChatResponse second = Chats.streamed(Models.open("openrouter", "m", stream), Chats.hello("m"));

    assertThat(second.message()).isEqualTo(first.message());
    List<Part> parts = new ArrayList<>(first.message().parts());
    parts.add(CALL);
    Json sent =
        answer("openrouter", "m", parts.toArray(Part[]::new))
            .get("reasoning_details")
            .orElseThrow();
    assertThat(
            sent.sameAs(Json.parse(whole).at("/choices/0/message/reasoning_details").orElseThrow()))
        .as(sent.toString())
        .isTrue();
    assertThat(answer("zai", "glm-5", parts.toArray(Part[]::new)).text("reasoning_content"))
        .contains("hmm");
  }

  @ParameterizedTest
  @CsvSource({
    "chat,      deepseek, deepseek-v4-flash, true",
    "chat,      deepseek, deepseek-chat,     false",
    "chat,      moonshot, kimi-k3,           true",
    "chat,      writer,   palmyra-x5,        true",
    "chat,      openai,   gpt-5-mini,        false",
    "responses, deepseek, deepseek-v4-flash, true",
    "responses, openai,   gpt-5-mini,        false",
  })
  void send_toolThatCannotBeForced_isAskedForInWordsWithAWarning(
      String api, String provider, String model, boolean words) {
    ReplayTransport transport =
        ReplayTransport.json(
            api.equals("chat") ? "{\"choices\":[]}" : "{\"status\":\"completed\",\"output\":[]}");
    ChatModel opened =
        api.equals("chat")
            ? Models.open(provider, model, transport)
            : Models.responses(provider, model, transport);

    ChatResponse response =
        opened.send(
            Chats.hello(model)
                .withOutput(
                    new OutputDirective(Mode.TOOLS, "City", Optional.empty(), SCHEMA, false)));

    assertThat(response.warnings()).hasSize(words ? 1 : 0).allMatch(w -> w.contains("in words"));
    assertThat(transport.calls.get(0).body().contains("by calling the tool City once"))
        .isEqualTo(words);
  }

  @Test
  void stream_toolThatCannotBeForced_warnsFirst() {
    ReplayTransport transport =
        new ReplayTransport(
            200,
            Map.of("content-type", List.of("text/event-stream")),
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    ChatRequest request =
        Chats.hello("kimi-k3")
            .withOutput(new OutputDirective(Mode.TOOLS, "City", Optional.empty(), SCHEMA, false));

    assertThat(Chats.events(Models.open("moonshot", "kimi-k3", transport), request))
        .first()
        .isInstanceOf(ChatEvent.Warning.class);
  }
}
