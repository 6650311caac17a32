package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

/** Reads a string with quotes around it. */
final class QuotedText {
  private final JsonEngine engine;
  private final CharWindow window;
  private final Lookahead look;
  private final TreeGrower grower;
  private final Frames frames;
  private final StringBuilder name = new StringBuilder();
  private boolean key;

  QuotedText(
      JsonEngine engine, CharWindow window, Lookahead look, TreeGrower grower, Frames frames) {
    this.engine = engine;
    this.window = window;
    this.look = look;
    this.grower = grower;
    this.frames = frames;
  }

  /** Begins at the opening quote. */
  void open(boolean asKey) {
    key = asKey;
    window.advance(1);
    if (key) {
      name.setLength(0);
    } else {
      grower.startString();
    }
  }

  boolean step() {
    char[] chars = window.array();
    int from = window.position();
    int to = window.limit();
    int at = from;
    while (at < to && chars[at] != '"' && chars[at] != '\\') {
      at++;
    }
    if (at == to && at > from && Character.isHighSurrogate(chars[at - 1]) && !window.ended()) {
      at--;
    }
    put(chars, from, at);
    window.advance(at - from);
    int c = window.peek(0);
    if (c == '\\') {
      return escape();
    }
    if (c == '"') {
      window.advance(1);
      if (key) {
        engine.keyDone(name.toString());
      } else {
        grower.end();
        engine.valueDone();
      }
      return true;
    }
    return c == END && engine.endInScalar();
  }

  private void put(char[] from, int start, int end) {
    if (key) {
      name.append(from, start, end - start);
    } else {
      grower.append(from, start, end);
    }
  }

  private void put(char c) {
    if (key) {
      name.append(c);
    } else {
      grower.append(c);
    }
  }

  private boolean escape() {
    int c = window.peek(1);
    switch (c) {
      case MORE -> {
        return false;
      }
      case END -> {
        window.advance(1);
        return true;
      }
      case 'u' -> {
        return unicode();
      }
      default -> {
        int plain = "\"\\/bfnrt".indexOf(c);
        if (plain >= 0) {
          put("\"\\/\b\f\n\r\t".charAt(plain));
        } else {
          put('\\');
          put((char) c);
        }
        window.advance(2);
        return true;
      }
    }
  }

  private boolean unicode() {
    int unit = hex(2);
    if (unit == MORE) {
      return false;
    }
    if (unit < 0) {
      put('\\');
      window.advance(1);
      return true;
    }
    if (Character.isHighSurrogate((char) unit)) {
      int backslash = window.peek(6);
      int u = backslash == '\\' ? window.peek(7) : backslash;
      int low = u == 'u' ? hex(8) : u;
      if (low == MORE) {
        return false;
      }
      if (u == 'u' && low >= 0 && Character.isLowSurrogate((char) low)) {
        put((char) unit);
        put((char) low);
        window.advance(12);
        return true;
      }
    }
    put((char) unit);
    window.advance(6);
    return true;
  }

  /** Returns the value of four hexadecimal digits ahead, {@link CharWindow#MORE}, or -1. */
  private int hex(int ahead) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int c = window.peek(ahead + i);
      if (c == MORE) {
        return MORE;
      }
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
