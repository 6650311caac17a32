package dev.instructor.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instructor.Instructor;
import dev.instructor.Prompt;
import dev.instructor.call.CalledTool;
import dev.instructor.call.Extraction;
import dev.instructor.call.Tool;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.ContractTypes.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tools of the caller's own beside a typed answer, and several values by calls of their own, in
 * each mode that the profile names.
 */
final class ContractTools {
  /** Arguments of the tool. */
  record Place(String city, int floor) {}

  /** What several values are. */
  sealed interface Action {}

  /** One of them. */
  record Mail(String to) implements Action {}

  /** Another one. */
  record Alarm(int hour) implements Action {}

  private static final TwinReply CALLS =
      TwinReply.toolCall("lookup", "{\"city\":\"Oslo\",\"floor\":1}")
          .andToolCall("lookup", "{\"city\":\"Oslo\",\"floor\":\"top\"}");

  private final ContractSubject subject;
  private final Optional<String> effort;

  ContractTools(ContractSubject subject, Optional<String> effort) {
    this.subject = subject;
    this.effort = effort;
  }

  List<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    List<Mode> modes = subject.profile().modes();
    if (!modes.contains(Mode.TOOLS)) {
      tests.add(subject.test("no tools, and said so", (twin, model) -> lacking(model)));
      return tests;
    }
    tests.add(subject.test("tools and text", (twin, model) -> text(twin, model)));
    for (Mode mode : modes) {
      String in = mode + ": ";
      tests.add(
          subject.test(
              in + "tools, then a value", (twin, model) -> value(twin, model, mode, false)));
      tests.add(
          subject.test(
              in + "tools, then a streamed value",
              (twin, model) -> value(twin, model, mode, true)));
      tests.add(
          subject.test(
              in + "several values, a wrong one asked for again alone",
              (twin, model) -> several(twin, model, mode)));
      effort.ifPresent(
          how ->
              tests.add(
                  subject.test(
                      in + "tools while it thinks",
                      (twin, model) -> thinking(twin, model, mode, how))));
    }
    return tests;
  }

  private static Prompt prompt(ChatModel model, Mode mode) {
    Instructor client = ContractSubject.client(model, mode);
    return client
        .prompt("Who lives there?")
        .tools(Tool.of("lookup", "Looks it up.", Place.class, place -> "Jason, 25"));
  }

  /** Scripts calls, and where the answer cannot stand beside tools, the end of the calls. */
  private static void script(Twin<?> twin, ChatModel model, Mode mode) {
    twin.reply(CALLS);
    if (!model.profile().besideTools().contains(mode)) {
      twin.reply("That is all.");
    }
  }

  private static TwinReply answer(Mode mode, String tool, String answer) {
    return mode == Mode.TOOLS ? TwinReply.toolCall(tool, answer) : TwinReply.text(answer);
  }

  private static void value(Twin<?> twin, ChatModel model, Mode mode, boolean stream) {
    script(twin, model, mode);
    twin.reply(answer(mode, "User", ContractTypes.WRONG));
    twin.reply(answer(mode, "User", ContractTypes.JASON));
    Extraction<User> extraction;
    if (stream) {
      try (PartialStream<User> partials = prompt(model, mode).stream(User.class)) {
        extraction = partials.extraction();
      }
    } else {
      extraction = prompt(model, mode).extract(User.class);
    }

    assertEquals(ContractTypes.USER, extraction.value());
    checkCalls(extraction);
    String last = twin.requests().get(twin.requests().size() - 1).text();
    assertTrue(last.contains("Jason, 25"), "the re-ask keeps the results of the tools");
    assertEquals(0, twin.remaining());
  }

  private static void thinking(Twin<?> twin, ChatModel model, Mode mode, String effort) {
    script(twin, model, mode);
    twin.reply(answer(mode, "User", ContractTypes.JASON));

    Extraction<User> extraction = prompt(model, mode).reasoningEffort(effort).extract(User.class);

    assertEquals(ContractTypes.USER, extraction.value());
    checkCalls(extraction);
  }

  private static void checkCalls(Extraction<?> extraction) {
    List<CalledTool> calls = extraction.toolCalls();
    assertEquals(List.of(false, true), calls.stream().map(CalledTool::error).toList());
    assertEquals("Jason, 25", calls.get(0).result());
    assertTrue(calls.get(1).result().contains("/floor"), calls.get(1).result());
  }

  private static void several(Twin<?> twin, ChatModel model, Mode mode) {
    twin.reply(
        mode == Mode.TOOLS
            ? TwinReply.toolCall("Mail", "{\"to\":\"Ann\"}")
                .andToolCall("Alarm", "{\"hour\":\"x\"}")
            : TwinReply.text(
                "{\"items\":[{\"type\":\"Mail\",\"to\":\"Ann\"},{\"type\":\"Alarm\",\"hour\":\"x\"}]}"));
    twin.reply(answer(mode, "Alarm", "{\"type\":\"Alarm\",\"hour\":7}"));

    List<Action> all =
        ContractSubject.client(model, mode).prompt("Wake me").createAll(Action.class);

    assertEquals(List.of(new Mail("Ann"), new Alarm(7)), all);
  }

  private static void text(Twin<?> twin, ChatModel model) {
    twin.reply(CALLS).reply("Jason.");

    assertEquals("Jason.", prompt(model, Mode.AUTO).text());
  }

  private static void lacking(ChatModel model) {
    Prompt prompt = prompt(model, Mode.AUTO);
    assertThrows(ConfigurationException.class, prompt::text);
  }
}
