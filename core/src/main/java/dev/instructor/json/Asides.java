package dev.instructor.json;

import static dev.instructor.json.CharWindow.MORE;

import dev.instructor.json.Repair.Kind;

/** Skips what means nothing between the parts of a value, and ends it at what stands around it. */
final class Asides {
  /** Dots that stand for something left out were skipped. */
  static final int DOTS = 2;

  private final JsonEngine engine;
  private final CharWindow window;
  private final Lookahead look;
  private final Frames frames;

  Asides(JsonEngine engine, CharWindow window, Lookahead look, Frames frames) {
    this.engine = engine;
    this.window = window;
    this.look = look;
    this.frames = frames;
  }

  /**
   * Begins to skip a comment, dots, or the mark of a quoted block, and ends the value at what can
   * only stand around it. Returns 0 if it is nothing of that, or {@link CharWindow#MORE}.
   *
   * @param due whether the value cannot end here, as something is still to come
   */
  int skip(int c, boolean due) {
    return switch (c) {
      case '/', '#' -> comment(c);
      case '<' -> markup(due);
      case '`' -> fence(due);
      case '>' -> quoteMark();
      case '…' -> dots(1);
      case '.' -> {
        int three = look.startsWith(0, "...");
        yield three == Lookahead.YES ? dots(3) : three;
      }
      default -> 0;
    };
  }

  /** Begins to skip a comment. */
  int comment(int c) {
    if (c == '#') {
      engine.startComment(Comment.Kind.LINE);
      return 1;
    }
    if (c != '/') {
      return 0;
    }
    int next = window.peek(1);
    if (next == '/' || next == '*') {
      engine.startComment(next == '/' ? Comment.Kind.LINE : Comment.Kind.BLOCK);
      return 1;
    }
    return next == MORE ? MORE : 0;
  }

  private int quoteMark() {
    if (!engine.atLineStart()) {
      return 0;
    }
    engine.note(Kind.CHARACTERS, ">", "");
    window.advance(1);
    return 1;
  }

  private int dots(int width) {
    engine.note(Kind.COMMENTS, "…", "");
    engine.consume(width);
    return DOTS;
  }

  private int markup(boolean due) {
    int next = window.peek(1);
    if (next == MORE) {
      return MORE;
    }
    if (next == '!') {
      engine.startComment(Comment.Kind.MARKUP);
      return 1;
    }
    return next == '|' || next == '/' ? around(due) : 0;
  }

  private int fence(boolean due) {
    int three = look.startsWith(0, "```");
    return three == Lookahead.YES ? around(due) : three;
  }

  /** Ends the value before something that stands around values. */
  private int around(boolean due) {
    if (due || frames.untouched()) {
      engine.breakOff();
    } else {
      engine.popAll();
    }
    return 1;
  }
}
