package dev.instructor.ollama;

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
  private static final String MODEL = "qwen3";

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
          "{\"model\":\"qwen3\",\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"done\":true}");

  private ChatModel model(String name) {
    return ModelProviders.open(Chats.settings("ollama/" + name, transport));
  }

  private static OutputDirective output(Mode mode) {
    return new OutputDirective(mode, "User", Optional.of("A user."), SCHEMA, false);
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
  @EnumSource(
      value = Mode.class,
      names = {"JSON_SCHEMA", "TOOLS", "JSON", "PROMPTED"})
  void send_eachMode_matchesGoldenFile(Mode mode) {
    model(MODEL).send(Chats.hello(MODEL).withOutput(output(mode)));

    Golden.check(mode.name().toLowerCase(Locale.ROOT), transport.calls.get(0));
  }

  @Test
  void send_conversationWithThoughtsCallsAndResults_matchesGoldenFile() {
    ChatRequest request =
        ChatRequest.of(
                MODEL,
                List.of(
                    Message.system("Extract."),
                    Message.user("Jason is \"25\" 🎈"),
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Thinking("hm", Optional.empty()),
                            new Part.Thinking("of another vendor", Optional.of("sig")),
                            new Part.ToolCall("c1", "User", "{\"age\":\"x\"}"),
                            new Part.ToolCall("", "User", "{}"))),
                    new Message(
                        Role.TOOL,
                        List.of(
                            new Part.ToolResult("c1", "User", "age: must be a number", true),
                            new Part.ToolResult("", "User", "name: is missing", false))),
                    new Message(Role.USER, List.of(new Part.CacheMark())),
                    Message.user("Again."),
                    Message.assistant("Sorry."),
                    Message.system("Be exact."),
                    Message.user("And again.")))
            .withOutput(output(Mode.TOOLS));

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
            .withExtra("num_ctx", Json.of(8192))
            .withExtra("keep_alive", Json.of("10m"))
            .withExtra("options", Json.parse("{\"top_k\":40}"));

    try (var stream =
        model(MODEL).stream(
            Chats.hello(MODEL).withOutput(output(Mode.JSON_SCHEMA)).withOptions(options))) {
      assertThat(stream.hasNext()).isTrue();
    }

    Golden.check("options-stream", transport.calls.get(0));
  }

  @Test
  void send_images_standBesideTheText() {
    Part.Media image =
        new Part.Media(
            Part.Media.Kind.IMAGE, "image/png", new Part.Media.Data("aGk="), Optional.empty());

    JsonObject body =
        sent(
            ChatRequest.of(
                "gemma4",
                List.of(
                    new Message(
                        Role.USER, List.of(new Part.Text("What is this?"), image, image)))));

    assertThat(body.at("/messages/0"))
        .contains(
            Json.parse(
                "{\"role\":\"user\",\"content\":\"What is this?\",\"images\":[\"aGk=\",\"aGk=\"]}"));
  }

  @Test
  void send_imageByAddress_isRefused() {
    Part.Media image =
        new Part.Media(
            Part.Media.Kind.IMAGE,
            "image/png",
            new Part.Media.Url(URI.create("https://example.com/a.png")),
            Optional.empty());

    assertRefused(
        ChatRequest.of(MODEL, List.of(new Message(Role.USER, List.of(image)))),
        "does not take this address");
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

  @ParameterizedTest
  @EnumSource(ToolUse.class)
  void send_toolsOfTheCaller_matchesGoldenFile(ToolUse use) {
    model(MODEL).send(Chats.hello(MODEL).withTools(TOOLS, use));

    Golden.check("tools-" + use.name().toLowerCase(Locale.ROOT), transport.calls.get(0));
  }

  @Test
  void send_answerAsAToolBesideTools_matchesGoldenFile() {
    model(MODEL)
        .send(Chats.hello(MODEL).withTools(TOOLS, ToolUse.AUTO).withOutput(output(Mode.TOOLS)));

    Golden.check("tools-and-answer", transport.calls.get(0));
  }

  @Test
  void send_lastTurnAfterTools_asksForTheAnswerWithoutThem() {
    ChatRequest request = Chats.hello(MODEL).withTools(TOOLS, ToolUse.NONE);

    JsonObject schema = sent(request.withOutput(output(Mode.JSON_SCHEMA)));
    JsonObject tool = sent(request.withOutput(output(Mode.TOOLS)));

    assertThat(schema.has("tools")).isFalse();
    assertThat(schema.has("format")).isTrue();
    assertThat(tool.items("tools")).hasSize(1);
  }

  @Test
  void send_whatCannotBeSaid_isRefused() {
    ChatRequest tools = Chats.hello(MODEL).withTools(TOOLS, ToolUse.AUTO);

    assertRefused(tools.withOutput(output(Mode.JSON_SCHEMA)), "JSON_SCHEMA beside tools", "TOOLS");
    assertRefused(tools.withOutput(output(Mode.JSON)), "JSON beside tools");
    assertRefused(
        Chats.hello("gpt-oss:120b-cloud").withOutput(output(Mode.JSON_SCHEMA)),
        "no mode JSON_SCHEMA",
        "TOOLS, PROMPTED");
    assertRefused(
        Chats.hello(MODEL)
            .plus(
                List.of(new Message(Role.ASSISTANT, List.of(new Part.ToolCall("1", "t", "[1]"))))),
        "no JSON object");
    assertRefused(
        Chats.hello(MODEL)
            .plus(List.of(new Message(Role.ASSISTANT, List.of(new Part.ToolCall("1", "t", "{"))))),
        "no JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "messages", "tools", "format", "stream"})
  void send_optionThatIsOurs_isRefused(String name) {
    assertRefused(
        Chats.hello(MODEL).withOptions(ChatOptions.none().withExtra(name, Json.of(1))), name);
  }

  @ParameterizedTest
  @CsvSource({"none,false", "low,\"low\"", "high,\"high\"", "max,\"max\""})
  void send_effort_isHowMuchToThink(String effort, String think) {
    JsonObject body =
        sent(Chats.hello(MODEL).withOptions(ChatOptions.none().withReasoningEffort(effort)));

    assertThat(body.get("think")).contains(Json.parse(think));
  }

  @Test
  void send_effortThatIsNone_isRefused() {
    ChatOptions own = ChatOptions.none().withExtra("think", Json.of(true));

    assertThat(sent(Chats.hello(MODEL).withOptions(own)).get("think")).contains(Json.of(true));
    transport.calls.clear();
    assertRefused(
        Chats.hello(MODEL).withOptions(ChatOptions.none().withReasoningEffort("much")), "'much'");
    assertRefused(
        Chats.hello(MODEL).withOptions(own.withReasoningEffort("low")), "keep one of them");
  }
}
