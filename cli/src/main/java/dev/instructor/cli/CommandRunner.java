package dev.instructor.cli;

import dev.instructor.cli.Picocli.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the subcommand, runs it, and turns what goes wrong into an exit code and a message. */
final class CommandRunner {
  private static final String STACKTRACE = "--stacktrace";

  /** An option of every subcommand. */
  static final Option SHOW_STACKTRACE =
      Option.flag(STACKTRACE, "Show where in the program an error arose.");

  private final Map<String, Subcommand> subcommands = new LinkedHashMap<>();
  private final Terminal terminal;

  CommandRunner(Terminal terminal) {
    this.terminal = terminal;
    for (Subcommand subcommand :
        List.of(
            new ExtractCommand(),
            new ParseCommand(),
            new SchemaCommand(),
            new ProvidersCommand(),
            new DoctorCommand())) {
      subcommands.put(subcommand.name(), subcommand);
    }
  }

  /** Runs the command line and returns the exit code. */
  int run(String... args) {
    try {
      Optional<Subcommand> called =
          args.length == 0 ? Optional.empty() : Optional.ofNullable(subcommands.get(args[0]));
      Optional<Arguments> arguments =
          called.flatMap(
              subcommand ->
                  Arguments.quickly(subcommand, Arrays.asList(args).subList(1, args.length)));
      if (called.isPresent() && arguments.isPresent()) {
        return called.get().run(arguments.get(), terminal);
      }
      Outcome outcome = new Picocli(subcommands.values(), terminal).read(args);
      if (outcome instanceof Outcome.Run run) {
        return known(run.subcommand()).run(run.arguments(), terminal);
      }
      return ((Outcome.Done) outcome).exit();
    } catch (Throwable e) {
      return report(e, Arrays.asList(args).contains(STACKTRACE));
    }
  }

  private Subcommand known(String name) {
    return Optional.ofNullable(subcommands.get(name)).orElseThrow();
  }

  private int report(Throwable thrown, boolean stackTrace) {
    Failure failure = Failure.of(thrown);
    terminal.say("instructor: " + failure.message());
    if (stackTrace) {
      thrown.printStackTrace(terminal.err());
      terminal.err().flush();
    }
    return failure.exit();
  }
}
