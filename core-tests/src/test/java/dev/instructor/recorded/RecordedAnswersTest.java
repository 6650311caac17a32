package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.instructor.Instructor;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.IncompleteOutputException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.shared.Cassette;
import dev.instructor.test.OpenAiTwin;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What vendors of chat completions answered. */
class RecordedAnswersTest extends RecordedCalls {
  RecordedAnswersTest() {
    super("openai-chat", new Least(250, 100, 8, 4));
  }

  @Override
  boolean isBadAnswer(Cassette cassette) {
    return cassette.expected().at("/error/failed_generation").isPresent();
  }

  @Override
  void checkError(Cassette cassette, ProviderException failure) {
    assertThat(failure.code())
        .isEqualTo(cassette.expected().at("/error/code").flatMap(Json::asText));
    assertThat(failure.retryable()).isFalse();
  }

  @TestFactory
  List<DynamicTest> truncations_areTheirOwnException() {
    return tests(
        5,
        cassette -> cassette.tags().contains("truncated"),
        cassette ->
            assertThat(catchThrowable(() -> extract(cassette)))
                .isInstanceOf(IncompleteOutputException.class));
  }

  @TestFactory
  List<DynamicTest> errorsThatCarryTheModelsAnswer_areBadAnswers() {
    return tests(
        1,
        this::isBadAnswer,
        cassette ->
            assertThat(catchThrowable(() -> extract(cassette)))
                .isInstanceOf(ExtractionException.class));
  }

  @Override
  Json extract(Cassette cassette) {
    OpenAiTwin.Builder settings = OpenAiTwin.builder();
    if (!cassette.provider().equals("openai")) {
      settings.compatible();
    }
    try (OpenAiTwin twin = settings.start()) {
      Recorded.replay(twin, cassette);
      try (Instructor client = Recorded.client(twin, cassette)) {
        return client.prompt("As recorded").extract(Recorded.shape(cassette)).value();
      }
    }
  }
}
