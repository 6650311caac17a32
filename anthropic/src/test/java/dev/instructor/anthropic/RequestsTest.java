package dev.instructor.anthropic;

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
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
  private static final JsonObject SCHEMA =
      Json.parse(
              """
              {"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}
              """)
          .asObject()
          .orElseThrow();

  private static final String ANSWER =
      "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\"}";

  private final ReplayTransport transport =
      new ReplayTransport(200, Map.of("content-type", List.of("application/json")), ANSWER);

  private static OutputDirective output(Mode mode, boolean strict) {
    return new OutputDirective(mode, "User", Optional.of("A user."), SCHEMA, strict);
  }

  private JsonObject sent(ChatRequest request) {
    Models.open(request.model(), transport).send(request);
    return Json.parse(transport.calls.get(transport.calls.size() - 1).body())
        .asObject()
        .orElseThrow();
  }

  private void assertRefused(ChatRequest request, String... words) {
    ChatModel model = Models.open(request.model(), transport);

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words);
    assertThat(transport.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5,          JSON_SCHEMA, true",
    "claude-sonnet-4-5,          TOOLS,       true",
    "claude-sonnet-4-5,          PROMPTED,    false",
    "claude-3-5-haiku-20241022,  TOOLS,       false",
    "claude-opus-5-5,            TOOLS,       true",
    "claude-opus-5-5,            JSON_SCHEMA, true",
  })
  void send_eachModeAndModel_matchesGoldenFile(String model, Mode mode, boolean strict) {
    Models.open(model, transport).send(Models.hello(model).withOutput(output(mode, strict)));

    Golden.check(model + "-" + mode.name().toLowerCase(Locale.ROOT), transport.calls.get(0));
  }

  @Test
  void send_conversationWithThinkingCallsAndResults_matchesGoldenFile() {
    ChatRequest request =
        ChatRequest.of(
                "claude-sonnet-4-5",
                List.of(
                    Message.system("Extract."),
                    Message.system("Be exact."),
                    Message.user("Jason is \"25\" 🎈"),
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Thinking("hm", Optional.of("sig-1")),
                            new Part.Thinking("", Optional.of("redacted_thinking:data-2")),
                            new Part.Thinking("of another vendor", Optional.empty()),
                            new Part.Text(""),
                            new Part.ToolCall("call|a", "User", "{\"age\":\"x\"}"),
                            new Part.ToolCall("", "User", "{}"))),
                    new Message(
                        Role.TOOL,
                        List.of(
                            new Part.ToolResult("call|a", "User", "age: must be a number", true))),
                    new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult("", "User", "name: is missing", false))),
                    Message.user("Again."),
                    Message.assistant("Sorry."),
                    Message.user("And again.")))
            .withOutput(output(Mode.TOOLS, true))
            .withOptions(ChatOptions.none().withReasoningEffort("medium"));

    Models.open("claude-sonnet-4-5", transport).send(request);

    Golden.check("conversation", transport.calls.get(0));
  }

  @Test
  void stream_allOptions_matchesGoldenFile() {
    ChatOptions options =
        ChatOptions.none()
            .withTemperature(1)
            .withTopP(0.5)
            .withMaxTokens(100)
            .withStop(List.of("END"))
            .withReasoningEffort("low")
            .withExtra("service_tier", Json.of("standard_only"))
            .withExtra("output_config", Json.parse("{\"task_budget\":{\"type\":\"tokens\"}}"));

    try (var stream =
        Models.open("claude-opus-4-6", transport).stream(
            Models.hello("claude-opus-4-6")
                .withOutput(output(Mode.JSON_SCHEMA, true))
                .withOptions(options))) {
      assertThat(stream.hasNext()).isTrue();
    }

    Golden.check("options-stream", transport.calls.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-3-haiku-20240307,    4096",
    "claude-3-5-sonnet-20240620, 8192",
    "claude-3-7-sonnet-latest,   16000",
    "claude-sonnet-4-0,          16000",
    "claude-opus-4-1-20250805,   16000",
    "claude-haiku-4-5,           16000",
    "claude-haiku-5-5,           16000",
    "something-else,             16000",
  })
  void send_withoutTokenLimit_hasTheOneOfTheModel(String model, long expected) {
    assertThat(sent(Models.hello(model)).get("max_tokens")).contains(Json.of(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      value = {
        "claude-3-7-sonnet-latest | low    | {\"type\":\"enabled\",\"budget_tokens\":1024} | ",
        "claude-sonnet-4-5        | 2000   | {\"type\":\"enabled\",\"budget_tokens\":2000} | ",
        "claude-haiku-4-5         | none   | {\"type\":\"disabled\"}                       | ",
        "claude-opus-4-6          | max    | {\"type\":\"adaptive\"}                       | max",
        "claude-opus-4-8          | xhigh  | {\"type\":\"adaptive\"}                       | xhigh",
        "claude-sonnet-5          | none   | {\"type\":\"disabled\"}                       | ",
        "claude-fable-5           | medium |                                               | medium",
        "claude-sonnet-5-5        | none   | {\"type\":\"between_tools\"}                  | ",
        "claude-sonnet-5-5        | low    |                                               | low",
      })
  void send_effort_isWhatTheModelCallsIt(
      String model, String effort, String thinking, String sentEffort) {
    JsonObject body =
        sent(
            Models.hello(model)
                .withOutput(output(Mode.PROMPTED, false))
                .withOptions(ChatOptions.none().withReasoningEffort(effort)));

    assertThat(body.get("thinking").map(Json::toString)).isEqualTo(Optional.ofNullable(thinking));
    assertThat(body.at("/output_config/effort").flatMap(Json::asText))
        .isEqualTo(Optional.ofNullable(sentEffort));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5, '',   tool",
    "claude-sonnet-4-5, none, tool",
    "claude-sonnet-4-5, low,  auto",
    "claude-opus-4-6,   low,  auto",
    "claude-sonnet-5,   '',   tool",
    "claude-sonnet-5,   high, auto",
    "claude-haiku-5-5,  '',   tool",
    "claude-sonnet-5-5, '',   auto",
    "claude-opus-5-5,   low,  auto",
    "claude-fable-5-1,  '',   auto",
    "claude-mythos-5,   '',   auto",
  })
  void send_toolWhileTheModelThinks_isNotForcedButAskedFor(
      String model, String effort, String choice) {
    ChatOptions options = ChatOptions.none();
    JsonObject body =
        sent(
            Models.hello(model)
                .withOutput(output(Mode.TOOLS, true))
                .withOptions(effort.isEmpty() ? options : options.withReasoningEffort(effort)));

    assertThat(body.at("/tool_choice/type").flatMap(Json::asText)).contains(choice);
    assertThat(body.has("system")).isEqualTo(choice.equals("auto"));
  }

  @Test
  void send_thinkingAsTheVendorsOwnMember_doesNotForceTheTool() {
    ChatRequest request =
        Models.hello("claude-sonnet-4-5")
            .withOutput(output(Mode.TOOLS, true))
            .withOptions(
                ChatOptions.none()
                    .withExtra(
                        "thinking", Json.parse("{\"type\":\"enabled\",\"budget_tokens\":2048}")));

    JsonObject body = sent(request);

    assertThat(body.at("/tool_choice/type")).contains(Json.of("auto"));
    assertThat(body.get("max_tokens")).contains(Json.of(18_048));
    assertThat(body.at("/thinking/budget_tokens")).contains(Json.of(2048));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5,       JSON,        'JSON_SCHEMA, TOOLS, PROMPTED'",
    "claude-3-haiku-20240307, JSON,        'TOOLS, PROMPTED'",
    "claude-sonnet-4-0,       JSON_SCHEMA, 'TOOLS, PROMPTED'",
  })
  void send_modeThatTheModelLacks_namesThoseItHas(String model, Mode mode, String has) {
    assertRefused(Models.hello(model).withOutput(output(mode, true)), mode.name(), has);
  }

  @Test
  void send_schemaThatCannotBeEnforced_isNotSentAsAFormat() {
    assertRefused(
        Models.hello("claude-sonnet-4-5").withOutput(output(Mode.JSON_SCHEMA, false)),
        "JSON_SCHEMA",
        "TOOLS",
        "PROMPTED");
  }

  @Test
  void send_optionThatTheModelDoesNotTake_isRefusedBeforeAnyRequest() {
    ChatOptions none = ChatOptions.none();

    assertRefused(Models.hello("claude-sonnet-4-5").withOptions(none.withSeed(7)), "seed");
    assertRefused(
        Models.hello("claude-opus-4-8").withOptions(none.withTemperature(0)), "temperature");
    assertRefused(Models.hello("claude-haiku-5-5").withOptions(none.withTopP(0.5)), "topP");
    assertRefused(
        Models.hello("claude-sonnet-4-5")
            .withOptions(none.withTemperature(0).withReasoningEffort("low")),
        "temperature");
    assertRefused(
        Models.hello("claude-3-haiku-20240307").withOptions(none.withReasoningEffort("low")),
        "does not think");
    assertRefused(
        Models.hello("claude-opus-5-5").withOptions(none.withReasoningEffort("none")), "low");
    assertRefused(
        Models.hello("claude-sonnet-4-5").withOptions(none.withReasoningEffort("xhigh")),
        "xhigh",
        "number of tokens");
    assertRefused(
        Models.hello("claude-sonnet-4-5")
            .withOptions(
                none.withReasoningEffort("low")
                    .withExtra("thinking", Json.parse("{\"type\":\"disabled\"}"))),
        "keep one");
    assertRefused(
        Models.hello("claude-sonnet-4-5")
            .withOptions(none.withReasoningEffort("high").withMaxTokens(1000)),
        "1000",
        "16384");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"messages", "model", "system", "tools", "tool_choice", "output_format", "stream"})
  void send_optionThatIsOurs_isRefusedBeforeAnyRequest(String name) {
    assertRefused(
        Models.hello("m").withOptions(ChatOptions.none().withExtra(name, Json.of("x"))),
        "\"" + name + "\"");
  }

  @Test
  void send_formatOfTheCallers_isRefused() {
    assertRefused(
        Models.hello("m")
            .withOptions(
                ChatOptions.none().withExtra("output_config", Json.parse("{\"format\":{}}"))),
        "output_config.format");
  }

  @Test
  void send_callWhoseArgumentsAreNoObject_isRefusedWithoutQuotingThem() {
    ChatRequest request =
        ChatRequest.of(
            "m",
            List.of(
                new Message(
                    Role.ASSISTANT, List.of(new Part.ToolCall("a", "User", "{\"secret\":\"x")))));
    ChatModel model = Models.open("m", transport);

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("User")
        .hasMessageNotContaining("secret");
  }

  @Test
  void open_anything_neverShowsTheKey() {
    ChatModel model = Models.open("m", transport);
    model.send(Models.hello("m"));

    assertThat(model.toString()).doesNotContain(Models.KEY).contains("anthropic/m");
    assertThat(transport.calls.get(0).toString())
        .doesNotContain(Models.KEY)
        .doesNotContain("Hello");
  }
}
