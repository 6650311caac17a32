package dev.instructor.cli;

/**
 * Colours for a terminal, or none.
 *
 * @param colours whether to write them
 */
record Paint(boolean colours) {
  private static final String ESCAPE = "\u001b[";

  /** Returns colours for a terminal, unless {@code NO_COLOR} is set (no-color.org). */
  static Paint of(Terminal terminal) {
    return new Paint(
        terminal.screen().isPresent()
            && terminal.environment().apply("NO_COLOR").filter(set -> !set.isEmpty()).isEmpty());
  }

  String bold(String text) {
    return painted("1", text);
  }

  String green(String text) {
    return painted("32", text);
  }

  String yellow(String text) {
    return painted("33", text);
  }

  String dim(String text) {
    return painted("2", text);
  }

  private String painted(String code, String text) {
    return colours ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }
}
