package dev.instructor.cli;

import dev.instructor.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A growing value on a terminal, redrawn in place: as much of its end as the screen holds, and the
 * whole of it when it is final.
 *
 * <p>Each row is written as a line of its own with the terminal's wrapping off, so that the number
 * of rows is known whatever the terminal thinks of a character's width.
 */
final class ScreenView implements StreamedExtract.GrowingView {
  private static final String ESCAPE = "\u001b[";
  private static final String CLEAR_BELOW = ESCAPE + "J";
  private static final String WRAPPING_OFF = ESCAPE + "?7l";
  private static final String WRAPPING_ON = ESCAPE + "?7h";

  /** More frames than this nobody sees. */
  private static final long PAUSE_NANOS = 25_000_000;

  private final Terminal terminal;
  private final Screen screen;
  private int drawn;
  private long lastDrawn;

  ScreenView(Terminal terminal, Screen screen) {
    this.terminal = terminal;
    this.screen = screen;
  }

  @Override
  public void show(Json value) {
    long now = System.nanoTime();
    if (drawn > 0 && now - lastDrawn < PAUSE_NANOS) {
      return;
    }
    lastDrawn = now;
    List<String> rows = new ArrayList<>();
    for (String line : PrettyJson.lines(value)) {
      DisplayRows.wrap(line, screen.columns(), rows);
    }
    List<String> shown = rows.subList(Math.max(0, rows.size() - (screen.rows() - 1)), rows.size());
    write(erasure() + WRAPPING_OFF + String.join("\n", shown) + "\n" + WRAPPING_ON);
    drawn = shown.size();
  }

  @Override
  public void startAgain() {
    write(erasure());
    drawn = 0;
  }

  @Override
  public void finish(Json value) {
    write(erasure() + String.join("\n", PrettyJson.lines(value)) + "\n");
    drawn = 0;
  }

  @Override
  public boolean isGone() {
    return terminal.out().checkError();
  }

  private String erasure() {
    return drawn == 0 ? "" : ESCAPE + drawn + "A\r" + CLEAR_BELOW;
  }

  private void write(String text) {
    terminal.out().print(text);
    terminal.out().flush();
  }
}
