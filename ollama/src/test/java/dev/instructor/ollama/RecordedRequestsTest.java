package dev.instructor.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ModelProviders;
import dev.instructor.shared.Cassette;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import dev.instructor.shared.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our request for what was asked in a recorded chat differs from it in these ways only: what is
 * empty is left out ({@code format}, {@code options}, {@code tools}, {@code keep_alive}), and a
 * result names its tool.
 */
class RecordedRequestsTest {
  static Stream<Cassette> chats() {
    return SharedData.cassettes("ollama").stream()
        .filter(cassette -> cassette.path().equals("/api/chat") && cassette.request().isPresent());
  }

  @ParameterizedTest
  @MethodSource("chats")
  void request_isWrittenAsRecorded(Cassette cassette) {
    JsonObject recorded = cassette.request().orElseThrow();
    ReplayTransport transport = ReplayTransport.of(cassette, position -> 1000);
    String name = recorded.text("model").orElseThrow();
    ChatRequest request =
        ChatRequest.of(
            name,
            recorded.items("messages").stream()
                .map(message -> message(message.asObject().orElseThrow()))
                .toList());
    var model = ModelProviders.open(Chats.settings("ollama/" + name, transport));

    if (cassette.stream()) {
      Chats.events(model, request);
    } else {
      model.send(request);
    }

    JsonObject ours = Chats.sent(transport);
    assertThat(withoutToolNames(ours).sameAs(withoutWhatIsEmpty(recorded)))
        .as(ours + "\n" + recorded)
        .isTrue();
    assertThat(transport.calls.get(0).uri().getPath()).isEqualTo("/api/chat");
  }

  @Test
  void recordings_coverWhatTheyAreFor() {
    assertThat(chats()).hasSizeGreaterThanOrEqualTo(2);
  }

  private static JsonObject withoutWhatIsEmpty(JsonObject recorded) {
    return recorded.without("format").without("options").without("tools").without("keep_alive");
  }

  private static JsonObject withoutToolNames(JsonObject ours) {
    return ours.with(
        "messages",
        Json.array(
            ours.items("messages").stream()
                .map(message -> message.asObject().orElseThrow().without("tool_name"))
                .toList()));
  }

  private static Message message(JsonObject message) {
    String content = message.text("content").orElse("");
    List<Part> parts = new ArrayList<>();
    if (!content.isEmpty()) {
      parts.add(new Part.Text(content));
    }
    for (Json call : message.items("tool_calls")) {
      parts.add(
          new Part.ToolCall(
              "",
              call.at("/function/name").flatMap(Json::asText).orElseThrow(),
              call.at("/function/arguments").orElseThrow().toString()));
    }
    return switch (message.text("role").orElseThrow()) {
      case "tool" ->
          new Message(Role.TOOL, List.of(new Part.ToolResult("", "weather", content, false)));
      case "assistant" -> new Message(Role.ASSISTANT, parts);
      default -> new Message(Role.USER, parts);
    };
  }
}
