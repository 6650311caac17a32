package dev.instructor.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopTextsTest {
  private final StopTexts stops = new StopTexts(List.of("END", "\n\n", ""));

  @Test
  void textThatIsNoStop_isShownAtOnce() {
    assertThat(stops.add("abc")).isEqualTo("abc");
    assertThat(stops.met()).isFalse();
  }

  @Test
  void stopInPieces_endsBeforeIt() {
    assertThat(stops.add("abE")).isEqualTo("ab");
    assertThat(stops.add("N")).isEmpty();
    assertThat(stops.add("D more")).isEmpty();
    assertThat(stops.met()).isTrue();
  }

  @Test
  void beginningOfAStopThatIsNone_isShownLater() {
    assertThat(stops.add("xEN")).isEqualTo("x");
    assertThat(stops.add("T\n")).isEqualTo("ENT");
    assertThat(stops.rest()).isEqualTo("\n");
  }

  @Test
  void firstOfSeveralStops_counts() {
    assertThat(stops.add("a\n\nbEND")).isEqualTo("a");
    assertThat(stops.met()).isTrue();
  }
}
