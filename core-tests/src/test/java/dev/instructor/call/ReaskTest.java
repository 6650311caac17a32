package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.test.ScriptedModel;
import dev.instructor.validate.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when an answer is wrong. */
class ReaskTest {
  record User(String name, int age) {}

  private static final String GOOD = "{\"name\":\"Jason\",\"age\":25}";
  private static final String BAD = "{\"name\":\"Jason\",\"age\":\"twenty\"}";

  @Test
  void create_goodAnswer_isTheValueAfterOneRequest() {
    ScriptedModel model = ScriptedModel.of(GOOD);

    assertThat(Instructor.of(model).create(User.class, "Jason is 25"))
        .isEqualTo(new User("Jason", 25));
    assertThat(model.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"AUTO"},
      mode = EnumSource.Mode.EXCLUDE)
  void create_wrongAnswer_tellsPlaceRuleAndValueInEveryMode(Mode mode) {
    ScriptedModel model = ScriptedModel.of(BAD, GOOD);

    User user = Instructor.of(model).prompt("Jason is 25").mode(mode).create(User.class);

    assertThat(user.age()).isEqualTo(25);
    String asked = lastText(model.requests().get(1));
    assertThat(asked).contains("/age", "integer", "\"twenty\"", "type");
    assertThat(asked).doesNotContain("dev.instructor", "Exception", "jackson");
  }

  @Test
  void create_wrongToolArguments_areAnsweredAsTheToolsResult() {
    ScriptedModel model = ScriptedModel.of(BAD, GOOD);

    Instructor.of(model).prompt("Jason is 25").mode(Mode.TOOLS).create(User.class);

    List<Message> messages = model.requests().get(1).messages();
    Part.ToolCall call = messages.get(1).toolCalls().get(0);
    Part.ToolResult result = (Part.ToolResult) messages.get(2).parts().get(0);
    assertThat(messages.get(1).role()).isEqualTo(Role.ASSISTANT);
    assertThat(call.arguments()).isEqualTo(BAD);
    assertThat(result.id()).isEqualTo(call.id()).isNotEmpty();
    assertThat(result.name()).isEqualTo("User");
    assertThat(result.error()).isTrue();
  }

  @Test
  void create_toolArgumentsThatAreNoJson_areAskedAgainAsText() {
    ScriptedModel model = ScriptedModel.of("{\"name\": \"Jas", GOOD);

    Instructor.of(model).prompt("Jason is 25").mode(Mode.TOOLS).create(User.class);

    List<Message> messages = model.requests().get(1).messages();
    assertThat(messages).allSatisfy(m -> assertThat(m.toolCalls()).isEmpty());
    assertThat(messages.get(2).text()).contains("the JSON ends before it is complete");
  }

  @Test
  void create_severalCallsOfOneTool_answersEach() {
    ScriptedModel model =
        ScriptedModel.builder()
            .compute(
                request ->
                    dev.instructor.chat.ChatResponse.of(
                        new Message(
                            Role.ASSISTANT,
                            List.of(
                                new Part.ToolCall("a", "User", BAD),
                                new Part.ToolCall("b", "Other", "{}"))),
                        dev.instructor.chat.FinishReason.TOOL_CALLS))
            .answer(GOOD)
            .build();

    Instructor.of(model).prompt("Jason is 25").mode(Mode.TOOLS).create(User.class);

    List<Message> messages = model.requests().get(1).messages();
    assertThat(messages).hasSize(4);
    assertThat(messages.get(2).parts().get(0).toString()).contains("User");
    assertThat(((Part.ToolResult) messages.get(2).parts().get(0)).text()).contains("/age");
    assertThat(((Part.ToolResult) messages.get(3).parts().get(0)).text()).doesNotContain("/age");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void create_neverRight_sendsMaxRetriesPlusOneRequests(int maxRetries) {
    ScriptedModel model = ScriptedModel.of(BAD, BAD, BAD, BAD, BAD, BAD);

    ExtractionException failure =
        catchThrowableOfType(
            ExtractionException.class,
            () -> Instructor.of(model).prompt("x").maxRetries(maxRetries).create(User.class));

    assertThat(model.requests()).hasSize(maxRetries + 1);
    assertThat(failure.attempts()).hasSize(maxRetries + 1);
    assertThat(failure.problems()).extracting(Problem::pointer).containsExactly("/age");
    assertThat(failure.usage().total())
        .isEqualTo(failure.attempts().stream().mapToLong(a -> a.usage().total()).sum());
  }

  @Test
  void create_withoutSetting_asksAgainThreeTimes() {
    ScriptedModel model = ScriptedModel.of(BAD, BAD, BAD, GOOD);

    Extraction<User> extraction = Instructor.of(model).prompt("x").extract(User.class);

    assertThat(extraction.attempts()).hasSize(4);
  }

  @Test
  void create_manyReasks_carriesOnlyTheLastBadAnswer() {
    ScriptedModel model = ScriptedModel.of(BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD);

    assertThatThrownBy(
            () -> Instructor.of(model).prompt("Jason is 25").maxRetries(9).create(User.class))
        .isInstanceOf(ExtractionException.class);

    long second = size(model.requests().get(1));
    assertThat(size(model.requests().get(9))).isLessThanOrEqualTo(second + second / 10);
  }

  @Test
  void create_allProblemsOfAnAnswer_areToldAtOnce() {
    ScriptedModel model = ScriptedModel.of("{\"age\":\"x\"}", GOOD);

    Instructor.of(model).create(User.class, "Jason is 25");

    assertThat(lastText(model.requests().get(1))).contains("/name", "/age");
  }

  @Test
  void create_negativeMaxRetries_isRefused() {
    assertThatThrownBy(() -> Instructor.of(ScriptedModel.of()).prompt("x").maxRetries(-1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("maxRetries");
  }

  @Test
  void create_exhausted_messageNamesPlaceAndRuleButNoContent() {
    ScriptedModel model = ScriptedModel.of(BAD);

    assertThatThrownBy(
            () -> Instructor.of(model).prompt("secret text").maxRetries(0).create(User.class))
        .hasMessageContaining("/age")
        .hasMessageContaining("type")
        .hasMessageNotContaining("twenty")
        .hasMessageNotContaining("secret text");
  }

  @Test
  void create_constructorThrows_isAProblemAtItsPlace() {
    record Range(int low, int high) {
      Range {
        if (low > high) {
          throw new IllegalArgumentException("low must not be above high");
        }
      }
    }
    record Plan(String name, Range range) {}
    ScriptedModel model =
        ScriptedModel.of(
            "{\"name\":\"a\",\"range\":{\"low\":5,\"high\":1}}",
            "{\"name\":\"a\",\"range\":{\"low\":1,\"high\":5}}");

    Plan plan = Instructor.of(model).create(Plan.class, "x");

    assertThat(plan.range()).isEqualTo(new Range(1, 5));
    assertThat(lastText(model.requests().get(1)))
        .contains("/range", "low must not be above high")
        .doesNotContain("jackson", "ValueInstantiation");
  }

  @Test
  void create_validatorWithContext_seesTheValueOfEachAttempt() {
    ScriptedModel model = ScriptedModel.of("{\"name\":\"A\",\"age\":99}", GOOD);

    User user =
        Instructor.of(model)
            .prompt("x")
            .context("limit", 50)
            .validator(
                User.class,
                (value, context) -> {
                  if (value.age() > context.get("limit", Integer.class).orElseThrow()) {
                    context.problem("/age", "limit", "must not be above the limit");
                  }
                })
            .create(User.class);

    assertThat(user.age()).isEqualTo(25);
    assertThat(lastText(model.requests().get(1)))
        .contains("/age", "must not be above the limit", "99");
  }

  @Test
  void list_ruleOnTheItemsType_holdsForEachItem() {
    ScriptedModel model =
        ScriptedModel.of("[" + GOOD + ",{\"name\":\"Ann\",\"age\":-1}]", "[" + GOOD + "]");

    List<User> users =
        Instructor.of(model)
            .prompt("x")
            .validator(
                User.class,
                Rules.of(User.class).check(User::age, a -> a >= 0, "must not be negative"))
            .list(User.class);

    assertThat(users).hasSize(1);
    assertThat(lastText(model.requests().get(1)))
        .contains("/1/age: must not be negative, but it is -1");
  }

  private static String lastText(ChatRequest request) {
    Message last = request.messages().get(request.messages().size() - 1);
    return last.parts().get(0) instanceof Part.ToolResult result ? result.text() : last.text();
  }

  private static long size(ChatRequest request) {
    long size = 0;
    for (Message message : request.messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Text text) {
          size += text.text().length();
        } else if (part instanceof Part.ToolCall call) {
          size += call.arguments().length();
        } else if (part instanceof Part.ToolResult result) {
          size += result.text().length();
        }
      }
    }
    return size;
  }
}
