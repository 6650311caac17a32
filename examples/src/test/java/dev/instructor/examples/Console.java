package dev.instructor.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program prints on standard output. */
final class Console {
  private Console() {}

  @FunctionalInterface
  interface Program {
    void main(String[] args) throws Exception;
  }

  /** Runs a program without arguments and returns the lines it printed. */
  static List<String> linesOf(Program program) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      program.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
