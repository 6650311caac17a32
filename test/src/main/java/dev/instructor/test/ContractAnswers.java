package dev.instructor.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instructor.Instructor;
import dev.instructor.call.Extraction;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.call.RefusedException;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.error.ConfigurationException;
import dev.instructor.shape.BindingException;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.ContractTypes.User;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;

/** Typed answers, in each mode that the profile names. */
final class ContractAnswers {
  private static final String PROMPT = "Jason is 25 years old";

  private final ContractSubject subject;

  ContractAnswers(ContractSubject subject) {
    this.subject = subject;
  }

  /**
   * Returns the tests.
   *
   * @param refusals whether the vendor marks them
   */
  List<DynamicTest> inEachMode(boolean refusals) {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        subject.test(
            "plain text",
            (twin, model) -> {
              twin.reply("Hello!");
              assertEquals("Hello!", ContractSubject.client(model, Mode.AUTO).prompt("Hi").text());
            }));
    List<Mode> modes = subject.profile().modes();
    for (Mode mode : modes) {
      String in = mode + ": ";
      tests.add(subject.test(in + "a value, whole", (twin, model) -> whole(twin, model, mode)));
      tests.add(
          subject.test(
              in + "a value, streamed byte by byte",
              (twin, model) -> streamed(twin, model, mode, Chunking.of(1))));
      tests.add(
          subject.test(
              in + "a value, streamed in odd pieces",
              (twin, model) -> streamed(twin, model, mode, Chunking.random(7, 40))));
      tests.add(
          subject.test(
              in + "a wrong answer is asked for again",
              (twin, model) -> reask(twin, model, mode, false)));
      tests.add(
          subject.test(
              in + "a wrong streamed answer is asked for again",
              (twin, model) -> reask(twin, model, mode, true)));
      tests.add(
          subject.test(
              in + "an answer cut at the token limit",
              (twin, model) -> {
                twin.reply(TwinReply.answer(ContractTypes.JASON).truncatedAfter(20));
                fails(IncompleteOutputException.class, model, mode, false);
                twin.reply(TwinReply.answer(ContractTypes.JASON).truncatedAfter(20));
                fails(IncompleteOutputException.class, model, mode, true);
              }));
      if (refusals) {
        tests.add(
            subject.test(
                in + "a refusal",
                (twin, model) -> {
                  twin.reply(TwinReply.refusal("Not this."));
                  fails(RefusedException.class, model, mode, false);
                  twin.reply(TwinReply.refusal("Not this."));
                  fails(RefusedException.class, model, mode, true);
                }));
      }
    }
    for (Mode mode : Mode.values()) {
      if (mode != Mode.AUTO && !modes.contains(mode)) {
        tests.add(
            subject.test(
                mode + ": not there, and said so", (twin, model) -> lacking(twin, model, mode)));
      }
    }
    return tests;
  }

  private static void whole(Twin<?> twin, ChatModel model, Mode mode) {
    twin.answer(ContractTypes.JASON);

    Extraction<User> extraction =
        ContractSubject.client(model, mode).prompt(PROMPT).extract(User.class);

    assertEquals(ContractTypes.USER, extraction.value());
    assertEquals(mode, extraction.mode());
    assertEquals(1, extraction.attempts().size());
    assertEquals(1, twin.requests().size());
    assertTrue(extraction.raw().isPresent(), "the vendor's own answer is there");
    boolean inWords = mode == Mode.TOOLS && model.profile().toolChoice() == ToolChoice.AUTO;
    assertEquals(
        List.of(),
        inWords ? List.of() : extraction.warnings(),
        "nothing is given up, but where a tool cannot be forced");
    assertEquals(
        twin.ledger().inputTokens() + twin.ledger().outputTokens(),
        extraction.usage().total(),
        "the tokens that the vendor told");
  }

  private static void streamed(Twin<?> twin, ChatModel model, Mode mode, Chunking bytes) {
    twin.reply(TwinReply.answer(ContractTypes.JASON).inDeltas(Chunking.of(3)).inWrites(bytes));

    Extraction<User> extraction = streamed(model, mode, Shape.of(User.class));

    assertEquals(ContractTypes.USER, extraction.value());
    assertEquals(
        twin.ledger().inputTokens() + twin.ledger().outputTokens(),
        extraction.usage().total(),
        "the tokens that the vendor told");
  }

  private static <T> Extraction<T> streamed(ChatModel model, Mode mode, Shape<T> shape) {
    try (PartialStream<T> stream =
        ContractSubject.client(model, mode).prompt(PROMPT).stream(shape)) {
      stream.forEach(partial -> {});
      return stream.extraction();
    }
  }

  private static void reask(Twin<?> twin, ChatModel model, Mode mode, boolean stream) {
    twin.answer(ContractTypes.WRONG).answer(ContractTypes.JASON);

    Extraction<User> extraction =
        stream
            ? streamed(model, mode, Shape.of(User.class))
            : ContractSubject.client(model, mode).prompt(PROMPT).extract(User.class);

    assertEquals(ContractTypes.USER, extraction.value());
    assertEquals(2, extraction.attempts().size());
    String again = twin.requests().get(1).text();
    assertTrue(again.contains("/age"), "the place of the mistake is told");
    assertTrue(again.contains("quite old"), "the wrong answer is told");
    assertFalse(twin.requests().get(0).text().contains("quite old"));
  }

  private static void fails(
      Class<? extends RuntimeException> kind, ChatModel model, Mode mode, boolean stream) {
    assertThrows(
        kind,
        () -> {
          if (stream) {
            streamed(model, mode, Shape.of(User.class));
          } else {
            ContractSubject.client(model, mode).create(User.class, PROMPT);
          }
        });
  }

  private static void lacking(Twin<?> twin, ChatModel model, Mode mode) {
    Instructor client = ContractSubject.client(model, mode);

    ConfigurationException mistake =
        assertThrows(ConfigurationException.class, () -> client.create(User.class, PROMPT));

    for (Mode there : model.profile().modes()) {
      assertTrue(
          Objects.requireNonNull(mistake.getMessage()).contains(there.name()),
          () -> "the message names " + there);
    }
    assertEquals(0, twin.requests().size());
  }

  /** Every type in every mode, whole and streamed, is the same value. */
  List<DynamicTest> ofEachType(List<ContractCase> cases) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Mode mode : subject.profile().modes()) {
      for (ContractCase each : cases) {
        tests.add(
            subject.test(
                mode + ": " + each.name(), (twin, model) -> type(twin, model, mode, each)));
      }
    }
    return tests;
  }

  private static void type(Twin<?> twin, ChatModel model, Mode mode, ContractCase each)
      throws BindingException {
    ModelProfile profile = model.profile();
    String answer = each.wired(profile.dialect(mode));
    twin.answer(answer);
    Extraction<?> whole;
    try {
      whole = ContractSubject.client(model, mode).prompt(PROMPT).extract(each.shape());
    } catch (ConfigurationException cannot) {
      assertTrue(
          profile.enforcing().contains(mode), "only a mode that enforces can refuse: " + cannot);
      assertEquals(0, twin.requests().size());
      return;
    }
    twin.reply(TwinReply.answer(answer).inDeltas(Chunking.of(5)).inWrites(Chunking.random(3, 60)));
    Extraction<?> streamed = streamed(model, mode, each.shape());

    assertEquals(whole.json(), streamed.json());
    var binder = JacksonBinder.standard().plan(each.shape()).binder();
    Object expected = binder.bind(each.answer());
    // Some types, such as those with arrays in them, have no equality to go by.
    if (Objects.deepEquals(expected, binder.bind(each.answer()))) {
      for (Object value : Arrays.asList(whole.value(), streamed.value())) {
        assertTrue(Objects.deepEquals(expected, value), () -> "the value of " + each.answer());
      }
    }
  }
}
