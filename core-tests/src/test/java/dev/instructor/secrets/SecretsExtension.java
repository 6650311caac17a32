package dev.instructor.secrets;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Watches the whole suite: whatever a test makes the library log or print must hold neither the key
 * of a twin nor anything that a test has called a canary. Found by JUnit for each class; see {@code
 * junit-platform.properties}.
 */
public final class SecretsExtension implements BeforeAllCallback, AfterEachCallback {
  private static final List<String> SECRETS = List.of("sk-twin-0123456789", "canary-");
  private static final Queue<String> OUTPUT = new ConcurrentLinkedQueue<>();

  private static final class Installed {
    // A strong reference: the log manager holds loggers weakly, and their levels go with them.
    static final Logger LIBRARY = Logger.getLogger("dev.instructor");

    static {
      Logger.getLogger("").addHandler(new Recorder());
      LIBRARY.setLevel(Level.ALL);
      System.setErr(teed(System.err));
      System.setOut(teed(System.out));
    }

    private Installed() {}

    static void ensure() {
      if (LIBRARY.getLevel() != Level.ALL) {
        throw new IllegalStateException("a test has changed the level of the library's logger");
      }
    }
  }

  private static final class Recorder extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    Recorder() {
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord line) {
      OUTPUT.add(formatter.format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static PrintStream teed(PrintStream original) {
    OutputStream both =
        new OutputStream() {
          @Override
          public void write(int b) {
            original.write(b);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            OUTPUT.add(new String(bytes, from, length, StandardCharsets.UTF_8));
            original.write(bytes, from, length);
          }
        };
    return new PrintStream(both, true, StandardCharsets.UTF_8);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Installed.ensure();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    for (String line = OUTPUT.poll(); line != null; line = OUTPUT.poll()) {
      for (String secret : SECRETS) {
        if (line.contains(secret)) {
          throw new AssertionError("\"" + secret + "…\" was logged or printed");
        }
      }
    }
  }
}
