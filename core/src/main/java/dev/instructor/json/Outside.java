package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

/** Skips what stands around values: prose, fences, thinking, special tokens. */
final class Outside {
  private final JsonEngine engine;
  private final CharWindow window;
  private final Lookahead look;
  private boolean thinking;

  Outside(JsonEngine engine, CharWindow window, Lookahead look) {
    this.engine = engine;
    this.window = window;
    this.look = look;
  }

  void afterValue() {}

  boolean step() {
    while (true) {
      int c = window.peek(0);
      switch (c) {
        case MORE -> {
          return false;
        }
        case END -> {
          engine.close();
          return false;
        }
        case '<' -> {
          int width = tag(thinking ? "</" : "<");
          if (width == MORE) {
            return false;
          }
          thinking = (width > 0) != thinking;
          window.advance(Math.max(1, width));
        }
        case '{', '[' -> {
          if (!thinking && engine.host().follows(c == '{' ? "object" : "array")) {
            window.advance(1);
            if (c == '{') {
              engine.startObject(0);
            } else {
              engine.startArray(0);
            }
            return true;
          }
          window.advance(1);
        }
        default -> window.advance(1);
      }
    }
  }

  /** Returns the width of a tag of thinking ahead, 0 for none, or {@link CharWindow#MORE}. */
  private int tag(String open) {
    for (String name : new String[] {"think>", "thinking>", "reasoning>"}) {
      int found = look.startsWith(0, open + name);
      if (found == MORE) {
        return MORE;
      }
      if (found == Lookahead.YES) {
        return open.length() + name.length();
      }
    }
    return 0;
  }
}
