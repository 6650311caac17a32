package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Usage;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.test.ScriptedModel;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Budgets, answers that are cut, refusals. */
class LimitsTest {
  record User(String name, int age) {}

  record Node(String name, List<Node> children) {}

  private static final String GOOD = "{\"name\":\"Jason\",\"age\":25}";
  private static final String BAD = "{\"name\":\"Jason\"}";

  @Test
  void budget_ofAttempts_endsBeforeTheNextOne() {
    ScriptedModel model = ScriptedModel.of(BAD, BAD, BAD);

    BudgetExceededException failure =
        catchThrowableOfType(
            BudgetExceededException.class,
            () ->
                Instructor.of(model)
                    .prompt("x")
                    .budget(Budget.unlimited().withAttempts(2))
                    .create(User.class));

    assertThat(model.requests()).hasSize(2);
    assertThat(failure).hasMessageContaining("2 attempts").hasMessageContaining("/age");
    assertThat(failure.attempts()).hasSize(2);
  }

  @Test
  void budget_ofTokens_countsAllAttempts() {
    ChatResponse bad = ChatResponse.of(BAD).withUsage(Usage.of(40, 20));
    ScriptedModel model = ScriptedModel.builder().response(bad).response(bad).build();

    assertThatThrownBy(
            () -> Instructor.of(model).prompt("x").budget(Budget.ofTokens(120)).create(User.class))
        .isInstanceOf(BudgetExceededException.class)
        .hasMessageContaining("120 tokens (120 used)");
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  void budget_notPositive_isRefused() {
    assertThatThrownBy(() -> Budget.ofTokens(0)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void truncated_failsAtOnceWithThePartialText() {
    ScriptedModel model = ScriptedModel.builder().truncated("{\"name\":\"Jas").build();

    IncompleteOutputException failure =
        catchThrowableOfType(
            IncompleteOutputException.class, () -> Instructor.of(model).create(User.class, "x"));

    assertThat(model.requests()).hasSize(1);
    assertThat(failure.partialText()).contains("{\"name\":\"Jas");
    assertThat(failure).hasMessageNotContaining("Jas").hasMessageContaining("maxTokens");
  }

  @Test
  void truncated_butValidAllTheSame_isReturned() {
    ScriptedModel model = ScriptedModel.builder().truncated(GOOD).build();

    assertThat(Instructor.of(model).create(User.class, "x").age()).isEqualTo(25);
  }

  @Test
  void create_cutListThatLacksOnlyBrackets_isNotTakenForWhole() {
    String cut = "{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]}";
    Instructor client = Instructor.of(ScriptedModel.builder().truncated(cut).build());

    assertThatThrownBy(() -> client.create(Node.class, "x"))
        .isInstanceOf(IncompleteOutputException.class);
    // Where the model itself stopped, the brackets alone were forgotten.
    assertThat(Instructor.of(ScriptedModel.of(cut)).create(Node.class, "x").children()).hasSize(1);
  }

  @Test
  void truncated_innerValueOfABrokenOne_isNoAnswer() {
    ScriptedModel model =
        ScriptedModel.builder()
            .truncated("{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]},{\"na")
            .build();

    assertThatThrownBy(() -> Instructor.of(model).create(Node.class, "x"))
        .isInstanceOf(IncompleteOutputException.class);
  }

  @Test
  void truncated_withRaisedLimit_isRepeatedOnceWithMore() {
    ScriptedModel model = ScriptedModel.builder().truncated("{\"name\":\"Jas").answer(GOOD).build();

    Extraction<User> extraction =
        Instructor.of(model)
            .prompt("x")
            .maxTokens(100)
            .maxRetries(0)
            .onTruncation(Truncation.raiseLimit(2, 150))
            .extract(User.class);

    assertThat(model.requests().get(1).options().maxTokens()).isEqualTo(OptionalInt.of(150));
    assertThat(model.requests().get(1).messages()).isEqualTo(model.requests().get(0).messages());
    assertThat(extraction.raisedTokenLimit()).contains(150);
    assertThat(extraction.attempts()).hasSize(2);
  }

  @Test
  void truncated_twice_failsAfterOneRaise() {
    ScriptedModel model = ScriptedModel.builder().truncated("{").truncated("{").build();

    assertThatThrownBy(
            () ->
                Instructor.of(model)
                    .prompt("x")
                    .onTruncation(Truncation.raiseLimit(2, 1000))
                    .create(User.class))
        .isInstanceOf(IncompleteOutputException.class);
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  void truncated_underAnotherFinishReason_isSeenByTheTokens() {
    ChatResponse cut =
        new ScriptedResponse("{\"name\":\"Jas", FinishReason.TOOL_CALLS).withOutputTokens(16);
    ScriptedModel model = ScriptedModel.builder().response(cut).build();

    assertThatThrownBy(() -> Instructor.of(model).prompt("x").maxTokens(16).create(User.class))
        .isInstanceOf(IncompleteOutputException.class);
  }

  private record ScriptedResponse(String text, FinishReason reason) {
    ChatResponse withOutputTokens(long tokens) {
      return ChatResponse.of(Message.assistant(text), reason).withUsage(Usage.of(10, tokens));
    }
  }

  @Test
  void refusal_isNeverAskedAgainAndKeepsItsWords() {
    ScriptedModel model = ScriptedModel.builder().refusal("I cannot do that.").build();

    RefusedException failure =
        catchThrowableOfType(
            RefusedException.class, () -> Instructor.of(model).create(User.class, "x"));

    assertThat(model.requests()).hasSize(1);
    assertThat(failure.refusal()).contains("I cannot do that.");
    assertThat(failure).hasMessageNotContaining("cannot do that");
  }

  @Test
  void providerFailsInALaterAttempt_keepsTheAttemptsBefore() {
    ProviderException down =
        ProviderException.builder("scripted", ProviderException.Kind.STATUS).status(400).build();
    ScriptedModel model = ScriptedModel.builder().answer(BAD).failure(down).build();

    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class, () -> Instructor.of(model).create(User.class, "x"));

    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(((ExtractionException) failure.getSuppressed()[0]).attempts()).hasSize(1);
  }

  @Test
  void text_returnsTheAnswerWithoutAskingForStructure() {
    ScriptedModel model = ScriptedModel.builder().text("Hello").build();

    assertThat(Instructor.of(model).prompt("Say hello").text()).isEqualTo("Hello");
    assertThat(model.requests().get(0).output()).isEmpty();
  }

  @Test
  void text_refusedOrCut_isItsOwnException() {
    assertThatThrownBy(
            () -> Instructor.of(ScriptedModel.builder().refusal("No.").build()).prompt("x").text())
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(
            () ->
                Instructor.of(ScriptedModel.builder().truncated("Once").build()).prompt("x").text())
        .isInstanceOf(IncompleteOutputException.class);
  }

  @Test
  void send_returnsARefusalAsItIs() {
    ChatResponse response =
        Instructor.of(ScriptedModel.builder().refusal("No.").build()).prompt("x").send();

    assertThat(response.refusal()).contains("No.");
  }

  @Test
  void prompt_withoutMessages_isRefusedBeforeAnyRequest() {
    ScriptedModel model = ScriptedModel.of();

    assertThatThrownBy(() -> Instructor.of(model).prompt().mode(Mode.JSON).create(User.class))
        .isInstanceOf(ConfigurationException.class);
    assertThat(model.requests()).isEmpty();
  }
}
