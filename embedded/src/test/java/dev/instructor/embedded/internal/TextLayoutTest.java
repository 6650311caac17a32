package dev.instructor.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLayoutTest {
  @ParameterizedTest
  @CsvSource({
    "J. D. Hawke, true",
    "St. Mark's, true",
    "Dr. Lena Moritz, true",
    "He left. Then, false",
    "Lt. Ana Ruiz, true",
    "A plan B. Then, true", // nobody can tell
    "the end. Anna, false",
  })
  void penalty_fullStopInside_countsUnlessAWordIsShortened(String text, boolean free) {
    Tuning tuning = new Tuning(0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0);
    float penalty = new TextLayout(text, tuning).penalty(0, text.length());

    assertThat(penalty).isEqualTo(free ? 0 : 5);
  }

  @ParameterizedTest
  @CsvSource({
    "a burst pipe, burst pipe",
    "an old man, old man",
    "the Azores, Azores",
    "Ms Berit Aas, Berit Aas",
    "Mr. Bloom, Bloom",
    "The Low Tides, The Low Tides",
    "a, a",
    "another day, another day",
    "the bridge that was built last year, the bridge that was built last year",
  })
  void withoutArticle_valueOfFewWords_beginsBehindIt(String text, String value) {
    TextLayout layout = new TextLayout(text, Tuning.BUNDLED);

    assertThat(text.substring(layout.withoutArticle(0, text.length()))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/orders, 4, true",
    "and/or, 3, false",
    "costs €5, 6, true",
    "'a -b', 2, false",
    "Mr O'Leary, 5, false",
    "Siân d\u2019Arcy, 7, false",
    "say \"Ann\", 5, true"
  })
  void canStart_markBeforeAWord_whereItBelongsToIt(String text, int at, boolean can) {
    assertThat(new TextLayout(text, Tuning.BUNDLED).canStart(at)).isEqualTo(can);
  }

  @ParameterizedTest
  @CsvSource({
    "O'Leary, 1, false",
    "Ben's car, 3, true",
    "Tom'll come, 3, true",
    "the Smiths' car, 10, true",
    "Qur\u2019anic, 3, false",
    "Ray Hughes Jr. left, 14, true",
    "Ray Hughes Jr. left, 13, true",
    "Acme Ltd. pays, 9, true",
    "Anna W. said, 7, true",
    "He left. Then, 8, false",
  })
  void canEnd_apostropheOrFullStop_whereItIsNoPartOfTheValueOrTheLastOne(
      String text, int at, boolean can) {
    assertThat(new TextLayout(text, Tuning.BUNDLED).canEnd(at)).isEqualTo(can);
  }
}
