package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.ToolSpec;
import dev.instructor.chat.ToolUse;
import dev.instructor.error.ConfigurationException;
import dev.instructor.shape.Shape;
import dev.instructor.test.ScriptedModel;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several values in one answer, each by a call of its own. */
class CreateAllTest {
  sealed interface Action {}

  record Mail(String to, String text) implements Action {}

  record Alarm(@Min(0) int hour, Optional<String> label) implements Action {}

  record Note(String text) {}

  private static final String MAIL = "{\"to\":\"Ann\",\"text\":\"Hi\"}";
  private static final Mail TO_ANN = new Mail("Ann", "Hi");

  private static ChatResponse calls(String... namesAndArguments) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < namesAndArguments.length; i += 2) {
      parts.add(new Part.ToolCall("c" + i, namesAndArguments[i], namesAndArguments[i + 1]));
    }
    return ChatResponse.of(new Message(Role.ASSISTANT, parts), FinishReason.TOOL_CALLS);
  }

  @Test
  void createAll_severalCalls_areTheValuesInTheirOrder() {
    ScriptedModel model =
        ScriptedModel.builder()
            .response(calls("Alarm", "{\"hour\":7}", "Mail", MAIL, "Alarm", "{\"hour\":8}"))
            .build();

    Extraction<List<Action>> all =
        Instructor.of(model).prompt("Wake me, and write").extractAll(Action.class);

    assertThat(all.value())
        .containsExactly(new Alarm(7, Optional.empty()), TO_ANN, new Alarm(8, Optional.empty()));
    assertThat(all.mode()).isEqualTo(Mode.TOOLS);
    assertThat(all.json().toString()).isEqualTo("[{\"hour\":7}," + MAIL + ",{\"hour\":8}]");
    ChatRequest request = model.requests().get(0);
    assertThat(request.tools()).extracting(ToolSpec::name).containsExactly("Mail", "Alarm");
    assertThat(request.toolUse()).isEqualTo(ToolUse.REQUIRED);
    assertThat(request.output()).isEmpty();
    assertThat(request.tools().get(0).schema().toString()).doesNotContain("const");
  }

  @Test
  void createAll_wrongOnes_areAskedAgainSingly_andTheRightOnesKept() {
    ScriptedModel model =
        ScriptedModel.builder()
            .response(calls("Alarm", "{\"hour\":-1}", "Mail", MAIL, "Alarm", "{\"hour\":\"x\"}"))
            .answer("{\"hour\":-2}")
            .answer("{\"hour\":7}")
            .answer("{\"hour\":8}")
            .build();

    Extraction<List<Action>> all =
        Instructor.of(model).prompt("Wake me, and write").extractAll(Action.class);

    assertThat(all.value())
        .containsExactly(new Alarm(7, Optional.empty()), TO_ANN, new Alarm(8, Optional.empty()));
    assertThat(all.attempts()).hasSize(4);
    assertThat(all.attempts().get(0).problems())
        .extracting(problem -> problem.pointer())
        .containsExactly("/0/hour", "/2/hour");
    assertThat(model.requests().get(1).output().orElseThrow().name()).isEqualTo("Alarm");
    assertThat(model.requests().get(1).messages().get(1).text()).isEqualTo("{\"hour\":-1}");
    assertThat(model.requests().get(1).messages().get(2).text()).contains("/hour");
  }

  @Test
  void createAll_oneThatNeverComesRight_failsWithTheOthers() {
    ScriptedModel model =
        ScriptedModel.builder()
            .response(calls("Mail", MAIL, "Alarm", "{\"hour\":-1}"))
            .answer("{\"hour\":-2}")
            .build();

    BadItemException failure =
        catchThrowableOfType(
            BadItemException.class,
            () -> Instructor.of(model).prompt("Wake me").maxRetries(1).createAll(Action.class));

    assertThat(failure.index()).isEqualTo(1);
    assertThat(failure.delivered()).containsExactly(TO_ANN);
    assertThat(failure.attempts()).hasSize(2);
  }

  @Test
  void createAll_badItemsSkipAndFail_doAsTheySay() {
    ScriptedModel model =
        ScriptedModel.builder()
            .response(calls("Alarm", "{\"hour\":-1}", "Mail", MAIL))
            .response(calls("Alarm", "{\"hour\":-1}", "Mail", MAIL))
            .build();
    Instructor client = Instructor.of(model);

    assertThat(client.prompt("Go").onBadItem(BadItems.SKIP).createAll(Action.class))
        .containsExactly(TO_ANN);
    assertThatThrownBy(() -> client.prompt("Go").onBadItem(BadItems.FAIL).createAll(Action.class))
        .isInstanceOf(BadItemException.class);
  }

  @Test
  void createAll_noCall_isAskedAgain_andAListInTextIsTaken() {
    ScriptedModel model =
        ScriptedModel.builder()
            .text("Certainly!")
            .text("[{\"type\":\"Mail\",\"to\":\"Ann\",\"text\":\"Hi\"}]")
            .build();

    List<Action> all = Instructor.of(model).prompt("Write").createAll(Action.class);

    assertThat(all).containsExactly(TO_ANN);
    assertThat(model.requests().get(1).messages().get(2).text())
        .contains("Mail, Alarm", "at least one of the tools must be called");
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"JSON_SCHEMA", "JSON", "PROMPTED"})
  void createAll_modesWithoutTools_areAListWithSingleReasks(Mode mode) {
    ScriptedModel model =
        ScriptedModel.builder()
            .answer(
                "{\"items\":[{\"type\":\"Alarm\",\"hour\":-7},{\"type\":\"Mail\",\"to\":\"Ann\",\"text\":\"Hi\"}]}")
            .answer("{\"type\":\"Alarm\",\"hour\":7}")
            .build();

    Extraction<List<Action>> all =
        Instructor.of(model).prompt("Go").mode(mode).extractAll(Action.class);

    assertThat(all.value()).containsExactly(new Alarm(7, Optional.empty()), TO_ANN);
    assertThat(all.mode()).isEqualTo(mode);
    assertThat(model.requests().get(0).tools()).isEmpty();
  }

  @Test
  void createAll_modelWithoutTools_takesItsBestMode() {
    ScriptedModel model =
        ScriptedModel.builder().modes(Mode.JSON, Mode.PROMPTED).answer("[]").build();

    assertThat(Instructor.of(model).prompt("Go").createAll(Action.class)).isEmpty();
  }

  @Test
  void createAll_anyOf_takesTypesWithNothingInCommon() {
    ScriptedModel model =
        ScriptedModel.builder()
            .response(calls("Note", "{\"text\":\"milk\"}", "Mail", MAIL))
            .answer(
                "[{\"kind\":\"?\"},{\"type\":\"Note\",\"text\":\"milk\"},{\"type\":\"Mail\",\"to\":\"Ann\",\"text\":\"Hi\"}]")
            .answer("{\"type\":\"Note\",\"text\":\"eggs\"}")
            .answer("{\"type\":\"Mail\",\"to\":\"Ann\",\"text\":\"Hi\"}")
            .build();
    Shape<Record> shape = Shape.anyOf(Note.class, Mail.class);

    assertThat(Instructor.of(model).prompt("Go").createAll(shape))
        .containsExactly(new Note("milk"), TO_ANN);
    assertThat(Instructor.of(model).prompt("Go").mode(Mode.JSON).createAll(shape))
        .containsExactly(new Note("eggs"), new Note("milk"), TO_ANN);
    assertThat(Instructor.of(model).prompt("Go").mode(Mode.JSON).create(shape)).isEqualTo(TO_ANN);
  }

  @Test
  void createAll_withTools_runsThemFirst() {
    ScriptedModel model =
        ScriptedModel.builder()
            .response(calls("address", "{\"text\":\"Ann\"}"))
            .response(calls("Mail", MAIL, "Alarm", "{\"hour\":-1}"))
            .answer("{\"hour\":1}")
            .build();
    Tool address = Tool.of("address", Note.class, note -> note.text() + "@example.com");

    Extraction<List<Action>> all =
        Instructor.of(model).prompt("Go").tools(address).extractAll(Action.class);

    assertThat(all.value()).containsExactly(TO_ANN, new Alarm(1, Optional.empty()));
    assertThat(all.toolCalls()).extracting(CalledTool::result).containsExactly("Ann@example.com");
    assertThat(model.requests().get(0).tools())
        .extracting(ToolSpec::name)
        .containsExactly("Mail", "Alarm", "address");
    // The single re-ask keeps the transcript.
    assertThat(model.requests().get(2).messages()).extracting(Message::role).contains(Role.TOOL);
    assertThatThrownBy(
            () ->
                Instructor.of(model)
                    .prompt("Go")
                    .tools(Tool.of("Mail", Note.class, note -> ""))
                    .createAll(Action.class))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void createAll_aPlainType_isOneToolThatIsCalledOften() {
    ScriptedModel model =
        ScriptedModel.builder().response(calls("Mail", MAIL, "Mail", MAIL)).build();

    assertThat(Instructor.of(model).prompt("Go").createAll(Mail.class))
        .containsExactly(TO_ANN, TO_ANN);
  }
}
