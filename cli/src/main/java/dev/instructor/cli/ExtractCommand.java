package dev.instructor.cli;

import dev.instructor.Instructor;
import dev.instructor.InstructorBuilder;
import dev.instructor.Prompt;
import dev.instructor.call.AnswerException;
import dev.instructor.call.Extraction;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Part;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.Repair;
import dev.instructor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code instructor extract}: a text in, a value out. */
final class ExtractCommand implements Subcommand {
  static final String DEFAULT_MODEL = "embedded/extractor";

  private static final String MODEL = "--model";
  static final String MODEL_VARIABLE = "INSTRUCTOR_MODEL";
  private static final String BASE_URL = "--base-url";
  private static final String KEY_VARIABLE = "--api-key-env";
  private static final String MODE = "--mode";
  private static final String MAX_RETRIES = "--max-retries";
  private static final String MAX_TOKENS = "--max-tokens";
  private static final String TIMEOUT = "--timeout";
  private static final String SYSTEM = "--system";
  private static final String EXPLAIN = "--explain";

  @Override
  public String name() {
    return "extract";
  }

  @Override
  public String description() {
    return "Extracts a value from a text, and prints it as JSON.";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.of(
            "-m " + MODEL,
            "PROVIDER/MODEL",
            "The model; else "
                + MODEL_VARIABLE
                + ", else "
                + DEFAULT_MODEL
                + ", which is small and built in."));
    options.add(Option.of(BASE_URL, "URL", "The address, as the vendor's own SDK takes it."));
    options.add(
        Option.of(KEY_VARIABLE, "VARIABLE", "The environment variable that holds the key."));
    options.addAll(Wanted.OPTIONS);
    options.add(
        Option.of(
            MODE,
            "MODE",
            "How to ask: AUTO, TOOLS, JSON_SCHEMA, JSON or PROMPTED; else AUTO.",
            "AUTO",
            "TOOLS",
            "JSON_SCHEMA",
            "JSON",
            "PROMPTED"));
    options.add(
        Option.of(MAX_RETRIES, "N", "How often a wrong answer is asked for again; else 3."));
    options.add(Option.of(MAX_TOKENS, "N", "How long the answer may be; else up to the vendor."));
    options.add(Refusal.OPTION);
    options.add(Option.of(TIMEOUT, "TIME", "The time for all attempts: 500ms, 30s, 2m."));
    options.add(Option.of(SYSTEM, "TEXT", "Instructions for the model."));
    options.add(StreamedExtract.OPTION);
    options.add(Option.flag(EXPLAIN, "Show attempts, problems and tokens on standard error."));
    options.add(Option.of("-f " + Texts.FILE, "FILE", "Read the text from a file."));
    options.addAll(Attachments.OPTIONS);
    options.add(Lines.OPTION);
    options.add(Lines.PARALLEL);
    options.add(CommandRunner.SHOW_STACKTRACE);
    return options;
  }

  @Override
  public List<String> positional() {
    return List.of("TEXT", "The text; '-' or nothing reads standard input.");
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) {
    Optional<Shape<?>> shape = Wanted.find(arguments);
    boolean lines = arguments.has(Lines.KEY);
    if (shape.isEmpty() && !lines) {
      Wanted.get(arguments);
    }
    if (lines && arguments.has(StreamedExtract.KEY)) {
      throw new ConfigurationException("--stream and --lines exclude each other");
    }
    List<Part> attached = Attachments.of(arguments);
    if (lines && !attached.isEmpty()) {
      throw new ConfigurationException(
          "--lines takes its texts from the lines alone, without images, recordings and PDF");
    }
    String text = lines ? "" : text(arguments, attached, terminal);
    Warnings warnings = new Warnings(terminal);
    try (Instructor client = client(arguments, terminal)) {
      Prompt prompt = prompt(client, arguments);
      return lines
          ? Lines.run(
              arguments, terminal, 4, line -> line(prompt, shape, arguments, line, warnings))
          : one(prompt.user(parts(text, attached)), shape.orElseThrow(), arguments, terminal);
    }
  }

  /** An image needs no text beside it. */
  private static String text(Arguments arguments, List<Part> attached, Terminal terminal) {
    boolean none =
        !attached.isEmpty()
            && arguments.positional().isEmpty()
            && !arguments.has(Texts.FILE)
            && terminal.inIsKeyboard();
    return none ? "" : Texts.input(arguments, terminal);
  }

  private static Part[] parts(String text, List<Part> attached) {
    List<Part> parts = new ArrayList<>();
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text));
    }
    parts.addAll(attached);
    return parts.toArray(Part[]::new);
  }

  private static int one(Prompt prompt, Shape<?> shape, Arguments arguments, Terminal terminal) {
    boolean explain = arguments.has(EXPLAIN);
    try {
      if (arguments.has(StreamedExtract.KEY)) {
        return Wanted.isList(arguments)
            ? StreamedExtract.items(prompt, Wanted.item(arguments), explain, terminal)
            : StreamedExtract.value(prompt, shape, explain, terminal);
      }
      Extraction<?> extraction = prompt.extract(shape);
      terminal.out().println(extraction.json());
      terminal.out().flush();
      new Warnings(terminal).tell(extraction.warnings());
      if (explain) {
        Explanation.of(extraction).forEach(terminal::say);
      }
      return Failure.NONE;
    } catch (AnswerException e) {
      new Warnings(terminal).tell(e.warnings());
      if (explain) {
        Explanation.of(e).forEach(terminal::say);
      }
      throw e;
    }
  }

  private static JsonObject line(
      Prompt prompt,
      Optional<Shape<?>> given,
      Arguments arguments,
      JsonObject line,
      Warnings warnings) {
    String text =
        line.text("text")
            .filter(t -> !t.isBlank())
            .orElseThrow(
                () -> new ConfigurationException("the line has no member 'text' with a text"));
    Shape<?> shape =
        Lines.schema(line)
            .<Shape<?>>map(schema -> Wanted.ofSchema(arguments, schema))
            .or(() -> given)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "the line has no member 'schema', and there is none of -s, -F and -t"));
    Extraction<?> extraction = prompt.user(text).extract(shape);
    warnings.tell(extraction.warnings());
    return Json.object().put("value", extraction.json()).build();
  }

  private static Instructor client(Arguments arguments, Terminal terminal) {
    InstructorBuilder builder =
        Instructor.builder(model(arguments, terminal)).environment(terminal.environment());
    arguments.value(BASE_URL).ifPresent(builder::baseUrl);
    arguments
        .value(KEY_VARIABLE)
        .ifPresent(
            variable ->
                builder.apiKey(
                    terminal
                        .environment()
                        .apply(variable)
                        .filter(key -> !key.isBlank())
                        .orElseThrow(
                            () ->
                                new ConfigurationException(
                                    KEY_VARIABLE
                                        + ": the environment variable "
                                        + variable
                                        + " is not set"))));
    arguments.value(MODE).map(ExtractCommand::mode).ifPresent(builder::mode);
    arguments.number(MAX_RETRIES, 0).ifPresent(builder::maxRetries);
    arguments
        .number(MAX_TOKENS, 1)
        .ifPresent(limit -> builder.options(ChatOptions.none().withMaxTokens(limit)));
    arguments
        .value(TIMEOUT)
        .map(text -> Durations.parse(TIMEOUT, text))
        .ifPresent(builder::totalTimeout);
    builder.fetchMedia(arguments.has(Attachments.FETCH));
    builder.refuseRepairs(Refusal.of(arguments).toArray(Repair.Kind[]::new));
    return builder.build();
  }

  private static String model(Arguments arguments, Terminal terminal) {
    return arguments
        .value(MODEL)
        .or(() -> terminal.environment().apply(MODEL_VARIABLE).filter(name -> !name.isBlank()))
        .orElseGet(
            () -> {
              terminal.say(
                  "instructor: no model named by -m or "
                      + MODEL_VARIABLE
                      + ", so "
                      + DEFAULT_MODEL
                      + " answers: small, built in, and often wrong");
              return DEFAULT_MODEL;
            });
  }

  private static Prompt prompt(Instructor client, Arguments arguments) {
    return arguments
        .value(SYSTEM)
        .map(text -> client.prompt().system(text))
        .orElseGet(client::prompt);
  }

  private static Mode mode(String text) {
    try {
      return Mode.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          MODE + " needs one of AUTO, TOOLS, JSON_SCHEMA, JSON and PROMPTED, not '" + text + "'",
          e);
    }
  }
}
