package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.Repair;
import dev.instructor.read.Reading;
import dev.instructor.schema.JsonSchema;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code instructor parse}: what a model said, read without any model. */
final class ParseCommand implements Subcommand {
  private static final String REPAIRS = "--repairs";
  private static final String STRICT = "--strict";

  @Override
  public String name() {
    return "parse";
  }

  @Override
  public String description() {
    return "Reads the messy output of a model, without any model: the value, or its problems.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Wanted.SCHEMA_FILE,
        Option.flag(REPAIRS, "List the liberties taken."),
        Option.flag(STRICT, "Take no liberties: the output must be the JSON and nothing else."),
        Refusal.OPTION,
        Lines.OPTION,
        Lines.PARALLEL,
        CommandRunner.SHOW_STACKTRACE);
  }

  @Override
  public List<String> positional() {
    return List.of("FILE", "The output; '-' or nothing reads standard input.");
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) {
    JsonObject schema = Wanted.schema(arguments).orElse(JsonObject.empty());
    if (arguments.has(Lines.KEY)) {
      int processors = Runtime.getRuntime().availableProcessors();
      JsonSchemas schemas = new JsonSchemas();
      return Lines.run(
          arguments, terminal, processors, line -> line(line, schema, schemas, arguments));
    }
    Reading.Result result =
        reading(JsonSchema.of(schema), arguments).read(Texts.output(arguments, terminal));
    if (arguments.has(REPAIRS)) {
      result.repairs().forEach(repair -> terminal.say("repair: " + repair));
    }
    List<Problem> problems = result.problems();
    if (problems.isEmpty()) {
      terminal.out().println(result.value().orElseThrow());
      return Failure.NONE;
    }
    terminal.say("instructor: no valid value");
    problems.forEach(problem -> terminal.say("  " + problem.summary()));
    return Failure.NO_VALUE;
  }

  private static JsonObject line(
      JsonObject line, JsonObject given, JsonSchemas schemas, Arguments arguments) {
    String raw =
        line.text("raw")
            .orElseThrow(
                () -> new ConfigurationException("the line has no member 'raw' with a text"));
    JsonSchema schema = schemas.of(Lines.schema(line).orElse(given));
    Reading.Result result = reading(schema, arguments).read(raw);
    List<Problem> problems = result.problems();
    JsonObject.Builder answer = Json.object();
    if (problems.isEmpty()) {
      answer.put("value", result.value().orElseThrow());
    } else {
      answer.put("problems", Lines.problems(problems));
    }
    if (arguments.has(REPAIRS)) {
      answer.put("repairs", Json.array(result.repairs().stream().map(ParseCommand::json).toList()));
    }
    return answer.build();
  }

  private static Reading reading(JsonSchema schema, Arguments arguments) {
    Set<Repair.Kind> refused =
        arguments.has(STRICT) ? EnumSet.allOf(Repair.Kind.class) : Refusal.of(arguments);
    return Reading.of(schema).refusing(refused);
  }

  private static Json json(Repair repair) {
    return Json.object().put("kind", repair.kind().name()).put("pointer", repair.pointer()).build();
  }
}
