package dev.instructor.cli;

import java.util.List;

/** One command below {@code instructor}. */
interface Subcommand {
  /** Returns its name. */
  String name();

  /** Returns what it does, in one sentence. */
  String description();

  /** Returns its options, besides those that every command has. */
  List<Option> options();

  /** Returns label and description of its one positional argument; empty if it takes none. */
  List<String> positional();

  /**
   * Does the work and returns the exit code.
   *
   * @throws RuntimeException if it cannot; {@link Failure} says what that means
   */
  int run(Arguments arguments, Terminal terminal);
}
