package dev.instructor.cli;

import dev.instructor.json.Json;
import java.io.PrintStream;

/** A growing value as lines of JSON, one for each change. */
final class LineView implements StreamedExtract.GrowingView {
  private final PrintStream out;
  private String last = "";

  LineView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Json value) {
    String line = value.toString();
    if (!line.equals(last)) {
      last = line;
      out.println(line);
      out.flush();
    }
  }

  @Override
  public void startAgain() {
    last = "";
  }

  @Override
  public void finish(Json value) {
    show(value);
  }

  @Override
  public boolean isGone() {
    return out.checkError();
  }
}
