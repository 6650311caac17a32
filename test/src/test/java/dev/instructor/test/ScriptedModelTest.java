package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Usage;
import dev.instructor.error.ProviderException;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.JsonSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {
  private static final ChatRequest REQUEST =
      ChatRequest.of("m", List.of(Message.user("Jason is 25")));

  @Test
  void send_answersInOrderAndRecordsTheRequests() {
    ScriptedModel model = ScriptedModel.of("one", "two");

    assertThat(model.send(REQUEST).text()).isEqualTo("one");
    assertThat(model.remaining()).isEqualTo(1);
    assertThat(model.send(REQUEST.plus(List.of(Message.user("again")))).text()).isEqualTo("two");
    assertThat(model.requests())
        .extracting(request -> request.messages().size())
        .containsExactly(1, 2);
  }

  @Test
  void send_toolsAsked_answersAsAToolCall() {
    ScriptedModel model = ScriptedModel.of("{\"age\":25}");

    ChatResponse response = model.send(asked(Mode.TOOLS));

    assertThat(response.message().toolCalls())
        .containsExactly(new Part.ToolCall("call_1", "User", "{\"age\":25}"));
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void send_jsonAsked_answersAsText() {
    ScriptedModel model = ScriptedModel.of("{\"age\":25}");

    ChatResponse response = model.send(asked(Mode.JSON));

    assertThat(response.text()).isEqualTo("{\"age\":25}");
    assertThat(response.usage()).isEqualTo(Usage.of(4, 3));
  }

  @Test
  void send_scriptRunOut_failsWithoutContent() {
    ScriptedModel model = ScriptedModel.of("secret");
    model.send(REQUEST);

    assertThatThrownBy(() -> model.send(REQUEST))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("this is request 2, and 1 answer was scripted")
        .hasMessageNotContainingAny("Jason", "secret");
  }

  @Test
  void send_failureScripted_throwsIt() {
    RuntimeException failure = new IllegalStateException();
    ScriptedModel model = ScriptedModel.builder().failure(failure).build();

    assertThatThrownBy(() -> model.send(REQUEST)).isSameAs(failure);
  }

  @Test
  void send_computed_seesTheRequest() {
    ScriptedModel model =
        ScriptedModel.builder()
            .compute(request -> ChatResponse.of(request.messages().get(0).text().substring(0, 5)))
            .build();

    assertThat(model.send(REQUEST).text()).isEqualTo("Jason");
  }

  @Test
  void send_refusal_tellsIt() {
    ScriptedModel model = ScriptedModel.builder().refusal("No.").build();

    assertThat(model.send(REQUEST).refusal()).contains("No.");
  }

  @Test
  void send_interruptedAtAGate_endsAndStaysInterrupted() throws InterruptedException {
    Gate gate = new Gate();
    ScriptedModel model = ScriptedModel.builder().answer("late").heldAt(gate).build();
    List<Object> seen = new ArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              seen.add(catchThrowableOfType(ProviderException.class, () -> model.send(REQUEST)));
              seen.add(Thread.currentThread().isInterrupted());
            });
    caller.start();
    gate.awaitReached();

    caller.interrupt();
    caller.join();

    assertThat(((ProviderException) seen.get(0)).kind())
        .isEqualTo(ProviderException.Kind.INTERRUPTED);
    assertThat(seen.get(1)).isEqualTo(true);
  }

  @Test
  void send_timeoutAtAGate_fails() {
    ScriptedModel model = ScriptedModel.builder().answer("late").heldAt(new Gate()).build();

    assertThat(
            catchThrowableOfType(
                    ProviderException.class,
                    () -> model.send(REQUEST.withTimeout(Duration.ofMillis(1))))
                .kind())
        .isEqualTo(ProviderException.Kind.TIMEOUT);
  }

  @Test
  void stream_playsTheAnswerInPieces() {
    ScriptedModel model =
        ScriptedModel.builder().answer("{\"age\":25}").chunking(Chunking.of(4)).build();
    List<ChatEvent> events = new ArrayList<>();

    try (ChatStream stream = model.stream(asked(Mode.TOOLS))) {
      stream.forEachRemaining(events::add);
    }

    assertThat(events)
        .containsExactly(
            new ChatEvent.Started(Optional.of("scripted-1"), "m", Optional.empty()),
            new ChatEvent.ToolCallDelta(0, "call_1", "User", ""),
            new ChatEvent.ToolCallDelta(0, "", "", "{\"ag"),
            new ChatEvent.ToolCallDelta(0, "", "", "e\":2"),
            new ChatEvent.ToolCallDelta(0, "", "", "5}"),
            new ChatEvent.Finished(FinishReason.TOOL_CALLS),
            new ChatEvent.UsageReport(Usage.of(4, 4)));
  }

  @Test
  void profile_rootThatIsNoObject_isWrappedAndUnwrapped() {
    var adapted =
        ScriptedModel.of()
            .profile()
            .dialect(Mode.TOOLS)
            .adapt(JsonSchema.parse("{\"type\":\"array\"}"));

    assertThat(adapted.schema().text("type")).contains("object");
    assertThat(adapted.restoration().restore(dev.instructor.json.Json.parse("{\"items\":[1]}")))
        .hasToString("[1]");
  }

  private static ChatRequest asked(Mode mode) {
    return REQUEST.withOutput(
        new OutputDirective(mode, "User", Optional.empty(), JsonObject.empty(), false));
  }
}
