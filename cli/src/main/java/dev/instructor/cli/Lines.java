package dev.instructor.cli;

import dev.instructor.call.AnswerException;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * {@code --lines}: one JSON object a line in, one out, in order, several at work at once. Whatever
 * is wrong with a line becomes its problems.
 */
final class Lines {
  static final String KEY = "--lines";
  static final Option OPTION =
      Option.of(KEY, "FILE.jsonl", "Do every line of a file, in order; '-' is standard input.");
  static final Option PARALLEL =
      Option.of("--parallel", "N", "How many lines are at work at once, with --lines.");

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** How many lines are read ahead of the one that is to be written next, for each worker. */
  private static final int AHEAD = 16;

  private final Terminal terminal;
  private final Progress progress;
  private final Function<JsonObject, JsonObject> work;
  private final Queue<Future<JsonObject>> running = new ArrayDeque<>();

  private Lines(Terminal terminal, Function<JsonObject, JsonObject> work) {
    this.terminal = terminal;
    this.progress = new Progress(terminal);
    this.work = work;
  }

  /**
   * Does all lines and returns the exit code.
   *
   * @param parallel how many lines are at work at once unless the options say otherwise
   * @param work makes the members of a line's answer, but for its id; what it throws becomes the
   *     line's problems
   */
  static int run(
      Arguments arguments, Terminal terminal, int parallel, Function<JsonObject, JsonObject> work) {
    String file = arguments.value(KEY).orElseThrow();
    if (arguments.positional().isPresent() || arguments.has(Texts.FILE)) {
      throw new ConfigurationException(KEY + " names what is read: leave out any other text");
    }
    int workers = arguments.number("--parallel", 1).orElse(parallel);
    try (InputStream in =
            file.equals("-") ? terminal.in() : Files.newInputStream(Texts.path(KEY, file));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new Lines(terminal, work).run(reader, workers);
    } catch (IOException e) {
      throw Texts.unreadable(KEY, file, e);
    }
  }

  private int run(BufferedReader reader, int workers) throws IOException {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "instructor-line");
              thread.setDaemon(true);
              return thread;
            });
    try {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String text = number == 1 && startsWithMark(line) ? line.substring(1) : line;
        if (!text.isBlank()) {
          int place = number;
          running.add(executor.submit(() -> answer(text, place)));
        }
        while (running.size() >= workers * AHEAD
            || (!running.isEmpty() && running.element().isDone())) {
          write();
        }
      }
      while (!running.isEmpty()) {
        write();
      }
    } finally {
      executor.shutdownNow();
    }
    return progress.end() ? Failure.NONE : Failure.NO_VALUE;
  }

  private static boolean startsWithMark(String line) {
    return !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
  }

  private void write() {
    try {
      JsonObject answer = running.remove().get();
      terminal.out().println(answer);
      terminal.out().flush();
      progress.line(answer.has("value"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private JsonObject answer(String text, int number) {
    Json id = Json.ofNull();
    JsonObject members;
    try {
      JsonObject line =
          Json.parse(text)
              .asObject()
              .orElseThrow(
                  () -> new ConfigurationException("line " + number + " is no JSON object"));
      id = line.get("id").orElse(id);
      members = work.apply(line);
    } catch (InvalidJsonException e) {
      members = failed("json", "line " + number + " is not JSON: " + e.getMessage());
    } catch (AnswerException e) {
      members = failed(e);
    } catch (Throwable e) {
      Failure failure = Failure.of(e);
      members = failed(failure.rule(), failure.message());
    }
    return Json.object().put("id", id).putAll(members).build();
  }

  private static JsonObject failed(AnswerException thrown) {
    if (thrown.problems().isEmpty()) {
      Failure failure = Failure.of(thrown);
      return failed(failure.rule(), failure.message());
    }
    return Json.object().put("problems", problems(thrown.problems())).build();
  }

  private static JsonObject failed(String rule, String message) {
    return Json.object()
        .put("problems", problems(List.of(Problem.ofAnswer(rule, message))))
        .build();
  }

  /** Returns problems as JSON; the values stay away, as the caller has the text they stand in. */
  static JsonArray problems(List<Problem> problems) {
    return Json.array(
        problems.stream()
            .map(
                problem ->
                    Json.object()
                        .put("pointer", problem.pointer())
                        .put("rule", problem.rule())
                        .put("message", problem.message())
                        .build())
            .toList());
  }

  /** Returns a line's own schema, if it has one. */
  static Optional<JsonObject> schema(JsonObject line) {
    return line.get("schema")
        .filter(schema -> !schema.isNull())
        .map(
            schema ->
                schema
                    .asObject()
                    .orElseThrow(
                        () ->
                            new ConfigurationException(
                                "the line's member 'schema' is no JSON object")));
  }
}
