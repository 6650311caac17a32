package dev.instructor.cli;

/** The entry point of the {@code instructor} command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    int exit = new CommandRunner(terminal).run(args);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(exit);
  }
}
