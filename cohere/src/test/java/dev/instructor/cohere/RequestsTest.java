package dev.instructor.cohere;

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
import dev.instructor.provider.ModelProviders;
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

class RequestsTest {
  private static final String MODEL = "command-a-03-2025";

  private static final JsonObject SCHEMA =
      Json.parse(
              """
              {"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}
              """)
          .asObject()
          .orElseThrow();

  private static final List<ToolSpec> TOOLS =
      List.of(
          new ToolSpec("weather", Optional.of("The weather."), SCHEMA, false),
          new ToolSpec("time", Optional.empty(), SCHEMA, false));

  private final ReplayTransport transport =
      ReplayTransport.json(
          "{\"id\":\"1\",\"finish_reason\":\"COMPLETE\",\"message\":{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}}");

  private ChatModel model(String name) {
    return ModelProviders.open(Chats.settings("cohere/" + name, transport));
  }

  private static OutputDirective output(Mode mode, boolean strict) {
    return new OutputDirective(mode, "User", Optional.of("A user."), SCHEMA, strict);
  }

  private JsonObject sent(ChatRequest request) {
    model(request.model()).send(request);
    return Chats.sent(transport);
  }

  private void assertRefused(ChatRequest request, String... words) {
    ChatModel model = model(request.model());

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words);
    assertThat(transport.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "command-a-03-2025,        JSON_SCHEMA, true",
    "command-a-03-2025,        TOOLS,       true",
    "command-a-03-2025,        JSON,        false",
    "command-a-03-2025,        PROMPTED,    false",
    "command-r-plus-08-2024,   TOOLS,       false",
    "command-a-vision-07-2025, JSON_SCHEMA, false",
  })
  void send_eachModeAndModel_matchesGoldenFile(String model, Mode mode, boolean strict) {
    model(model).send(Chats.hello(model).withOutput(output(mode, strict)));

    Golden.check(model + "-" + mode.name().toLowerCase(Locale.ROOT), transport.calls.get(0));
  }

  @Test
  void send_conversationWithThoughtsPlanCallsAndResults_matchesGoldenFile() {
    ChatRequest request =
        ChatRequest.of(
                MODEL,
                List.of(
                    Message.system("Extract."),
                    Message.user("Jason is \"25\" 🎈"),
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Thinking("I will call.", Optional.of("tool_plan")),
                            new Part.Thinking("hm", Optional.of("thinking")),
                            new Part.Thinking("of nobody", Optional.empty()),
                            new Part.Thinking("of another vendor", Optional.of("sig")),
                            new Part.Text(""),
                            new Part.ToolCall("User_1", "User", "{\"age\":\"x\"}"),
                            new Part.ToolCall("", "User", "{}"))),
                    new Message(
                        Role.TOOL,
                        List.of(
                            new Part.ToolResult("User_1", "User", "age: must be a number", true))),
                    new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult("", "User", "name: is missing", false))),
                    new Message(Role.USER, List.of(new Part.CacheMark())),
                    Message.system("Be exact."),
                    Message.user("Again."),
                    new Message(Role.ASSISTANT, List.of(new Part.Text(""))),
                    Message.assistant("Sorry."),
                    Message.user("And again.")))
            .withOutput(output(Mode.TOOLS, true));

    model(MODEL).send(request);

    Golden.check("conversation", transport.calls.get(0));
  }

  @Test
  void stream_allOptions_matchesGoldenFile() {
    ChatOptions options =
        ChatOptions.none()
            .withTemperature(0.5)
            .withTopP(0.75)
            .withMaxTokens(100)
            .withSeed(7)
            .withStop(List.of("END"))
            .withReasoningEffort("low")
            .withExtra("safety_mode", Json.of("STRICT"))
            .withExtra("k", Json.of(40));

    try (var stream =
        model("command-a-reasoning-08-2025").stream(
            Chats.hello("command-a-reasoning-08-2025")
                .withOutput(output(Mode.JSON_SCHEMA, true))
                .withOptions(options))) {
      assertThat(stream.hasNext()).isTrue();
    }

    Golden.check("options-stream", transport.calls.get(0));
  }

  @Test
  void send_imagesByAddressAndAsBytes_matchesGoldenFile() {
    Part.Media url =
        new Part.Media(
            Part.Media.Kind.IMAGE,
            "image/png",
            new Part.Media.Url(URI.create("https://example.com/a.png")),
            Optional.empty());
    Part.Media data =
        new Part.Media(
            Part.Media.Kind.IMAGE,
            "image/jpeg",
            new Part.Media.Data("aGk="),
            Optional.of("hi.jpg"));

    model("command-a-vision-07-2025")
        .send(
            ChatRequest.of(
                "command-a-vision-07-2025",
                List.of(
                    new Message(Role.USER, List.of(new Part.Text("What is this?"), url, data)))));

    Golden.check("images", transport.calls.get(0));
  }

  @ParameterizedTest
  @EnumSource(
      value = Part.Media.Kind.class,
      names = {"AUDIO", "DOCUMENT"})
  void send_otherMedia_isRefused(Part.Media.Kind kind) {
    Part media = new Part.Media(kind, "x/y", new Part.Media.Data("aGk="), Optional.empty());

    assertRefused(
        ChatRequest.of(MODEL, List.of(new Message(Role.USER, List.of(media)))),
        "it takes images",
        kind == Part.Media.Kind.AUDIO ? "recording" : "document");
  }

  @Test
  void send_imageOfTheAssistant_isRefused() {
    Part media =
        new Part.Media(
            Part.Media.Kind.IMAGE, "image/png", new Part.Media.Data("aGk="), Optional.empty());

    assertRefused(
        ChatRequest.of(MODEL, List.of(new Message(Role.ASSISTANT, List.of(media)))),
        "user messages only");
  }

  @ParameterizedTest
  @EnumSource(ToolUse.class)
  void send_toolsOfTheCaller_matchesGoldenFile(ToolUse use) {
    model(MODEL).send(Chats.hello(MODEL).withTools(TOOLS, use));

    Golden.check("tools-" + use.name().toLowerCase(Locale.ROOT), transport.calls.get(0));
  }

  @Test
  void send_answerAsAToolBesideTools_matchesGoldenFile() {
    model(MODEL)
        .send(
            Chats.hello(MODEL).withTools(TOOLS, ToolUse.AUTO).withOutput(output(Mode.TOOLS, true)));

    Golden.check("tools-and-answer", transport.calls.get(0));
  }

  @Test
  void send_modelWithoutToolChoice_isToldInWords() {
    ChatRequest request = Chats.hello("command-r-08-2024");

    assertThat(sent(request.withTools(TOOLS, ToolUse.REQUIRED)).at("/messages/0/content"))
        .contains(Json.of("Call one of the tools, and answer in no other way."));
    assertThat(Chats.sent(transport).has("tool_choice")).isFalse();
    assertThat(sent(request.withTools(TOOLS, ToolUse.NONE)).has("tools")).isFalse();
  }

  @Test
  void send_lastTurnAfterTools_asksForTheAnswerWithoutThem() {
    ChatRequest request = Chats.hello(MODEL).withTools(TOOLS, ToolUse.NONE);

    JsonObject schema = sent(request.withOutput(output(Mode.JSON_SCHEMA, true)));
    JsonObject tool = sent(request.withOutput(output(Mode.TOOLS, true)));

    assertThat(schema.has("tools")).isFalse();
    assertThat(schema.at("/response_format/json_schema")).isPresent();
    assertThat(tool.items("tools")).hasSize(1);
    assertThat(tool.get("tool_choice")).contains(Json.of("REQUIRED"));
  }

  @Test
  void send_strictTools_onlyIfAllAre() {
    ToolSpec strict = new ToolSpec("a", Optional.empty(), SCHEMA, true);
    ChatRequest request = Chats.hello(MODEL);

    assertThat(sent(request.withTools(List.of(strict), ToolUse.AUTO)).get("strict_tools"))
        .contains(Json.of(true));
    assertThat(
            sent(request.withTools(List.of(strict, TOOLS.get(0)), ToolUse.AUTO))
                .has("strict_tools"))
        .isFalse();
  }

  @Test
  void send_whatCannotBeSaid_isRefused() {
    ChatRequest tools = Chats.hello(MODEL).withTools(TOOLS, ToolUse.AUTO);

    assertRefused(
        tools.withOutput(output(Mode.JSON_SCHEMA, true)),
        "JSON_SCHEMA beside tools",
        "TOOLS, PROMPTED");
    assertRefused(tools.withOutput(output(Mode.JSON, false)), "JSON beside tools");
    assertRefused(
        Chats.hello("command-a-vision-07-2025").withTools(TOOLS, ToolUse.AUTO), "has no tools");
    assertRefused(
        Chats.hello("command-a-vision-07-2025").withOutput(output(Mode.TOOLS, false)),
        "no mode TOOLS",
        "JSON_SCHEMA, JSON, PROMPTED");
    assertRefused(
        Chats.hello("command").withOutput(output(Mode.JSON_SCHEMA, false)), "it has PROMPTED");
    assertRefused(Chats.hello(MODEL).withOutput(output(Mode.AUTO, false)), "AUTO");
  }

  @Test
  void send_promptedBesideTools_hasBoth() {
    JsonObject body =
        sent(
            Chats.hello(MODEL)
                .withTools(TOOLS, ToolUse.AUTO)
                .withOutput(output(Mode.PROMPTED, false)));

    assertThat(body.items("tools")).hasSize(2);
    assertThat(body.has("response_format")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model",
        "messages",
        "tools",
        "tool_choice",
        "strict_tools",
        "response_format",
        "stream"
      })
  void send_optionThatIsOurs_isRefused(String name) {
    assertRefused(
        Chats.hello(MODEL).withOptions(ChatOptions.none().withExtra(name, Json.of(1))), name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none|{\"type\":\"disabled\"}",
        "low|{\"type\":\"enabled\",\"token_budget\":1024}",
        "medium|{\"type\":\"enabled\",\"token_budget\":4096}",
        "high|{\"type\":\"enabled\"}",
        "500|{\"type\":\"enabled\",\"token_budget\":500}"
      })
  void send_effort_isABudget(String effort, String thinking) {
    JsonObject body =
        sent(Chats.hello(MODEL).withOptions(ChatOptions.none().withReasoningEffort(effort)));

    assertThat(body.get("thinking")).contains(Json.parse(thinking));
  }

  @Test
  void send_effortThatIsNone_isRefused() {
    ChatOptions own =
        ChatOptions.none().withExtra("thinking", Json.parse("{\"type\":\"enabled\"}"));

    assertRefused(
        Chats.hello(MODEL).withOptions(ChatOptions.none().withReasoningEffort("much")), "'much'");
    assertRefused(
        Chats.hello(MODEL).withOptions(own.withReasoningEffort("low")), "keep one of them");
  }
}
