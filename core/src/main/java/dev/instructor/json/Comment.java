package dev.instructor.json;

/** Skips a comment. */
final class Comment {
  /** How a comment ends. */
  enum Kind {
    LINE("\n"),
    BLOCK("*/"),
    MARKUP("-->"),
    ROUND(")");

    private final String end;

    Kind(String end) {
      this.end = end;
    }
  }

  private final CharWindow window;
  private final Lookahead look;
  private Kind kind = Kind.LINE;
  private JsonEngine.State resume = JsonEngine.State.OUTSIDE;

  Comment(CharWindow window, Lookahead look) {
    this.window = window;
    this.look = look;
  }

  void open(Kind how, JsonEngine.State before) {
    kind = how;
    resume = before;
  }

  /** Returns the state to go on with, or {@code COMMENT} if more of the text is needed. */
  JsonEngine.State step() {
    while (true) {
      int ends = look.startsWith(0, kind.end);
      if (ends == Lookahead.MORE) {
        return JsonEngine.State.COMMENT;
      }
      if (ends == Lookahead.YES) {
        window.advance(kind.end.length());
        return resume;
      }
      if (window.peek(0) == CharWindow.END) {
        return resume;
      }
      window.advance(1);
    }
  }
}
