package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Part.Media;
import dev.instructor.chat.Role;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Chats;
import dev.instructor.shared.Golden;
import dev.instructor.shared.ReplayTransport;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesRequestsTest {
  private static final JsonObject SCHEMA =
      Json.parse(
              """
              {"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}
              """)
          .asObject()
          .orElseThrow();

  private static final String REASONING =
      "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"hm\"}],\"encrypted_content\":\"gAAA\"}";

  private static final String DEEPSEEKS =
      "{\"type\":\"reasoning\",\"id\":\"b594\",\"content\":[{\"type\":\"reasoning_text\",\"text\":\"hm\"}],\"summary\":[]}";

  private final ReplayTransport transport =
      ReplayTransport.json("{\"status\":\"completed\",\"output\":[]}");

  private static OutputDirective output(Mode mode, boolean strict) {
    return new OutputDirective(mode, "User", Optional.of("A user."), SCHEMA, strict);
  }

  private static ToolSpec tool(String name) {
    return new ToolSpec(name, Optional.of("Looks " + name + " up."), SCHEMA, false);
  }

  private JsonObject sent(ChatRequest request) {
    return sent("openai-responses", request);
  }

  private JsonObject sent(String provider, ChatRequest request) {
    model(provider, request.model()).send(request);
    return Chats.sent(transport);
  }

  private ChatModel model(String provider, String model) {
    return Models.responses(provider, model, transport);
  }

  @ParameterizedTest
  @CsvSource({
    "openai-responses, gpt-5-mini,   TOOLS,       true",
    "openai-responses, gpt-5-mini,   JSON_SCHEMA, true",
    "openai-responses, gpt-5-mini,   JSON,        false",
    "openai-responses, gpt-5-mini,   PROMPTED,    false",
    "openai-responses, gpt-4.1-mini, TOOLS,       false",
    "azure_openai,     my-gpt,       JSON_SCHEMA, true",
    "deepseek,         deepseek-v4-flash, TOOLS,  false",
    "xai,              grok-4,       JSON_SCHEMA, false",
    "openai-compatible, m,           TOOLS,       false",
  })
  void send_eachModeAndVendor_matchesGoldenFile(
      String provider, String model, Mode mode, boolean strict) {
    ChatRequest request = Models.hello(model).withOutput(output(mode, strict));

    model(provider, model).send(request);

    Golden.check(
        "responses-"
            + provider
            + "-"
            + model.replace('.', '_')
            + "-"
            + mode.name().toLowerCase(Locale.ROOT),
        transport.calls.get(0));
  }

  private static ChatRequest conversation(String signature) {
    return ChatRequest.of(
            "gpt-5-mini",
            List.of(
                Message.system("Extract."),
                Message.user("Jason is \"25\" 🎈"),
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new Part.Thinking("hm", Optional.of(signature)),
                        new Part.Text("One moment."),
                        new Part.ToolCall("call_a", "User", "{\"age\":\"x\"}"),
                        new Part.ToolCall("", "User", "{}"))),
                new Message(
                    Role.TOOL,
                    List.of(
                        new Part.ToolResult("call_a", "User", "age: must be a number", true),
                        new Part.ToolResult("", "User", "name: is missing", true))),
                Message.assistant("Sorry."),
                Message.user("Again.")))
        .withOutput(output(Mode.TOOLS, true));
  }

  @Test
  void send_conversationWithReasoningCallsAndResults_matchesGoldenFile() {
    model("openai-responses", "gpt-5-mini").send(conversation(REASONING));

    Golden.check("responses-conversation", transport.calls.get(0));
  }

  @ParameterizedTest
  @CsvSource({"azure_openai", "openai-compatible"})
  void send_vendorThatTakesNoReasoning_isSentNone(String provider) {
    assertThat(sent(provider, conversation(REASONING)).toString()).doesNotContain("reasoning");
  }

  @Test
  void send_deepSeeksReasoning_goesBackAsItCame() {
    assertThat(sent("deepseek", conversation(DEEPSEEKS)).items("input"))
        .contains(Json.parse(DEEPSEEKS));
    assertThat(sent(conversation(DEEPSEEKS)).toString()).doesNotContain("reasoning_text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EqoBCkYIBRgCKkDs",
        "redacted_thinking:Eq",
        "{",
        "{\"type\":\"other\"}",
        "{\"type\":7}",
      })
  void send_signatureOfAnotherVendor_isLeftOut(String signature) {
    ChatRequest request = conversation(signature);

    assertThat(sent(request).items("input"))
        .isEqualTo(sent("azure_openai", request).items("input"));
  }

  @Test
  void send_reasoningThatNothingFollows_isLeftOut() {
    Message thought =
        new Message(Role.ASSISTANT, List.of(new Part.Thinking("hm", Optional.of(REASONING))));

    JsonObject body =
        sent(
            ChatRequest.of(
                "gpt-5-mini", List.of(Message.user("Hello"), thought, Message.user("Well?"))));

    assertThat(body.items("input").get(1))
        .isEqualTo(Json.parse("{\"role\":\"assistant\",\"content\":\"\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5-mini,        true",
    "o4-mini,           true",
    "gpt-oss-120b,      true",
    "codex-mini-latest, true",
    "gpt-4o,            false",
    "gpt-4.1,           false",
    "gpt-5-chat-latest, false",
    "my-model,          false",
  })
  void send_modelsThatReason_areAskedForEncryptedReasoning(String model, boolean expected) {
    JsonObject body = sent(Models.hello(model));

    assertThat(body.has("include")).isEqualTo(expected);
    assertThat(body.get("store")).contains(Json.of(false));
  }

  @ParameterizedTest
  @CsvSource({"gpt-5-mini, true", "gpt-4.1, true", "o4-mini, false", "o3, false"})
  void send_oneTool_isCalledOnce(String model, boolean told) {
    JsonObject body = sent(Models.hello(model).withOutput(output(Mode.TOOLS, true)));

    assertThat(body.get("parallel_tool_calls"))
        .isEqualTo(told ? Optional.of(Json.of(false)) : Optional.empty());
  }

  @Test
  void stream_allOptions_matchesGoldenFile() {
    ChatOptions options =
        ChatOptions.none()
            .withTemperature(0)
            .withTopP(0.5)
            .withMaxTokens(100)
            .withReasoningEffort("low")
            .withExtra("reasoning", Json.parse("{\"summary\":\"auto\"}"))
            .withExtra("text", Json.parse("{\"verbosity\":\"low\"}"))
            .withExtra("store", Json.of(true))
            .withExtra("service_tier", Json.of("flex"));

    try (var stream =
        model("openai-responses", "gpt-5-mini").stream(
            Models.hello("gpt-5-mini")
                .withOutput(output(Mode.JSON_SCHEMA, true))
                .withOptions(options))) {
      assertThat(stream.hasNext()).isTrue();
    }

    Golden.check("responses-options-stream", transport.calls.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "input", "tools", "tool_choice", "stream", "background"})
  void send_optionThatIsOurs_isRefusedBeforeAnyRequest(String name) {
    ChatModel model = model("openai-responses", "m");
    ChatRequest request =
        Models.hello("m").withOptions(ChatOptions.none().withExtra(name, Json.of("x")));

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("\"" + name + "\"");
    assertThat(transport.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text      | {\"format\":{\"type\":\"text\"}} | \"text.format\"",
        "text      | \"low\"                          | \"text\" is an object",
        "reasoning | {\"effort\":\"high\"}            | \"reasoning.effort\"",
      })
  void send_optionWithAPartOfOurs_isRefused(String name, String value, String said) {
    ChatRequest request =
        Models.hello("m")
            .withOutput(output(Mode.JSON_SCHEMA, true))
            .withOptions(
                ChatOptions.none().withReasoningEffort("low").withExtra(name, Json.parse(value)));

    assertThatThrownBy(() -> model("openai-responses", "m").send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(said);
  }

  @Test
  void send_whatTheInterfaceDoesNotHave_isRefused() {
    ChatModel model = model("openai-responses", "m");

    assertThatThrownBy(
            () -> model.send(Models.hello("m").withOptions(ChatOptions.none().withSeed(7))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("The Responses API has no seed: leave it out, or take the option api=chat");
    assertThatThrownBy(
            () ->
                model.send(
                    Models.hello("m").withOptions(ChatOptions.none().withStop(List.of("END")))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("stop texts");
  }

  @ParameterizedTest
  @CsvSource({"AUTO, auto", "REQUIRED, required", "NONE, none"})
  void send_callersTools_areToldWithTheirUse(ToolUse use, String word) {
    JsonObject body =
        sent(Models.hello("m").withTools(List.of(tool("weather"), tool("time")), use));

    assertThat(body.get("tool_choice")).contains(Json.of(word));
    assertThat(body.has("parallel_tool_calls")).isFalse();
    assertThat(body.get("tools"))
        .contains(
            Json.parse(
                """
                [{"type":"function","name":"weather","description":"Looks weather up.","parameters":%1$s,"strict":false},
                 {"type":"function","name":"time","description":"Looks time up.","parameters":%1$s,"strict":false}]
                """
                    .formatted(SCHEMA)));
  }

  @Test
  void send_answerAsToolBesideTools_leavesTheChoiceToTheModel() {
    ChatRequest request =
        Models.hello("m")
            .withTools(List.of(tool("weather")), ToolUse.AUTO)
            .withOutput(output(Mode.TOOLS, true));

    JsonObject body = sent(request);

    assertThat(body.items("tools"))
        .extracting(tool -> tool.at("/name").flatMap(Json::asText).orElse(""))
        .containsExactly("User", "weather");
    assertThat(body.get("tool_choice")).contains(Json.of("required"));
    assertThat(body.has("parallel_tool_calls")).isFalse();
    assertThat(sent("deepseek", request).get("tool_choice")).contains(Json.of("auto"));
    assertThat(sent(request.withTools(List.of(tool("weather")), ToolUse.NONE)).get("tool_choice"))
        .contains(Json.parse("{\"type\":\"function\",\"name\":\"User\"}"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"JSON_SCHEMA", "JSON", "PROMPTED"})
  void send_formatBesideTools_isOneRequest(Mode mode) {
    JsonObject body =
        sent(
            Models.hello("m")
                .withTools(List.of(tool("weather")), ToolUse.AUTO)
                .withOutput(output(mode, false)));

    assertThat(body.items("tools")).hasSize(1);
    assertThat(body.get("tool_choice")).contains(Json.of("auto"));
    assertThat(body.at("/text/format").isPresent()).isEqualTo(mode != Mode.PROMPTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"JSON_SCHEMA", "JSON"})
  void send_formatBesideToolsThatTheVendorCannot_isRefused(Mode mode) {
    ChatRequest request =
        Models.hello("m")
            .withTools(List.of(tool("weather")), ToolUse.AUTO)
            .withOutput(output(mode, false));

    assertThatThrownBy(() -> sent("openai-compatible", request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(mode + " beside tools", "[TOOLS, PROMPTED]");
    assertThat(
            sent("openai-compatible", request.withTools(request.tools(), ToolUse.NONE))
                .has("tools"))
        .isFalse();
  }

  private static ChatRequest showing(Media media) {
    return ChatRequest.of(
        "m",
        List.of(
            new Message(
                Role.USER, List.of(new Part.Text("What is it?"), new Part.CacheMark(), media))));
  }

  private static Media media(Media.Kind kind, String type, Media.Content content) {
    return new Media(kind, type, content, Optional.empty());
  }

  @Test
  void send_media_standsInTheMessage() {
    Media.Content url = new Media.Url(URI.create("https://example.com/a"));
    Media.Content data = new Media.Data("AAAA");

    assertThat(content(media(Media.Kind.IMAGE, "image/png", url)))
        .isEqualTo(
            "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"https://example.com/a\"}");
    assertThat(content(media(Media.Kind.IMAGE, "image/png", data)))
        .isEqualTo(
            "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"data:image/png;base64,AAAA\"}");
    assertThat(content(media(Media.Kind.DOCUMENT, "application/pdf", url)))
        .isEqualTo("{\"type\":\"input_file\",\"file_url\":\"https://example.com/a\"}");
    assertThat(content(media(Media.Kind.DOCUMENT, "application/pdf", data)))
        .isEqualTo(
            "{\"type\":\"input_file\",\"filename\":\"document.pdf\",\"file_data\":\"data:application/pdf;base64,AAAA\"}");
    assertThat(
            content(new Media(Media.Kind.DOCUMENT, "text/plain", data, Optional.of("notes.txt"))))
        .contains("\"filename\":\"notes.txt\"");
  }

  private String content(Media media) {
    JsonObject message = sent(showing(media)).items("input").get(0).asObject().orElseThrow();
    assertThat(message.text("role")).contains("user");
    List<Json> parts = message.items("content");
    assertThat(parts)
        .hasSize(2)
        .first()
        .isEqualTo(Json.parse("{\"type\":\"input_text\",\"text\":\"What is it?\"}"));
    return parts.get(1).toString();
  }

  @Test
  void send_mediaThatTheVendorDoesNotTake_isRefused() {
    Media.Content data = new Media.Data("CANARY");
    ChatRequest audio = showing(media(Media.Kind.AUDIO, "audio/mpeg", data));
    ChatRequest file = showing(media(Media.Kind.DOCUMENT, "application/pdf", data));

    assertThatThrownBy(() -> sent(audio))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "openai-responses takes no audio in its Responses API, only document and image: leave it out, or take another model");
    assertThatThrownBy(() -> sent("deepseek", file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("deepseek takes no document")
        .hasMessageNotContaining("CANARY");
    assertThatThrownBy(
            () ->
                sent(
                    ChatRequest.of(
                        "m",
                        List.of(
                            new Message(
                                Role.ASSISTANT,
                                List.of(media(Media.Kind.IMAGE, "image/png", data)))))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("user's message");
    assertThat(transport.calls).isEmpty();
  }
}
