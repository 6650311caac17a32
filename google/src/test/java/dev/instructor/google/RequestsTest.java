package dev.instructor.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Golden;
import dev.instructor.shared.ReplayTransport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
  private static final String GEMINI_3 = "gemini-3-flash-preview";

  private static final JsonObject SCHEMA =
      Json.parse(
              """
              {"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"propertyOrdering":["name"]}
              """)
          .asObject()
          .orElseThrow();

  private static final String ANSWER =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}]}";

  private final ReplayTransport transport =
      new ReplayTransport(200, Map.of("content-type", List.of("application/json")), ANSWER);

  private static OutputDirective output(Mode mode) {
    return new OutputDirective(mode, "User", Optional.of("A user."), SCHEMA, true);
  }

  private JsonObject sent(String model, List<Message> messages) {
    Models.open("google", model, transport).send(ChatRequest.of(model, messages));
    return Json.parse(transport.calls.get(0).body()).asObject().orElseThrow();
  }

  private static Json parts(JsonObject body, int content) {
    return body.at("/contents/" + content + "/parts").orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"TOOLS", "JSON_SCHEMA", "JSON", "PROMPTED"})
  void send_eachMode_matchesGoldenFile(Mode mode) {
    Models.open("google", GEMINI_3, transport)
        .send(Models.hello(GEMINI_3).withOutput(output(mode)));

    Golden.check("google-" + mode.name().toLowerCase(Locale.ROOT), transport.calls.get(0));
  }

  @Test
  void send_vertex_matchesGoldenFile() {
    ChatModel model =
        Models.open(
            Models.settings("vertexai", GEMINI_3, transport)
                .withOption("project", "p-1")
                .withOption("location", "europe-west4"));

    model.send(Models.hello(GEMINI_3).withOutput(output(Mode.TOOLS)));

    Golden.check("vertexai-tools", transport.calls.get(0));
  }

  @Test
  void send_conversationWithToolCallsAndResults_matchesGoldenFile() {
    ChatRequest request =
        ChatRequest.of(
                GEMINI_3,
                List.of(
                    Message.system("Extract."),
                    Message.user("Jason is \"25\" 🎈"),
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Thinking("hm", Optional.of("c2ln")),
                            new Part.ToolCall("call_a", "User", "{\"age\":\"x\"}"),
                            new Part.ToolCall("", "User", "{}"))),
                    new Message(
                        Role.TOOL,
                        List.of(
                            new Part.ToolResult("call_a", "User", "age: must be a number", true))),
                    new Message(
                        Role.TOOL, List.of(new Part.ToolResult("", "User", "right", false))),
                    Message.user("Go on."),
                    Message.assistant("Sorry."),
                    Message.user("Again.")))
            .withOutput(output(Mode.TOOLS));

    Models.open("google", GEMINI_3, transport).send(request);

    Golden.check("google-conversation", transport.calls.get(0));
  }

  @Test
  void stream_allOptions_matchesGoldenFile() {
    ChatOptions options =
        ChatOptions.none()
            .withTemperature(0)
            .withTopP(0.5)
            .withMaxTokens(100)
            .withSeed(7)
            .withStop(List.of("END"))
            .withReasoningEffort("low")
            .withExtra(
                "generationConfig",
                Json.parse("{\"topK\":40,\"thinkingConfig\":{\"includeThoughts\":true}}"))
            .withExtra("cachedContent", Json.of("cachedContents/1"));

    try (var stream =
        Models.open("google", GEMINI_3, transport).stream(
            Models.hello(GEMINI_3).withOptions(options))) {
      assertThat(stream.hasNext()).isTrue();
    }

    Golden.check("google-options-stream", transport.calls.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gemini-3-flash-preview | low    | {\"thinkingLevel\":\"LOW\"}",
        "gemini-3.8-flash       | 512    | {\"thinkingBudget\":512}",
        "gemini-2.5-flash       | none   | {\"thinkingBudget\":0}",
        "gemini-2.5-pro         | medium | {\"thinkingBudget\":8192}",
        "gemini-2.5-pro         | -1     | {\"thinkingBudget\":-1}",
      })
  void send_reasoningEffort_isALevelOrABudget(String model, String effort, String expected) {
    Models.open("google", model, transport)
        .send(Models.hello(model).withOptions(ChatOptions.none().withReasoningEffort(effort)));

    assertThat(transport.calls.get(0).body())
        .endsWith("\"generationConfig\":{\"thinkingConfig\":" + expected + "}}");
  }

  @Test
  void send_signatures_areSentBackWhereTheyStood() {
    String answer =
        """
        {"candidates":[{"content":{"role":"model","parts":[
          {"text":"thought","thought":true},
          {"text":"I call","thoughtSignature":"a"},
          {"functionCall":{"id":"1","name":"f","args":{"x":1}},"thoughtSignature":"b"},
          {"functionCall":{"id":"2","name":"g","args":{}}},
          {"text":"","thoughtSignature":"c"}]},"finishReason":"STOP"}]}
        """;
    ChatResponse response =
        Models.open(
                "google",
                GEMINI_3,
                new ReplayTransport(
                    200, Map.of("content-type", List.of("application/json")), answer))
            .send(Models.hello(GEMINI_3));

    JsonObject sent = sent(GEMINI_3, List.of(Message.user("Hello"), response.message()));

    assertThat(parts(sent, 1))
        .isEqualTo(Json.parse(answer).at("/candidates/0/content/parts").orElseThrow());
  }

  @Test
  void send_streamedCallWithSignature_isSentBackWithIt() {
    ReplayTransport stream =
        new ReplayTransport(
            200,
            Map.of("content-type", List.of("text/event-stream")),
            """
            data: {"candidates":[{"content":{"parts":[{"text":"I call"}]}}]}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"x":1}},"thoughtSignature":"b"},{"functionCall":{"name":"g","args":{}}}]}}]}

            data: {"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"c"}]},"finishReason":"STOP"}]}

            """);
    ChatResponse response = Models.streamed(Models.open("google", GEMINI_3, stream));

    JsonObject sent = sent(GEMINI_3, List.of(Message.user("Hello"), response.message()));

    assertThat(parts(sent, 1))
        .hasToString(
            "[{\"text\":\"I call\"},{\"functionCall\":{\"name\":\"f\",\"args\":{\"x\":1}},\"thoughtSignature\":\"b\"},{\"functionCall\":{\"name\":\"g\",\"args\":{}}}]");
  }

  @Test
  void send_textWithSignature_keepsIt() {
    Message answer =
        new Message(
            Role.ASSISTANT, List.of(new Part.Thinking("", Optional.of("s")), new Part.Text("Hi.")));

    assertThat(parts(sent(GEMINI_3, List.of(Message.user("Hello"), answer)), 1))
        .hasToString("[{\"text\":\"Hi.\",\"thoughtSignature\":\"s\"}]");
  }

  @ParameterizedTest
  @CsvSource({"gemini-3-flash-preview, true", "gemini-2.5-flash, false"})
  void send_callThatTheModelDidNotMake_isMarkedWhereSignaturesAreDemanded(
      String model, boolean marked) {
    Message answer =
        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("1", "User", "{\"name\":\"Ann\"}")));

    JsonObject sent = sent(model, List.of(Message.user("Ann"), answer));

    assertThat(sent.at("/contents/1/parts/0/thoughtSignature").flatMap(Json::asText))
        .isEqualTo(
            marked
                ? Optional.of("c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=")
                : Optional.empty());
  }

  @Test
  void send_argumentsThatAreNoObject_areSaidAsTextWithTheirResult() {
    JsonObject sent =
        sent(
            GEMINI_3,
            List.of(
                Message.user("Ann"),
                new Message(Role.ASSISTANT, List.of(new Part.ToolCall("1", "User", "{\"na"))),
                new Message(
                    Role.TOOL, List.of(new Part.ToolResult("1", "User", "cut off", true)))));

    assertThat(parts(sent, 1)).hasToString("[{\"text\":\"User: {\\\"na\"}]");
    assertThat(parts(sent, 2)).hasToString("[{\"text\":\"cut off\"}]");
  }

  @Test
  void send_answerWithoutParts_leavesNoEmptyTurn() {
    JsonObject sent =
        sent(
            GEMINI_3,
            List.of(Message.user("a"), new Message(Role.ASSISTANT, List.of()), Message.user("b")));

    assertThat(sent.items("contents")).hasSize(2);
    assertThat(parts(sent, 1)).hasToString("[{\"text\":\"b\"}]");
  }

  @Test
  void send_gemma3_hasItsInstructionsInTheFirstMessage() {
    JsonObject sent =
        sent("gemma-3-27b-it", List.of(Message.system("Be brief."), Message.user("Hello")));

    assertThat(sent.has("systemInstruction")).isFalse();
    assertThat(parts(sent, 0)).hasToString("[{\"text\":\"Be brief.\"},{\"text\":\"Hello\"}]");
  }

  @Test
  void send_modeThatTheModelLacks_namesThoseItHas() {
    ChatModel model = Models.open("google", "gemma-3-27b-it", transport);

    assertThatThrownBy(
            () -> model.send(Models.hello("gemma-3-27b-it").withOutput(output(Mode.TOOLS))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no mode TOOLS; it has PROMPTED");
    assertThat(transport.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3d", "-x", "a b", "ä"})
  void send_nameThatNoFunctionCanHave_isRefused(String name) {
    ChatModel model = Models.open("google", GEMINI_3, transport);
    ChatRequest request =
        Models.hello(GEMINI_3)
            .withOutput(new OutputDirective(Mode.TOOLS, name, Optional.empty(), SCHEMA, true));

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("must begin with a letter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"contents", "tools", "toolConfig", "tool_config", "systemInstruction", "model"})
  void send_optionThatIsOurs_isRefusedBeforeAnyRequest(String name) {
    assertRefused(ChatOptions.none().withExtra(name, Json.of("x")), "\"" + name + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"responseMimeType\":\"text/plain\"} | generationConfig.responseMimeType",
        "{\"candidateCount\":2}                | generationConfig.candidateCount",
        "{\"temperature\":2}                   | temperature",
        "7                                     | is an object",
      })
  void send_generationConfigThatIsOurs_isRefused(String config, String named) {
    assertRefused(
        ChatOptions.none().withTemperature(1).withExtra("generationConfig", Json.parse(config)),
        named);
  }

  private void assertRefused(ChatOptions options, String named) {
    ChatModel model = Models.open("google", "m", transport);

    assertThatThrownBy(() -> model.send(Models.hello("m").withOptions(options)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(named);
    assertThat(transport.calls).isEmpty();
  }

  @Test
  void send_effortThatIsNone_isRefused() {
    assertThatThrownBy(
            () ->
                Models.open("google", "gemini-2.5-pro", transport)
                    .send(
                        Models.hello("gemini-2.5-pro")
                            .withOptions(ChatOptions.none().withReasoningEffort("much"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none, minimal, low, medium, high");
  }

  @Test
  void open_anything_neverShowsTheKey() {
    ChatModel model = Models.open("google", "m", transport);
    model.send(Models.hello("m"));

    assertThat(model.toString()).doesNotContain(Models.KEY).contains("google/m");
    assertThat(transport.calls.get(0).toString())
        .doesNotContain(Models.KEY)
        .doesNotContain("Hello");
  }
}
