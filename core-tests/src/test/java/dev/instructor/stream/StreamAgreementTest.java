package dev.instructor.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.Instructor;
import dev.instructor.call.AnswerException;
import dev.instructor.chat.Mode;
import dev.instructor.json.Json;
import dev.instructor.json.PartialJson.State;
import dev.instructor.test.Chunking;
import dev.instructor.test.ScriptedModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A streamed answer, however it is cut, brings what the whole one brings. */
class StreamAgreementTest {
  enum Level {
    LOW,
    HIGH
  }

  record Tag(String name, Optional<Integer> weight) {}

  record Note(String title, Level level, double score, boolean open, List<Tag> tags, Tag main) {}

  private static final String CLEAN =
      "{\"title\":\"Grüße 😀 \\ud83d\\ude00 \\\"x\\\"\\n{[,\",\"level\":\"HIGH\",\"score\":-12.75e1,"
          + "\"open\":false,\"tags\":[{\"name\":\"a\",\"weight\":10},{\"name\":\"b\"}],"
          + "\"main\":{\"name\":\"c\",\"weight\":null}}";
  private static final List<String> PATHS =
      List.of(
          "/title",
          "/level",
          "/score",
          "/open",
          "/tags",
          "/tags/0",
          "/tags/0/weight",
          "/tags/1",
          "/main",
          "/main/name");

  private static ScriptedModel model(String answer, Chunking chunking) {
    return ScriptedModel.builder().modes(Mode.PROMPTED).chunking(chunking).answer(answer).build();
  }

  private static Optional<Note> whole(String answer) {
    try {
      return Optional.of(
          Instructor.of(model(answer, Chunking.whole()))
              .prompt("x")
              .maxRetries(0)
              .create(Note.class));
    } catch (AnswerException noValue) {
      return Optional.empty();
    }
  }

  private static Optional<Note> streamed(String answer, Chunking chunking) {
    Map<String, Json> done = new HashMap<>();
    PartialStream<Note> stream =
        Instructor.of(model(answer, chunking)).prompt("x").maxRetries(0).stream(Note.class);
    try {
      for (Partial<Note> partial : stream) {
        for (String path : PATHS) {
          if (partial.state(path) == State.DONE) {
            Json value = partial.get(path).orElseThrow();
            assertThat(done.getOrDefault(path, value)).as(path).isEqualTo(value);
            done.put(path, value);
          }
        }
      }
      return Optional.of(stream.value());
    } catch (AnswerException noValue) {
      return Optional.empty();
    }
  }

  @Test
  void stream_thousandChunkings_bringTheValueOfTheWholeAnswer() {
    Optional<Note> wanted = whole(CLEAN);
    assertThat(wanted).isPresent();

    for (int seed = 0; seed < 1_000; seed++) {
      assertThat(streamed(CLEAN, Chunking.random(seed, 1 + seed % 20))).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```json\n%s\n```",
        "Sure, here it is: %s I hope that helps.",
        "<think>Maybe {\"title\":\"no\"} or [1]?</think>\n%s",
        "\uFEFF  %s",
        "%s\n%s",
        "{\"note\": %s}",
      })
  void stream_messyAnswers_bringTheValueOfTheWholeAnswer(String around) {
    String answer = around.replace("%s", CLEAN);
    Optional<Note> wanted = whole(answer);

    for (int seed = 0; seed < 50; seed++) {
      assertThat(streamed(answer, Chunking.random(seed, 12))).isEqualTo(wanted);
    }
  }

  @Test
  void stream_everyPrefix_bringsWhatTheCutAnswerBringsAndNeverMore() {
    for (int end = 0; end <= CLEAN.length(); end++) {
      String cut = CLEAN.substring(0, end);
      assertThat(streamed(cut, Chunking.of(3))).isEqualTo(whole(cut));
    }
  }
}
