package dev.instructor.llamacpp.internal.hub;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Is told how far a file has come. Called by one thread at a time. */
public interface Progress {
  /**
   * Some of the file is there.
   *
   * @param name the file's name
   * @param bytes how much of it is there
   * @param total how much it has; negative if that is not known
   */
  void at(String name, long bytes, long total);

  /** Says nothing. */
  static Progress silent() {
    return (name, bytes, total) -> {};
  }

  /** Draws a bar on standard error if somebody sits before it, and else says nothing. */
  static Progress onTerminal() {
    return isTerminal(System.console()) ? new Bar(System.err) : silent();
  }

  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console in any case, and it says whether it is one.
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** A bar in one line, drawn anew at each percent. */
  final class Bar implements Progress {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private String drawn = "";

    Bar(PrintStream out) {
      this.out = out;
    }

    @Override
    public void at(String name, long bytes, long total) {
      String line = line(name, bytes, total);
      if (!line.equals(drawn)) {
        drawn = line;
        out.print("\r" + line + (bytes == total ? System.lineSeparator() : ""));
        out.flush();
      }
    }

    private static String line(String name, long bytes, long total) {
      if (total <= 0) {
        return String.format(Locale.ROOT, "%s %d MB", name, bytes >> 20);
      }
      int done = (int) (WIDTH * bytes / total);
      return String.format(
          Locale.ROOT,
          "%s [%s%s] %d %% of %d MB",
          name,
          "#".repeat(done),
          " ".repeat(WIDTH - done),
          100 * bytes / total,
          total >> 20);
    }
  }
}
