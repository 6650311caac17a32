package dev.instructor.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Help, completion, mistakes, and whatever command line is not plain. */
final class Picocli {
  private static final String NAME = "instructor";
  private static final String COMPLETION = "generate-completion";

  private final CommandLine root;
  private final Terminal terminal;

  Picocli(Collection<Subcommand> subcommands, Terminal terminal) {
    this.terminal = terminal;
    CommandSpec spec = CommandSpec.create().name(NAME);
    spec.usageMessage()
        .description("Turns text into validated JSON with the help of a language model.")
        .footer(
            "",
            "Exit codes: 0 a value; 1 no valid value, a refusal, a cut answer; 2 usage or",
            "configuration; 3 network or provider; 130 interrupted.");
    spec.addOption(help());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version and end.")
            .build());
    subcommands.forEach(subcommand -> spec.addSubcommand(subcommand.name(), spec(subcommand)));
    CommandSpec completion = CommandSpec.create().addOption(help());
    completion
        .usageMessage()
        .description(
            "Writes a script for bash and zsh that completes commands and options.",
            "To use it: source <(instructor " + COMPLETION + ")");
    spec.addSubcommand(COMPLETION, completion);
    this.root =
        new CommandLine(spec)
            .setExpandAtFiles(false)
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(100);
  }

  private static CommandSpec spec(Subcommand subcommand) {
    CommandSpec spec = CommandSpec.create().addOption(help());
    spec.usageMessage().description(subcommand.description()).sortOptions(false);
    if (!subcommand.positional().isEmpty()) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .index("0")
              .arity("0..1")
              .type(String.class)
              .paramLabel(subcommand.positional().get(0))
              .description(subcommand.positional().get(1))
              .build());
    }
    for (Option option : subcommand.options()) {
      OptionSpec.Builder builder =
          OptionSpec.builder(option.names().toArray(String[]::new))
              .description(option.description())
              .type(
                  option.isFlag()
                      ? boolean.class
                      : option.repeated() ? String[].class : String.class)
              .arity(option.isFlag() ? "0" : "1");
      if (!option.isFlag()) {
        builder.paramLabel(option.label());
      }
      if (!option.candidates().isEmpty()) {
        builder.completionCandidates(option.candidates());
      }
      spec.addOption(builder.build());
    }
    return spec;
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help and end.")
        .build();
  }

  /** What to do after the command line was read. */
  sealed interface Outcome {
    /** Everything is done. */
    record Done(int exit) implements Outcome {}

    /** A subcommand is to be run. */
    record Run(String subcommand, Arguments arguments) implements Outcome {}
  }

  /** Reads the command line, and answers it if it is a mistake or asks for help. */
  Outcome read(String... args) {
    ParseResult parsed;
    try {
      ParseResult top = root.parseArgs(args);
      parsed = top.hasSubcommand() ? top.subcommand() : top;
    } catch (ParameterException e) {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      terminal.say(NAME + ": " + e.getMessage());
      terminal.say("Try '" + command + " --help'.");
      return new Outcome.Done(Failure.USAGE);
    }
    CommandLine command = parsed.commandSpec().commandLine();
    if (parsed.isVersionHelpRequested()) {
      terminal.out().println(Version.text());
    } else if (parsed.isUsageHelpRequested()) {
      terminal.out().print(command.getUsageMessage(Ansi.OFF));
    } else if (command == root) {
      terminal.err().print(command.getUsageMessage(Ansi.OFF));
      return new Outcome.Done(Failure.USAGE);
    } else if (parsed.commandSpec().name().equals(COMPLETION)) {
      terminal.out().print(AutoComplete.bash(NAME, root));
    } else {
      return new Outcome.Run(parsed.commandSpec().name(), arguments(parsed));
    }
    return new Outcome.Done(Failure.NONE);
  }

  private static Arguments arguments(ParseResult parsed) {
    Map<String, List<String>> values = new HashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      List<String> given = option.stringValues();
      String[] names = option.names();
      boolean flag = option.arity().max() == 0;
      values.put(names[names.length - 1], flag || given.isEmpty() ? List.of("") : given);
    }
    return new Arguments(values, Optional.ofNullable(parsed.matchedPositionalValue(0, null)));
  }
}
