package dev.instructor.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Runs what a user is likely to run, so that the JVM can archive the classes: the launcher starts
 * this once per build and JDK. Nothing leaves the process.
 */
final class Training {
  private Training() {}

  /** Runs the commands, and fails if one of them does. */
  public static void main(String[] args) {
    run("schema", "-F", "name: string, age: integer 0..150, tags: string[], email?: email");
    System.exit(0);
  }

  private static void run(String... command) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            nowhere,
            nowhere,
            false,
            name -> Optional.empty());
    int exit = new CommandRunner(terminal).run(command);
    if (exit != Failure.NONE) {
      throw new IllegalStateException(command[0] + " ended with " + exit);
    }
  }
}
