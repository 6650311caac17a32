package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

/** Reads what stands without quotes: numbers, literals, names, words. */
final class BareText {
  private final JsonEngine engine;
  private final CharWindow window;
  private final Lookahead look;
  private final Frames frames;
  private final StringBuilder token = new StringBuilder();
  private boolean key;

  BareText(JsonEngine engine, CharWindow window, Lookahead look, Frames frames) {
    this.engine = engine;
    this.window = window;
    this.look = look;
    this.frames = frames;
  }

  void open(boolean asKey) {
    key = asKey;
    token.setLength(0);
  }

  boolean step() {
    while (true) {
      int c = window.peek(0);
      if (c == MORE) {
        return false;
      }
      if (c == END && frames.depth() > 0) {
        return engine.endInScalar();
      }
      if (c == END || Lookahead.blank(c) || ",:]}".indexOf(c) >= 0) {
        break;
      }
      token.append((char) c);
      window.advance(1);
    }
    if (key) {
      engine.keyDone(token.toString());
    } else {
      engine.scalar(Literals.value(token.toString()));
    }
    return true;
  }
}
