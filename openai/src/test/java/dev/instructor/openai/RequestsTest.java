package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatStream;
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
      "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";

  private final ReplayTransport transport =
      new ReplayTransport(200, Map.of("content-type", List.of("application/json")), ANSWER);

  private static OutputDirective output(Mode mode, boolean strict) {
    return new OutputDirective(mode, "User", Optional.of("A user."), SCHEMA, strict);
  }

  @ParameterizedTest
  @CsvSource({
    "openai,            gpt-5-mini,      TOOLS,       true",
    "openai,            gpt-5-mini,      JSON_SCHEMA, true",
    "openai,            gpt-5-mini,      JSON,        false",
    "openai,            gpt-5-mini,      PROMPTED,    false",
    "openai,            gpt-4.1-mini,    TOOLS,       false",
    "mistral,           mistral-small,   TOOLS,       false",
    "ollama-openai,     qwen3,           TOOLS,       false",
    "lmstudio,          qwen3,           TOOLS,       false",
    "llamacpp,          any,             JSON_SCHEMA, false",
    "writer,            palmyra-x5,      JSON_SCHEMA, false",
    "openai-compatible, m,               JSON_SCHEMA, false",
  })
  void send_eachModeAndForm_matchesGoldenFile(
      String provider, String model, Mode mode, boolean strict) {
    ChatRequest request = Models.hello(model).withOutput(output(mode, strict));

    Models.open(provider, model, transport).send(request);

    Golden.check(
        provider + "-" + model.replace('.', '_') + "-" + mode.name().toLowerCase(Locale.ROOT),
        transport.calls.get(0));
  }

  @Test
  void send_conversationWithToolCallsAndResults_matchesGoldenFile() {
    ChatRequest request =
        ChatRequest.of(
                "gpt-5-mini",
                List.of(
                    Message.system("Extract."),
                    Message.user("Jason is \"25\" 🎈"),
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Thinking("hm", Optional.empty()),
                            new Part.ToolCall("call_a", "User", "{\"age\":\"x\""),
                            new Part.ToolCall("", "User", "{}"))),
                    new Message(
                        Role.TOOL,
                        List.of(
                            new Part.ToolResult("call_a", "User", "age: must be a number", true),
                            new Part.ToolResult("", "User", "name: is missing", true))),
                    Message.assistant("Sorry."),
                    Message.user("Again.")))
            .withOutput(output(Mode.TOOLS, true));

    Models.open("openai", "gpt-5-mini", transport).send(request);

    Golden.check("openai-conversation", transport.calls.get(0));
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
            .withExtra("service_tier", Json.of("flex"));

    try (var stream =
        Models.open("openai", "gpt-5-mini", transport).stream(
            Models.hello("gpt-5-mini").withOptions(options))) {
      assertThat(stream.hasNext()).isTrue();
    }

    Golden.check("openai-options-stream", transport.calls.get(0));
  }

  @Test
  void stream_formatThatTheVendorDoesNotStream_comesWholeWithAWarning() {
    String model = "openai/gpt-oss-120b";
    ChatModel groq = Models.open("groq", model, transport);

    try (ChatStream stream =
        groq.stream(Models.hello(model).withOutput(output(Mode.JSON_SCHEMA, true)))) {
      assertThat(stream.next())
          .isEqualTo(
              new ChatEvent.Warning(
                  "groq does not stream in mode JSON_SCHEMA: the answer comes whole, at its end"));
      assertThat(stream).toIterable().contains(new ChatEvent.TextDelta("hi"));
    }
    groq.stream(Models.hello(model).withOutput(output(Mode.TOOLS, false))).close();

    assertThat(transport.calls.get(0).body()).doesNotContain("\"stream\"");
    assertThat(transport.calls.get(1).body()).contains("\"stream\":true");
  }

  @Test
  void send_vendorsOwnNames_areUsed() {
    ChatOptions options = ChatOptions.none().withMaxTokens(100).withSeed(7);

    Models.open("mistral", "mistral-small", transport)
        .send(Models.hello("mistral-small").withOptions(options));

    assertThat(transport.calls.get(0).body())
        .contains("\"max_tokens\":100", "\"random_seed\":7")
        .doesNotContain("max_completion_tokens", "\"seed\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"messages", "model", "tools", "tool_choice", "response_format", "stream", "n"})
  void send_optionThatIsOurs_isRefusedBeforeAnyRequest(String name) {
    ChatModel model = Models.open("openai", "m", transport);
    ChatRequest request =
        Models.hello("m").withOptions(ChatOptions.none().withExtra(name, Json.of("x")));

    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("\"" + name + "\"");
    assertThat(transport.calls).isEmpty();
  }

  @Test
  void open_anything_neverShowsTheKey() {
    ChatModel model = Models.open("openai", "m", transport);
    model.send(Models.hello("m"));

    assertThat(model.toString()).doesNotContain(Models.KEY).contains("openai/m");
    assertThat(transport.calls.get(0).toString())
        .doesNotContain(Models.KEY)
        .doesNotContain("Hello");
  }
}
