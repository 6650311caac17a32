package dev.instructor.cli;

import java.util.ArrayList;
import java.util.List;

/** {@code instructor schema}: the JSON Schema of what is asked for. */
final class SchemaCommand implements Subcommand {
  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String description() {
    return "Shows the JSON Schema of what is asked for.";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(Wanted.OPTIONS);
    options.add(CommandRunner.SHOW_STACKTRACE);
    return options;
  }

  @Override
  public List<String> positional() {
    return List.of();
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) {
    terminal.out().println(Wanted.of(arguments));
    return Failure.NONE;
  }
}
