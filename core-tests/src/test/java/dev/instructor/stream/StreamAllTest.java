package dev.instructor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.call.BadItemException;
import dev.instructor.call.BadItems;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.Tool;
import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.error.ConfigurationException;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.shape.Shape;
import dev.instructor.test.ScriptedModel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several values in one answer, each handed out as soon as its call is complete. */
class StreamAllTest {
  sealed interface Action {}

  record Mail(String to) implements Action {}

  record Alarm(int hour) implements Action {}

  private static final ChatEvent DONE = new ChatEvent.Finished(FinishReason.TOOL_CALLS);

  private static ChatEvent piece(int index, String name, String arguments) {
    return new ChatEvent.ToolCallDelta(index, name.isEmpty() ? "" : "c" + index, name, arguments);
  }

  /** Streams one answer after the other, and counts the events that were pulled of the last one. */
  private static final class Events implements ChatModel {
    private final List<List<ChatEvent>> answers;
    private final List<ChatRequest> requests = new ArrayList<>();
    private int pulled;

    Events() {
      this.answers = List.of();
    }

    Events(List<ChatEvent> answer) {
      this.answers = List.of(answer);
    }

    Events(List<ChatEvent> first, List<ChatEvent> second) {
      this.answers = List.of(first, second);
    }

    @Override
    public ChatResponse send(ChatRequest request) {
      ResponseAccumulator whole = new ResponseAccumulator();
      stream(request).forEachRemaining(whole::add);
      return whole.response();
    }

    @Override
    public ChatStream stream(ChatRequest request) {
      Iterator<ChatEvent> events = answers.get(requests.size()).iterator();
      requests.add(request);
      pulled = 0;
      return new ChatStream() {
        @Override
        public boolean hasNext() {
          return events.hasNext();
        }

        @Override
        public ChatEvent next() {
          pulled++;
          return events.next();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public ModelProfile profile() {
      return ModelProfile.of("test", "m", SchemaDialects.plain(), List.of(Mode.JSON, Mode.TOOLS));
    }
  }

  private static ItemStream<Action> all(ChatModel model) {
    return Instructor.of(model).prompt("Go").streamAll(Action.class);
  }

  @Test
  void streamAll_callIsComplete_isHandedOutBeforeTheNextOneIs() {
    Events model =
        new Events(
            List.of(
                piece(0, "Mail", "{\"to\":"),
                piece(0, "", "\"Ann\"}"),
                piece(1, "Alarm", "{\"hour\":"),
                piece(1, "", "7}"),
                DONE));
    Iterator<Action> actions = all(model).iterator();

    assertThat(actions.next()).isEqualTo(new Mail("Ann"));
    assertThat(model.pulled).isEqualTo(3);
    assertThat(actions.next()).isEqualTo(new Alarm(7));
    assertThat(actions.hasNext()).isFalse();
    assertThat(model.requests).hasSize(1);
  }

  @Test
  void streamAll_asksAndReadsAsCreateAllDoes() {
    List<ChatEvent> answer = List.of(piece(0, "Mail", "{\"to\":\"Ann\"}"), DONE);
    Events streamed = new Events(answer);
    Events whole = new Events(answer);

    List<Action> values = all(streamed).stream().toList();

    assertThat(values).isEqualTo(Instructor.of(whole).prompt("Go").createAll(Action.class));
    assertThat(streamed.requests).isEqualTo(whole.requests);
  }

  @Test
  void streamAll_wrongOne_isAskedForAgainAloneAfterTheOthers() {
    Events model =
        new Events(
            List.of(
                piece(0, "Alarm", "{\"hour\":\"soon\"}"),
                piece(1, "Mail", "{\"to\":\"Ann\"}"),
                DONE),
            List.of(piece(0, "Alarm", "{\"hour\":8}"), DONE));

    assertThat(all(model).stream()).containsExactly(new Mail("Ann"), new Alarm(8));
    assertThat(model.requests.get(1).output().orElseThrow().name()).isEqualTo("Alarm");
    assertThat(model.requests.get(1).messages().toString()).isNotEmpty();
  }

  @Test
  void streamAll_wrongOne_isSkippedOrEndsTheStream() {
    List<ChatEvent> answer =
        List.of(piece(0, "Mail", "{\"to\":\"Ann\"}"), piece(1, "Alarm", "{}"), DONE);
    ItemStream<Action> skipping =
        Instructor.of(new Events(answer))
            .prompt("Go")
            .onBadItem(BadItems.SKIP)
            .streamAll(Action.class);

    assertThat(skipping.stream()).containsExactly(new Mail("Ann"));
    assertThat(skipping.skipped())
        .singleElement()
        .extracting(s -> s.json().toString())
        .isEqualTo("{}");
    BadItemException bad =
        catchThrowableOfType(
            BadItemException.class,
            () ->
                Instructor.of(new Events(answer))
                    .prompt("Go")
                    .onBadItem(BadItems.FAIL)
                    .streamAll(Action.class)
                    .forEach(action -> {}));
    assertThat(bad.index()).isEqualTo(1);
    assertThat(bad.delivered()).isEqualTo(List.of(new Mail("Ann")));
  }

  @Test
  void streamAll_argumentsThatAreNoJson_areReadInTheEnd() {
    Events model =
        new Events(
            List.of(piece(0, "Mail", "{'to': 'Ann'}"), piece(1, "Alarm", "{\"hour\":7}"), DONE));

    assertThat(all(model).stream()).containsExactly(new Mail("Ann"), new Alarm(7));
  }

  @Test
  void streamAll_piecesOfCallsMixed_areReadInTheEnd() {
    Events model =
        new Events(
            List.of(
                piece(0, "Mail", "{\"to\":"),
                piece(1, "Alarm", "{\"hour\":"),
                piece(0, "", "\"Ann\"}"),
                piece(1, "", "7}"),
                DONE));

    assertThat(all(model).stream()).containsExactly(new Mail("Ann"), new Alarm(7));
  }

  @Test
  void streamAll_noCall_isAskedForAgain() {
    Events model =
        new Events(
            List.of(new ChatEvent.TextDelta("Shall I?"), new ChatEvent.Finished(FinishReason.STOP)),
            List.of(piece(0, "Mail", "{\"to\":\"Ann\"}"), DONE));

    assertThat(all(model).stream()).containsExactly(new Mail("Ann"));
    assertThat(model.requests).hasSize(2);
  }

  @Test
  void streamAll_answerThatIsAListOfText_isReadAllTheSame() {
    Events model =
        new Events(
            List.of(
                new ChatEvent.TextDelta("[{\"type\":\"Mail\",\"to\":\"Ann\"}]"),
                new ChatEvent.Finished(FinishReason.STOP)));

    assertThat(all(model).stream()).containsExactly(new Mail("Ann"));
  }

  @Test
  void streamAll_modeWithoutTools_isAListThatGrows() {
    ScriptedModel model =
        ScriptedModel.builder()
            .modes(Mode.JSON)
            .answer(
                "{\"items\":[{\"type\":\"Mail\",\"to\":\"Ann\"},{\"type\":\"Alarm\",\"hour\":7}]}")
            .build();

    assertThat(all(model).stream()).containsExactly(new Mail("Ann"), new Alarm(7));
  }

  @Test
  void streamAll_cutAfterTheFirst_keepsItAndFails() {
    ItemStream<Action> stream =
        all(
            new Events(
                List.of(
                    piece(0, "Mail", "{\"to\":\"Ann\"}"),
                    piece(1, "Alarm", "{\"ho"),
                    new ChatEvent.Finished(FinishReason.LENGTH))));

    assertThatThrownBy(() -> stream.forEach(action -> {}))
        .isInstanceOf(IncompleteOutputException.class);
    assertThat(stream.delivered()).isEqualTo(List.of(new Mail("Ann")));
  }

  @Test
  void streamAll_besideTools_takesNoValueBeforeTheToolsAreDone() {
    Events model =
        new Events(
            List.of(piece(0, "Mail", "{\"to\":\"Ann\"}"), piece(1, "clock", "{}"), DONE),
            List.of(piece(0, "Alarm", "{\"hour\":7}"), DONE));
    Tool clock =
        Tool.of("clock", "Tells the time.", Shape.ofSchema("{\"type\":\"object\"}"), x -> "6");

    List<Action> values =
        Instructor.of(model).prompt("Go").tools(clock).streamAll(Action.class).stream().toList();

    assertThat(values).containsExactly(new Alarm(7));
    assertThat(model.requests).hasSize(2);
  }

  @Test
  void streamAll_variantsOfOneName_areRefused() {
    assertThatThrownBy(
            () ->
                Instructor.of(new Events())
                    .prompt("Go")
                    .streamAll(
                        Shape.<Action>anyOf(
                            List.of(Shape.of(Mail.class), Shape.of(Alarm.class).named("Mail")))))
        .isInstanceOf(ConfigurationException.class);
  }
}
