package dev.instructor.cli;

import java.time.Duration;

/** Tells on standard error how many lines are done, every few seconds and at the end. */
final class Progress {
  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private final Terminal terminal;
  private long lines;
  private long values;
  private long lastTold = System.nanoTime();

  Progress(Terminal terminal) {
    this.terminal = terminal;
  }

  void line(boolean hasValue) {
    lines++;
    values += hasValue ? 1 : 0;
    if (System.nanoTime() - lastTold > PAUSE) {
      tell("so far");
      lastTold = System.nanoTime();
    }
  }

  /** Returns whether every line had a value. */
  boolean end() {
    tell("in all");
    return values == lines;
  }

  private void tell(String when) {
    terminal.say("instructor: " + lines + " lines " + when + ", " + values + " with a value");
  }
}
