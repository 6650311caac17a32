package dev.instructor.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instructor.call.Extraction;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.ContractTypes.User;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/**
 * Thinking in each mode: no combination is sent that the vendor refuses, and what it thought goes
 * back to it with the re-ask where it demands that.
 */
final class ContractThinking {
  private final ContractSubject subject;
  private final String effort;

  ContractThinking(ContractSubject subject, String effort) {
    this.subject = subject;
    this.effort = effort;
  }

  List<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Mode mode : subject.profile().modes()) {
      tests.add(
          subject.test(
              mode + ": whole, and asked again", (twin, model) -> check(twin, model, mode, false)));
      tests.add(
          subject.test(
              mode + ": streamed, and asked again",
              (twin, model) -> check(twin, model, mode, true)));
    }
    return tests;
  }

  private void check(Twin<?> twin, ChatModel model, Mode mode, boolean stream) {
    twin.answer(ContractTypes.WRONG).answer(ContractTypes.JASON);
    var prompt = ContractSubject.client(model, mode).prompt("Jason is 25").reasoningEffort(effort);

    Extraction<User> extraction;
    if (stream) {
      try (PartialStream<User> partials = prompt.stream(User.class)) {
        partials.forEach(partial -> {});
        extraction = partials.extraction();
      }
    } else {
      extraction = prompt.extract(User.class);
    }

    assertEquals(ContractTypes.USER, extraction.value());
    assertEquals(2, extraction.attempts().size());
  }
}
