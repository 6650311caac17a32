package dev.instructor.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseAccumulatorTest {
  private final ResponseAccumulator whole = new ResponseAccumulator();

  private void thinking(String text) {
    whole.add(new ChatEvent.ThinkingDelta(text, Optional.empty()));
  }

  private void signature(String signature) {
    whole.add(new ChatEvent.ThinkingDelta("", Optional.of(signature)));
  }

  @Test
  void add_severalSignatures_eachEndsAPart() {
    thinking("a");
    thinking("b");
    signature("s1");
    signature("s2");
    thinking("c");
    whole.add(new ChatEvent.TextDelta("text"));

    assertThat(whole.response().message().parts())
        .containsExactly(
            new Part.Thinking("ab", Optional.of("s1")),
            new Part.Thinking("", Optional.of("s2")),
            new Part.Thinking("c", Optional.empty()),
            new Part.Text("text"));
  }

  @Test
  void add_startedAgain_forgetsTheThoughtsBefore() {
    thinking("a");
    signature("s1");
    thinking("b");
    whole.add(new ChatEvent.Started(Optional.empty(), "m", Optional.empty()));
    thinking("c");

    assertThat(whole.response().message().parts())
        .containsExactly(new Part.Thinking("c", Optional.empty()));
  }
}
