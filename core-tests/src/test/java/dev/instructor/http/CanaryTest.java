package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.call.AnswerException;
import dev.instructor.call.Extraction;
import dev.instructor.call.ExtractionException;
import dev.instructor.chat.Mode;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shape.Shape;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.Stage;
import dev.instructor.test.TwinReply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Neither the key, nor the document, nor the answer shows in a log line, a message, a stack trace
 * or a toString.
 */
class CanaryTest {
  private static final String KEY = "sk-canary-key-4711";
  private static final String DOCUMENT = "canary-document-4712";
  private static final String ANSWER = "canary-answer-4713";
  private static final List<String> CANARIES = List.of(KEY, DOCUMENT, ANSWER);

  record Note(String text, int count) {
    Note {
      if (count > 10) {
        throw new IllegalArgumentException("not accepted: " + text);
      }
    }
  }

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Handler recorder =
      new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
          logged.add(formatter.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    recorder.setLevel(Level.ALL);
    root.addHandler(recorder);
    root.setLevel(Level.FINE);
  }

  @AfterEach
  void stopListening() {
    root.removeHandler(recorder);
    root.setLevel(before);
  }

  private static String json(int count) {
    return "{\"text\":\"" + ANSWER + "\",\"count\":" + count + "}";
  }

  static Stream<TwinReply> replies() {
    String echo = "echo " + KEY + " " + DOCUMENT + " " + ANSWER;
    return Stream.of(
        TwinReply.answer(json(1)),
        TwinReply.answer(json(99)),
        TwinReply.answer("{\"text\":\"" + ANSWER + "\",\"count\":\"" + ANSWER + "\"}"),
        TwinReply.answer("{\"" + ANSWER + "\":1}"),
        TwinReply.answer(ANSWER),
        TwinReply.answer(json(1)).truncatedAfter(20),
        TwinReply.refusal(ANSWER),
        TwinReply.error(400, "invalid_request_error", "bad", echo),
        TwinReply.error(401, "authentication_error", "invalid_api_key", echo),
        TwinReply.error(404, "invalid_request_error", "model_not_found", echo),
        TwinReply.error(500, "server_error", "oops", echo),
        TwinReply.raw(200, "text/html", "<html>" + echo),
        TwinReply.raw(200, "application/json", "{\"error\":\"" + echo + "\"}"),
        TwinReply.raw(502, "text/plain", echo),
        TwinReply.redirect(URI.create("http://localhost:1/" + ANSWER)),
        TwinReply.answer(json(1)).droppedAt(Stage.IN_BODY),
        TwinReply.answer(json(1)).withInvalidUtf8());
  }

  @ParameterizedTest
  @MethodSource("replies")
  void anyReply_inAnyMode_showsNoCanary(TwinReply reply) {
    for (Mode mode : List.of(Mode.TOOLS, Mode.JSON_SCHEMA, Mode.JSON, Mode.PROMPTED)) {
      try (OpenAiTwin twin = OpenAiTwin.builder().apiKey(KEY).start()) {
        for (int i = 0; i < 4; i++) {
          twin.reply(reply);
        }
        check(client(twin, mode));
      }
    }
    assertThat(logged).allSatisfy(CanaryTest::holdsNoCanary);
  }

  private static InstructorBuilder client(OpenAiTwin twin, Mode mode) {
    return Instructor.builder("openai/gpt-4o-mini")
        .apiKey(KEY)
        .header("x-secret", KEY)
        .baseUrl(twin.baseUrl())
        .mode(mode)
        .maxRetries(1)
        .transportRetry(
            RetryPolicy.defaults().withMaxRetries(1).withDelays(Duration.ZERO, Duration.ZERO));
  }

  private static void check(InstructorBuilder settings) {
    Instructor client = settings.build();
    holdsNoCanary(settings.toString());
    holdsNoCanary(client.toString());
    holdsNoCanary(client.prompt(DOCUMENT).toString());
    try {
      Extraction<Note> extraction = client.prompt(DOCUMENT).system(DOCUMENT).extract(Note.class);
      holdsNoCanary(extraction.toString());
      holdsNoCanary(extraction.attempts().toString());
      holdsNoCanary(extraction.response().toString());
    } catch (RuntimeException failure) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      holdsNoCanary(trace.toString());
      if (failure instanceof AnswerException answer) {
        holdsNoCanary(answer.attempts().toString());
        holdsNoCanary(answer.problems().toString());
      }
    }
  }

  @Test
  void namesThatTheModelMadeUp_areMasked() {
    Shape<Json> closed =
        Shape.ofSchema(
            "{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}},\"additionalProperties\":false}");
    try (OpenAiTwin twin = OpenAiTwin.builder().apiKey(KEY).start()) {
      twin.answer("{\"size\":{\"" + ANSWER + "\":\"x\"},\"" + ANSWER + "\":1}");

      ExtractionException failure =
          catchThrowableOfType(
              ExtractionException.class,
              () -> client(twin, Mode.JSON).maxRetries(0).build().prompt(DOCUMENT).create(closed));

      assertThat(failure).hasMessageContaining("/size/*").hasMessageContaining("  /*:");
      assertThat(failure.problems())
          .extracting(Problem::pointer)
          .containsExactlyInAnyOrder("/size/" + ANSWER, "/" + ANSWER);
      holdsNoCanary(failure.getMessage());
      holdsNoCanary(failure.problems().toString());
    }
  }

  private static void holdsNoCanary(String shown) {
    assertThat(shown).doesNotContain(CANARIES);
  }
}
