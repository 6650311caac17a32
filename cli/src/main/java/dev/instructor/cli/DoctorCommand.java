package dev.instructor.cli;

import java.util.List;

/** {@code instructor doctor}: what is here, what answers, and what one can run with it. */
final class DoctorCommand implements Subcommand {
  private static final String JSON = "--json";
  private static final String OFFLINE = "--offline";

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String description() {
    return "Tells which models can be used here: keys, local servers, GGUF files; and what to run.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.flag(JSON, "Print one JSON object instead."),
        Option.flag(OFFLINE, "Ask no server."),
        CommandRunner.SHOW_STACKTRACE);
  }

  @Override
  public List<String> positional() {
    return List.of();
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) {
    Checkup checkup = Checkup.of(terminal, !arguments.has(OFFLINE));
    if (arguments.has(JSON)) {
      terminal.out().println(checkup.json());
    } else {
      new CheckupText(checkup, Paint.of(terminal)).lines().forEach(terminal.out()::println);
    }
    terminal.out().flush();
    return checkup.commands().isEmpty() ? Failure.NO_VALUE : Failure.NONE;
  }
}
