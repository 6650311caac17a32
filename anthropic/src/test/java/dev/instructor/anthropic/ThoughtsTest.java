package dev.instructor.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that is to think, after calls that it did not think about. */
class ThoughtsTest {
  private static final String WITHIN_BUDGET = "claude-sonnet-4-5";
  private static final Part CALL = new Part.ToolCall("call_1", "City", "{}");
  private static final Part OWN = new Part.Thinking("hm", Optional.of("signature"));
  private static final Part ANOTHERS = new Part.Thinking("hm", Optional.empty());

  private final ReplayTransport transport =
      ReplayTransport.json("{\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}");

  private ChatResponse send(String model, ChatOptions options, Part... turn) {
    return Models.open(model, transport)
        .send(
            ChatRequest.of(
                    model,
                    List.of(
                        Message.user("Where?"),
                        new Message(Role.ASSISTANT, List.of(turn)),
                        new Message(
                            Role.TOOL,
                            List.of(new Part.ToolResult("call_1", "City", "Oslo", false)))))
                .withOptions(options));
  }

  private static ChatOptions effort() {
    return ChatOptions.none().withReasoningEffort("low");
  }

  private JsonObject sent() {
    return Chats.sent(transport);
  }

  @Test
  void send_callsWithoutItsThoughts_itDoesNotThinkAndWarns() {
    ChatResponse response = send(WITHIN_BUDGET, effort(), ANOTHERS, new Part.Text("Well."), CALL);

    assertThat(sent().has("thinking")).isFalse();
    assertThat(response.warnings()).singleElement().asString().contains(WITHIN_BUDGET, "thoughts");
  }

  @Test
  void send_callsWithoutItsThoughts_theVendorsOwnOptionIsLeftOutToo() {
    JsonObject thinking = Json.object().put("type", "enabled").put("budget_tokens", 2_000L).build();

    ChatResponse response =
        send(WITHIN_BUDGET, ChatOptions.none().withExtra("thinking", thinking), CALL);

    assertThat(sent().has("thinking")).isFalse();
    assertThat(sent().get("max_tokens")).contains(Json.of(16_000));
    assertThat(response.warnings()).hasSize(1);
  }

  @Test
  void send_callsWithItsThoughts_itThinksOn() {
    ChatResponse response = send(WITHIN_BUDGET, effort(), OWN, CALL);

    assertThat(sent().has("thinking")).isTrue();
    assertThat(response.warnings()).isEmpty();
  }

  @Test
  void send_textWithoutThoughts_itThinks() {
    assertThat(send(WITHIN_BUDGET, effort(), new Part.Text("Well.")).warnings()).isEmpty();
    assertThat(sent().has("thinking")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-opus-4-6", "claude-opus-4-8", "claude-sonnet-5"})
  void send_modelThatThinksAsItFindsRight_thinksInAnyCase(String model) {
    assertThat(send(model, effort(), CALL).warnings()).isEmpty();
    assertThat(sent().has("thinking")).isTrue();
  }
}
