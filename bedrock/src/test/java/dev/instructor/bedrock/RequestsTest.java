package dev.instructor.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
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

class RequestsTest {
  private static final JsonObject SCHEMA =
      Json.parse(
              """
              {"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}
              """)
          .asObject()
          .orElseThrow();

  private static final ToolSpec WEATHER =
      new ToolSpec("weather", Optional.of("Tells the weather."), SCHEMA, false);

  private static final String ANSWER =
      "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"hi\"}]}},\"stopReason\":\"end_turn\"}";

  private static final String CLAUDES_ANSWER =
      "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\"}";

  private final ReplayTransport transport = ReplayTransport.json(ANSWER);

  private static OutputDirective output(Mode mode, boolean strict) {
    return new OutputDirective(mode, "User", Optional.of("A user."), SCHEMA, strict);
  }

  private static ChatRequest ask(String model) {
    return ChatRequest.of(model, List.of(Message.system("Be exact."), Message.user("Jason is 25")));
  }

  private JsonObject sent(ChatRequest request) {
    Models.open(request.model(), transport).send(request);
    return Chats.sent(transport);
  }

  private void assertRefused(ChatRequest request, String... words) {
    ChatModel model = Models.open(request.model(), transport);

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words);
    assertThat(transport.calls).isEmpty();
  }

  private static List<Message> called(String result) {
    return List.of(
        Message.user("Weather?"),
        new Message(
            Role.ASSISTANT, List.of(new Part.ToolCall("id1", "weather", "{\"name\":\"Graz\"}"))),
        new Message(Role.TOOL, List.of(new Part.ToolResult("id1", "weather", result, false))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"JSON_SCHEMA", "TOOLS", "PROMPTED"})
  void mode_isWrittenAsTheVendorWantsIt(Mode mode) {
    sent(ask(Models.CLAUDE).withOutput(output(mode, mode != Mode.PROMPTED)));

    Golden.check("converse-" + mode.name().toLowerCase(Locale.ROOT), transport.calls.get(0));
  }

  @Test
  void claudeInItsOwnFormat_hasTheVersionAndNoModel() {
    ReplayTransport claude = ReplayTransport.json(CLAUDES_ANSWER);
    ChatRequest request =
        ask(Models.CLAUDE)
            .withOutput(output(Mode.TOOLS, true))
            .withOptions(ChatOptions.none().withMaxTokens(100));
    Models.openClaude(Models.CLAUDE, claude).send(request);

    Golden.check("invoke-tools", claude.calls.get(0));
  }

  @Test
  void claudeInItsOwnFormat_ofAnotherMaker_isRefused() {
    ChatModel model = Models.openClaude(Models.NOVA, transport);

    assertThatThrownBy(() -> model.send(Models.hello(Models.NOVA)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("bedrock/" + Models.NOVA);
  }

  @Test
  void everything_isWrittenInItsPlace() {
    sent(
        new ChatRequest(
            Models.CLAUDE,
            List.of(
                new Message(Role.SYSTEM, List.of(new Part.Text("Be exact."), new Part.CacheMark())),
                new Message(
                    Role.USER,
                    List.of(
                        new Part.Text("What is this?"),
                        new Part.Media(
                            Part.Media.Kind.IMAGE,
                            "image/png",
                            new Part.Media.Data("aWJt"),
                            Optional.empty()),
                        new Part.Media(
                            Part.Media.Kind.DOCUMENT,
                            "application/pdf",
                            new Part.Media.Url(URI.create("s3://bucket/a.pdf")),
                            Optional.of("a_b.pdf")),
                        new Part.CacheMark())),
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new Part.Thinking("hm", Optional.of("sig")),
                        new Part.Thinking("", Optional.of("redactedContent:AAEC")),
                        new Part.Thinking("not signed", Optional.empty()),
                        new Part.Text("A kiwi."),
                        new Part.ToolCall("call:1", "weather", "{}"),
                        new Part.ToolCall("", "weather", "{}"))),
                new Message(
                    Role.TOOL,
                    List.of(
                        new Part.ToolResult("call:1", "weather", "sunny", false),
                        new Part.ToolResult("", "weather", "no such town", true))),
                Message.user("Thanks")),
            Optional.empty(),
            List.of(WEATHER),
            ToolUse.REQUIRED,
            ChatOptions.none()
                .withTemperature(0.5)
                .withTopP(0.9)
                .withMaxTokens(300)
                .withStop(List.of("END"))
                .withExtra("additionalModelRequestFields", Json.object().put("top_k", 5).build())
                .withExtra("requestMetadata", Json.object().put("team", "a").build()),
            Optional.empty()));

    Golden.check("converse-everything", transport.calls.get(0));
  }

  @Test
  void stream_asksForItAtItsOwnAddress() {
    Models.open(Models.CLAUDE, transport).stream(ask(Models.CLAUDE)).close();

    assertThat(transport.calls.get(0).uri().getPath()).endsWith(":0/converse-stream");
    assertThat(transport.calls.get(0).headers())
        .containsEntry("Accept", "application/vnd.amazon.eventstream");
  }

  @Test
  void stream_withToolsOfAModelThatCannot_isAskedForWhole() {
    ChatModel model = Models.open(Models.LLAMA, transport);

    model.stream(ask(Models.LLAMA).withOutput(output(Mode.TOOLS, false))).close();
    model.stream(ask(Models.LLAMA)).close();

    assertThat(transport.calls.get(0).uri().getPath()).endsWith("/converse");
    assertThat(transport.calls.get(1).uri().getPath()).endsWith("/converse-stream");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          us.anthropic.claude-sonnet-4-5-20250929-v1:0 | {"tool":{"name":"User"}}
          us.amazon.nova-pro-v1:0                      | {"tool":{"name":"User"}}
          mistral.mistral-large-2407-v1:0              | {"any":{}}
          us.meta.llama3-3-70b-instruct-v1:0           |
          cohere.command-r-plus-v1:0                   |
          us.anthropic.claude-fable-5-v1:0             |
          """)
  void tool_isForcedAsTheFamilyAllows_orAskedForInWords(String model, String choice) {
    JsonObject body = sent(ask(model).withOutput(output(Mode.TOOLS, false)));

    Optional<Json> forced = Optional.ofNullable(choice).map(Json::parse);
    assertThat(body.at("/toolConfig/toolChoice")).isEqualTo(forced);
    assertThat(body.items("system")).hasSize(forced.isPresent() ? 1 : 2);
    if (forced.isEmpty()) {
      assertThat(body.at("/system/1/text").flatMap(Json::asText).orElseThrow())
          .contains("calling the tool User");
    }
  }

  @Test
  void tools_besideATypedAnswer_anyOfThemMustBeCalled() {
    JsonObject body =
        sent(
            ask(Models.CLAUDE)
                .withTools(List.of(WEATHER), ToolUse.AUTO)
                .withOutput(output(Mode.TOOLS, true)));

    assertThat(body.at("/toolConfig/toolChoice")).contains(Json.parse("{\"any\":{}}"));
    assertThat(body.at("/toolConfig/tools/0/toolSpec/name")).contains(Json.of("User"));
    assertThat(body.at("/toolConfig/tools/1/toolSpec/name")).contains(Json.of("weather"));
  }

  @Test
  void tools_besideAFormat_bothAreSaid() {
    JsonObject body =
        sent(
            ask(Models.CLAUDE)
                .withTools(List.of(WEATHER), ToolUse.AUTO)
                .withOutput(output(Mode.JSON_SCHEMA, true)));

    assertThat(body.at("/toolConfig/toolChoice")).isEmpty();
    assertThat(body.at("/outputConfig/textFormat/type")).contains(Json.of("json_schema"));
  }

  @Test
  void toolsThatMustNotBeCalled_areToldOnlyWhereThereAreCallsOfThem() {
    JsonObject without = sent(ask(Models.CLAUDE).withTools(List.of(WEATHER), ToolUse.NONE));
    JsonObject with =
        sent(
            ChatRequest.of(Models.CLAUDE, called("sunny"))
                .withTools(List.of(WEATHER), ToolUse.NONE));

    assertThat(without.has("toolConfig")).isFalse();
    assertThat(with.at("/toolConfig/tools/0/toolSpec/name")).contains(Json.of("weather"));
    assertThat(with.at("/toolConfig/toolChoice")).isEmpty();
  }

  @Test
  void callsOfToolsThatAreNotTold_areDeclaredAllTheSame() {
    JsonObject body = sent(ChatRequest.of(Models.CLAUDE, called("sunny")));

    assertThat(body.at("/toolConfig/tools"))
        .contains(
            Json.parse(
                "[{\"toolSpec\":{\"name\":\"weather\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}]"));
  }

  @Test
  void toolResults_ofAFamilyThatWantsThemAlone_standAlone() {
    JsonObject body =
        sent(ChatRequest.of(Models.LLAMA, called("sunny")).plus(List.of(Message.user("Thanks"))));

    assertThat(body.items("messages")).hasSize(5);
    assertThat(body.at("/messages/3"))
        .contains(Json.parse("{\"role\":\"assistant\",\"content\":[{\"text\":\".\"}]}"));
  }

  @Test
  void toolResult_thatIsBlank_isAnObject() {
    JsonObject body = sent(ChatRequest.of(Models.CLAUDE, called("")));

    assertThat(body.at("/messages/2/content/0/toolResult/content/0"))
        .contains(Json.parse("{\"json\":{\"result\":\"\"}}"));
  }

  @Test
  void instructions_ofAModelWithoutSystemPrompts_standInFront() {
    JsonObject body = sent(ask("mistral.mixtral-8x7b-instruct-v0:1"));

    assertThat(body.has("system")).isFalse();
    assertThat(body.at("/messages/0/content"))
        .contains(Json.parse("[{\"text\":\"Be exact.\"},{\"text\":\"Jason is 25\"}]"));
  }

  @Test
  void cacheMark_ofAFamilyWithoutCache_isLeftOut() {
    Message marked = new Message(Role.USER, List.of(new Part.Text("Long."), new Part.CacheMark()));

    assertThat(sent(ChatRequest.of(Models.LLAMA, List.of(marked))).toString())
        .doesNotContain("cachePoint");
    assertThat(sent(ChatRequest.of(Models.NOVA, List.of(marked))).toString())
        .contains("cachePoint");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          us.anthropic.claude-sonnet-4-5-v1:0 | low  | {"thinking":{"type":"enabled","budget_tokens":1024}}
          us.anthropic.claude-sonnet-4-6      | high | {"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}}
          us.amazon.nova-2-lite-v1:0          | low  | {"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}}
          us.amazon.nova-2-lite-v1:0          | none | {"reasoningConfig":{"type":"disabled"}}
          openai.gpt-oss-120b-1:0             | high | {"reasoning_effort":"high"}
          qwen.qwen3-32b-v1:0                 | low  | {"reasoning_config":"low"}
          """)
  void reasoningEffort_isSaidInTheMakersWords(String model, String effort, String fields) {
    JsonObject body = sent(ask(model).withOptions(ChatOptions.none().withReasoningEffort(effort)));

    assertThat(body.get("additionalModelRequestFields")).contains(Json.parse(fields));
  }

  @Test
  void thinkingClaude_isNotForced_butAsked_withAWarning() {
    ChatRequest request =
        ask(Models.CLAUDE)
            .withOutput(output(Mode.TOOLS, true))
            .withOptions(ChatOptions.none().withReasoningEffort("low"));
    List<String> warnings = Models.open(Models.CLAUDE, transport).send(request).warnings();
    JsonObject body = Chats.sent(transport);

    assertThat(warnings).singleElement().asString().contains("while it thinks");
    assertThat(
            Models.open(Models.LLAMA, transport)
                .send(ask(Models.LLAMA).withOutput(output(Mode.TOOLS, false)))
                .warnings())
        .singleElement()
        .asString()
        .contains("through Bedrock");
    assertThat(body.at("/toolConfig/toolChoice")).isEmpty();
    assertThat(body.items("system")).hasSize(2);
  }

  @Test
  void whatCannotBeSaid_isRefused() {
    ChatOptions none = ChatOptions.none();

    assertRefused(ask(Models.CLAUDE).withOptions(none.withSeed(1)), "seed");
    assertRefused(ask(Models.CLAUDE).withOutput(output(Mode.JSON, false)), "JSON", "TOOLS");
    assertRefused(
        ask(Models.NOVA).withOutput(output(Mode.JSON_SCHEMA, true)),
        "JSON_SCHEMA",
        "TOOLS, PROMPTED");
    assertRefused(ask(Models.CLAUDE).withOutput(output(Mode.JSON_SCHEMA, false)), "User");
    assertRefused(
        ask("deepseek.r1-v1:0").withOutput(output(Mode.TOOLS, false)), "TOOLS", "PROMPTED");
    assertRefused(
        ask("deepseek.r1-v1:0").withTools(List.of(WEATHER), ToolUse.AUTO), "calls no tools");
    assertRefused(
        ask(Models.LLAMA).withOptions(none.withReasoningEffort("low")), "reasoningEffort");
    assertRefused(
        ask("qwen.qwen3-32b-v1:0").withOptions(none.withReasoningEffort("medium")), "low, high");
    assertRefused(
        ask(Models.CLAUDE).withOptions(none.withReasoningEffort("low").withMaxTokens(100)),
        "maxTokens");
    assertRefused(
        ask(Models.CLAUDE).withOptions(none.withExtra("toolConfig", JsonObject.empty())),
        "toolConfig");
    assertRefused(
        ChatRequest.of(
            Models.CLAUDE,
            List.of(
                Message.user("?"),
                new Message(
                    Role.ASSISTANT, List.of(new Part.ToolCall("1", "weather", "{\"a\":"))))),
        "no JSON object");
  }

  @ParameterizedTest
  @CsvSource({"IMAGE,image/tiff", "AUDIO,audio/midi", "DOCUMENT,application/zip"})
  void mediaOfAnotherType_areRefusedWithTheTypesThereAre(Part.Media.Kind kind, String type) {
    Part media = new Part.Media(kind, type, new Part.Media.Data("AAEC"), Optional.empty());

    assertRefused(
        ChatRequest.of(Models.CLAUDE, List.of(new Message(Role.USER, List.of(media)))), type);
  }

  @Test
  void mediaOnTheWeb_areRefused() {
    Part media =
        new Part.Media(
            Part.Media.Kind.IMAGE,
            "image/png",
            new Part.Media.Url(URI.create("https://example.com/a.png")),
            Optional.empty());

    assertRefused(
        ChatRequest.of(Models.CLAUDE, List.of(new Message(Role.USER, List.of(media)))), "s3://");
  }
}
