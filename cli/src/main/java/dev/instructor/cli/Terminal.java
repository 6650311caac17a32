package dev.instructor.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command has of the world around it.
 *
 * @param in standard input
 * @param out standard output: the value and nothing else
 * @param err standard error: all that is meant for a person
 * @param screen the terminal that shows {@code out}; empty if something else reads it
 * @param inIsKeyboard whether a person would have to type what is read from {@code in}
 * @param environment the environment variables
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Optional<Screen> screen,
    boolean inIsKeyboard,
    Function<String, Optional<String>> environment) {

  /** Set by the launcher: Java cannot tell whether standard input alone is a keyboard. */
  private static final String KEYBOARD = "instructor.keyboard";

  /** Set by the launcher to the size of the terminal that shows standard output. */
  private static final String SCREEN = "instructor.screen";

  /** Returns the process's own streams, written in UTF-8 whatever the platform's charset. */
  static Terminal ofProcess() {
    return new Terminal(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Screen.of(System.getProperty(SCREEN)),
        Boolean.getBoolean(KEYBOARD),
        name -> Optional.ofNullable(System.getenv(name)));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  /** Writes a line for a person, at once. */
  void say(String line) {
    err.println(line);
    err.flush();
  }
}
