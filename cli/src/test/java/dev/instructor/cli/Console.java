package dev.instructor.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A terminal in memory. */
final class Console {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final byte[] in;
  private boolean keyboard;
  private Optional<Screen> screen = Optional.empty();

  Console(String in) {
    this(in.getBytes(StandardCharsets.UTF_8));
  }

  Console(byte[] in) {
    this.in = in;
  }

  Console withKeyboard() {
    keyboard = true;
    return this;
  }

  Console withScreen(int rows, int columns) {
    screen = Optional.of(new Screen(rows, columns));
    return this;
  }

  Console withEnvironment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Terminal terminal() {
    return new Terminal(
        new ByteArrayInputStream(in),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        screen,
        keyboard,
        name -> Optional.ofNullable(environment.get(name)));
  }

  int run(String... args) {
    return new CommandRunner(terminal()).run(args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
