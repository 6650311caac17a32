package dev.instructor.cli;

import dev.instructor.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs what a user is likely to run, so that the JVM can archive the classes: the launcher starts
 * this once for each build and JDK. Nothing leaves the machine.
 */
final class Training {
  private static final String FIELDS = "name: string, age: integer 0..150, email?: email";
  private static final String TEXT = "Jason is 25 years old";
  private static final String VALUE = "{\"name\":\"Jason\",\"age\":25,\"email\":null}";

  private Training() {}

  /** Runs the commands; one that fails only makes the archive smaller, and is told. */
  public static void main(String[] args) throws IOException {
    for (String failed : run()) {
      System.err.println(failed);
    }
    System.exit(Failure.NONE);
  }

  /** Runs the commands, and returns those that did not end as they should. */
  static List<String> run() throws IOException {
    List<String> failed = new ArrayList<>();
    run(failed, Failure.NONE, "", "extract", "-F", FIELDS, "--explain", TEXT);
    try (TrainingServer server = TrainingServer.answering(completion())) {
      run(failed, Failure.NONE, "", over(server.url(), "10s"));
    }
    try (TrainingServer server = TrainingServer.streaming(stream())) {
      run(failed, Failure.NONE, "", over(server.url(), "10s", StreamedExtract.KEY));
    }
    try (TrainingServer server = TrainingServer.hangingUp()) {
      // For the classes of TLS: it gets no further than the greeting.
      run(failed, Failure.PROVIDER, "", over(server.url().replace("http:", "https:"), "1s"));
    }
    run(failed, Failure.NONE, "```json\n" + VALUE + "\n```", "parse", "--repairs");
    String line = Json.object().put("id", 1).put("raw", VALUE).build().toString();
    run(failed, Failure.NONE, line, "parse", "--lines", "-");
    run(failed, Failure.NONE, "", "schema", "-F", FIELDS, "--dialect", "openai-strict");
    run(failed, Failure.NONE, "", "providers");
    return failed;
  }

  private static String[] over(String url, String timeout, String... more) {
    List<String> command = new ArrayList<>(List.of("extract", "-m", "openai/training"));
    command.addAll(List.of("--base-url", url, "-F", FIELDS, "--timeout", timeout));
    command.addAll(List.of(more));
    command.add(TEXT);
    return command.toArray(String[]::new);
  }

  /** Returns the same answer as {@link #completion} in two pieces. */
  private static String stream() {
    int half = VALUE.length() / 2;
    return event(call(VALUE.substring(0, half)), Json.ofNull())
        + event(call(VALUE.substring(half)), Json.ofNull())
        + event(Json.object().build(), Json.of("tool_calls"))
        + "data: [DONE]\n\n";
  }

  private static Json call(String arguments) {
    Json function = Json.object().put("name", "Answer").put("arguments", arguments).build();
    Json call = Json.object().put("index", 0).put("id", "call_1").put("function", function).build();
    return Json.object().put("tool_calls", Json.array(List.of(call))).build();
  }

  private static String event(Json delta, Json finishReason) {
    Json choice =
        Json.object()
            .put("index", 0)
            .put("delta", delta)
            .put("finish_reason", finishReason)
            .build();
    Json chunk =
        Json.object()
            .put("id", "chatcmpl-1")
            .put("object", "chat.completion.chunk")
            .put("created", 0)
            .put("model", "training")
            .put("choices", Json.array(List.of(choice)))
            .build();
    return "data: " + chunk + "\n\n";
  }

  private static String completion() {
    Json call =
        Json.object()
            .put("id", "call_1")
            .put("type", "function")
            .put("function", Json.object().put("name", "Answer").put("arguments", VALUE).build())
            .build();
    Json message =
        Json.object()
            .put("role", "assistant")
            .put("content", Json.ofNull())
            .put("tool_calls", Json.array(List.of(call)))
            .build();
    Json choice =
        Json.object()
            .put("index", 0)
            .put("message", message)
            .put("finish_reason", "tool_calls")
            .build();
    return Json.object()
        .put("id", "chatcmpl-1")
        .put("object", "chat.completion")
        .put("created", 0)
        .put("model", "training")
        .put("choices", Json.array(List.of(choice)))
        .put(
            "usage",
            Json.object()
                .put("prompt_tokens", 1)
                .put("completion_tokens", 1)
                .put("total_tokens", 2)
                .build())
        .build()
        .toString();
  }

  private static void run(List<String> failed, int expected, String in, String... command) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            nowhere,
            nowhere,
            Optional.empty(),
            false,
            name -> name.endsWith("_API_KEY") ? Optional.of("training") : Optional.empty());
    int exit = new CommandRunner(terminal).run(command);
    if (exit != expected) {
      failed.add(String.join(" ", command) + ": ended with " + exit + ", not " + expected);
    }
  }
}
