package dev.instructor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal of any size shows after it was sent a text with commands. */
final class DrawnScreen {
  private static final Pattern COMMAND =
      Pattern.compile("\u001b\\[(\\d*)A\r\u001b\\[J|\u001b\\[\\?7[lh]");

  private final List<String> rows = new ArrayList<>();
  private int tallestErased;
  private int widestErased;

  private DrawnScreen() {}

  static DrawnScreen of(String sent) {
    DrawnScreen screen = new DrawnScreen();
    Matcher commands = COMMAND.matcher(sent);
    int at = 0;
    while (commands.find()) {
      screen.print(sent.substring(at, commands.start()));
      if (commands.group(1) != null) {
        screen.erase(Integer.parseInt(commands.group(1)));
      }
      at = commands.end();
    }
    screen.print(sent.substring(at));
    return screen;
  }

  private void print(String text) {
    text.lines().filter(line -> !line.isEmpty()).forEach(rows::add);
  }

  private void erase(int count) {
    List<String> erased = rows.subList(rows.size() - count, rows.size());
    tallestErased = Math.max(tallestErased, count);
    for (String row : erased) {
      widestErased = Math.max(widestErased, row.length());
    }
    erased.clear();
  }

  /** Returns the rows from the first that was written on; what was erased is gone. */
  List<String> rows() {
    return List.copyOf(rows);
  }

  int tallestErased() {
    return tallestErased;
  }

  int widestErased() {
    return widestErased;
  }
}
