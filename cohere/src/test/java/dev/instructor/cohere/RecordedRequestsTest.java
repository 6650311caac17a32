package dev.instructor.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ModelProviders;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our request for what was asked in a recorded one is the recorded one, but for the order of its
 * members and a content that is {@code null}, which we leave out.
 */
class RecordedRequestsTest {
  static Stream<Cassette> requests() {
    return SharedData.cassettes("cohere-v2").stream()
        .filter(cassette -> cassette.status() == 200 && cassette.request().isPresent());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void request_isWrittenAsRecorded(Cassette cassette) {
    JsonObject recorded = cassette.request().orElseThrow();
    ReplayTransport transport = ReplayTransport.of(cassette, position -> 1000);
    ChatRequest request = request(recorded);
    var model = ModelProviders.open(Chats.settings("cohere/" + request.model(), transport));

    if (cassette.stream()) {
      Chats.events(model, request);
    } else {
      model.send(request);
    }

    JsonObject ours = Chats.sent(transport);
    assertThat(ours.sameAs(withoutNullContents(recorded))).as(ours + "\n" + recorded).isTrue();
    assertThat(transport.calls.get(0).uri().getPath()).isEqualTo(cassette.path());
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(requests()).hasSizeGreaterThanOrEqualTo(12);
  }

  private static JsonObject withoutNullContents(JsonObject recorded) {
    return recorded.with(
        "messages",
        Json.array(
            recorded.items("messages").stream()
                .map(message -> message.asObject().orElseThrow())
                .map(
                    m ->
                        m.get("content").filter(Json::isNull).isPresent()
                            ? m.without("content")
                            : m)
                .toList()));
  }

  private static ChatRequest request(JsonObject recorded) {
    ChatOptions options = ChatOptions.none();
    if (recorded.get("temperature").orElse(Json.ofNull()) instanceof JsonNumber number) {
      options = options.withTemperature(number.value().doubleValue());
    }
    if (recorded.has("stop_sequences")) {
      options =
          options.withStop(
              recorded.items("stop_sequences").stream()
                  .map(text -> text.asText().orElseThrow())
                  .toList());
    }
    return ChatRequest.of(
            recorded.text("model").orElseThrow(),
            recorded.items("messages").stream()
                .map(message -> message(message.asObject().orElseThrow()))
                .toList())
        .withOptions(options)
        .withTools(
            recorded.items("tools").stream().map(RecordedRequestsTest::tool).toList(),
            recorded.has("tool_choice") ? ToolUse.REQUIRED : ToolUse.AUTO);
  }

  private static ToolSpec tool(Json tool) {
    JsonObject function = tool.asObject().flatMap(t -> t.object("function")).orElseThrow();
    return new ToolSpec(
        function.text("name").orElseThrow(),
        function.text("description"),
        function.object("parameters").orElseThrow(),
        false);
  }

  private static Message message(JsonObject message) {
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
    for (Json item : message.items("content")) {
      JsonObject block = item.asObject().orElseThrow();
      parts.add(
          block
              .text("thinking")
              .<Part>map(text -> new Part.Thinking(text, Optional.empty()))
              .orElseGet(() -> new Part.Text(block.text("text").orElseThrow())));
    }
    for (Json item : message.items("tool_calls")) {
      JsonObject function = item.asObject().flatMap(c -> c.object("function")).orElseThrow();
      parts.add(
          new Part.ToolCall(
              item.at("/id").flatMap(Json::asText).orElseThrow(),
              function.text("name").orElseThrow(),
              function.text("arguments").orElseThrow()));
    }
    return new Message(
        Map.of("system", Role.SYSTEM, "user", Role.USER, "assistant", Role.ASSISTANT).get(role),
        parts);
  }
}
