package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

import dev.instructor.json.Repair.Kind;

/** Skips what stands around values: prose, fences, thinking, special tokens. */
final class Outside implements JsonEngine.Reader {
  private final JsonEngine engine;
  private final CharWindow window;
  private final Lookahead look;
  private final Marks marks;
  private boolean thinking;

  /** Whether the thinking is a channel's, which ends with the next part of the chat format. */
  private boolean channel;

  private long thoughtFrom;

  /** Whether an answer can begin here: only blanks, marks and fences stand before. */
  private boolean fresh = true;

  private boolean lineStart = true;

  /** Whether only a fence's label stands between here and the fence. */
  private boolean fenced;

  private int previous = '\n';
  private boolean doubled;

  Outside(JsonEngine engine, CharWindow window, Lookahead look) {
    this.engine = engine;
    this.window = window;
    this.look = look;
    this.marks = new Marks(window);
  }

  /** A value has ended here. */
  void afterValue() {
    fresh = false;
    lineStart = false;
    fenced = false;
    doubled = false;
    previous = '}';
  }

  @Override
  public boolean step() {
    int c = window.peek(0);
    while (c >= 0 && (thinking ? think(c) : prose(c))) {
      c = window.peek(0);
    }
    if (c != END) {
      return engine.inside();
    }
    if (thinking) {
      engine.host().thought(thoughtFrom, window.offset(), false);
    }
    engine.close();
    return true;
  }

  /** Passes over characters; returns false if more is needed or a value has begun. */
  private boolean pass(int width) {
    int last = window.peek(width - 1);
    previous = Lookahead.blank(last) ? previous : last;
    window.advance(width);
    return true;
  }

  // Thinking

  private boolean think(int c) {
    if (c != '<' && c != '[' && c != '◁') {
      return pass(1);
    }
    int width = marks.read();
    if (width == MORE) {
      return false;
    }
    boolean ends =
        marks.meaning() == Marks.Meaning.ANSWER
            || (channel && marks.meaning() == Marks.Meaning.CHANNEL);
    if (ends) {
      thinking = false;
      engine.host().thought(thoughtFrom, window.offset(), true);
      fresh = true;
      lineStart = true;
    }
    return pass(Math.max(1, width));
  }

  private boolean mark(int c) {
    int width = marks.read();
    if (width == MORE) {
      return false;
    }
    if (width == 0) {
      return (c == '[' || c == '［') ? bracket(c) : c == '<' ? markup() : word();
    }
    if (marks.meaning() == Marks.Meaning.THINK) {
      thinking = true;
      channel = c == '<' && window.peek(1) == '|';
      pass(width);
      thoughtFrom = window.offset();
      return true;
    }
    if (marks.meaning() == Marks.Meaning.ANSWER) {
      // Thinking that was not opened began with the text.
      engine.host().thought(-1, window.offset(), true);
      fresh = true;
    }
    lineStart = true;
    return pass(width);
  }

  private boolean markup() {
    int comment = look.startsWith(0, "<!--");
    if (comment == Lookahead.YES) {
      window.advance(4);
      engine.startComment(Comment.Kind.MARKUP);
      return false;
    }
    return comment != MORE && word();
  }

  // Prose

  private boolean prose(int c) {
    return switch (c) {
      case '\n', '\r' -> {
        lineStart = true;
        yield pass(1);
      }
      case '<', '[', '◁', '［' -> mark(c);
      case '{', '｛' -> brace(c);
      case '(' -> round();
      case '`', '~' -> fence(c);
      case Lookahead.ESC -> colour();
      default -> {
        if (Lookahead.blank(c)) {
          yield pass(1);
        }
        boolean mayAnswer = fresh || (lineStart && c == '"');
        yield mayAnswer ? answer(c) : word();
      }
    };
  }

  private boolean colour() {
    int width = look.colour(0);
    window.advance(Math.max(0, width));
    return width != MORE;
  }

  /** Passes over a character that means nothing. */
  private boolean word() {
    fresh = false;
    lineStart = false;
    fenced = false;
    return pass(1);
  }

  private boolean fence(int c) {
    int width = 0;
    while (width < 3) {
      int next = window.peek(width);
      if (next == MORE) {
        return false;
      }
      if (next != c) {
        break;
      }
      width++;
    }
    if (width < 3) {
      return fresh ? answer(c) : word();
    }
    return label(width);
  }

  /** Passes over a fence and its label. */
  private boolean label(int mark) {
    int width = mark;
    while (width < mark + 40) {
      int next = window.peek(width);
      if (next == MORE) {
        return false;
      }
      if (!Lookahead.name(next) && next != '`' && next != '~' && next != '+') {
        break;
      }
      width++;
    }
    fresh = true;
    lineStart = true;
    fenced = true;
    return pass(width);
  }

  // Beginnings

  /** Returns whether a bracket stands where values stand rather than in a sentence. */
  private boolean placed() {
    return fresh || lineStart || ":=(>`*,".indexOf(previous) >= 0;
  }

  /** Returns whether a bracket that waits seems to begin a value. */
  boolean waits() {
    return !thinking && placed();
  }

  private boolean begin() {
    engine.begin(fenced);
    fenced = false;
    doubled = false;
    return false;
  }

  private boolean brace(int c) {
    int at = look.skipBlanks(1);
    int next = at == MORE ? MORE : window.peek(at);
    if (next == MORE) {
      return false;
    }
    if (next == '{') {
      doubled = at == 1;
      return pass(1);
    }
    int begins = object(at, next);
    if (begins == MORE) {
      return false;
    }
    if (begins == Lookahead.NO || !engine.host().follows("object")) {
      doubled = false;
      return word();
    }
    beginObject(c);
    return false;
  }

  private void beginObject(int c) {
    boolean twice = doubled;
    begin();
    if (twice) {
      engine.note(Kind.BRACKETS, "{{", "{");
    } else if (c != '{') {
      engine.note(Kind.CHARACTERS, Character.toString(c), "{");
    }
    window.advance(1);
    engine.startObject(twice ? Frames.DOUBLED : 0);
  }

  private int object(int at, int next) {
    if (Lookahead.closing(next) != 0) {
      return next == '"' || placed() ? Lookahead.YES : look.key(at, false);
    }
    if (Lookahead.letter(next) || next == '\\' || next == '&') {
      return look.key(at, true);
    }
    if (next == ':') {
      // The symbols of Ruby.
      int name = placed() ? window.peek(at + 1) : ' ';
      return name == MORE ? MORE : Lookahead.letter(name) ? look.key(at + 1, true) : Lookahead.NO;
    }
    boolean odd =
        switch (next) {
          case END, '}', '｝', ',', '/', '#', '<', '>' -> true;
          default -> false;
        };
    return odd && placed() ? Lookahead.YES : Lookahead.NO;
  }

  private boolean bracket(int c) {
    int at = look.skipBlanks(1);
    int next = at == MORE ? MORE : window.peek(at);
    if (next == MORE) {
      return false;
    }
    int begins = array(at, next);
    if (begins == MORE) {
      return false;
    }
    if (begins == Lookahead.NO || !engine.host().follows("array")) {
      return word();
    }
    begin();
    if (c != '[') {
      engine.note(Kind.CHARACTERS, Character.toString(c), "[");
    }
    window.advance(1);
    engine.startArray(0);
    return false;
  }

  private int array(int at, int next) {
    boolean begins =
        switch (next) {
          case '{', '[', '"', '-', '｛', '［' -> true;
          case '(', '/', '#', END, ']', ',' -> placed();
          default -> Lookahead.digit(next) || (Lookahead.closing(next) != 0 && placed());
        };
    if (!begins && Lookahead.letter(next)) {
      int known = placed() ? look.prefix(at) : 0;
      known = placed() && known == 0 ? look.namedCall(at) : known;
      if (known != 0) {
        return known == MORE ? MORE : Lookahead.YES;
      }
      int call = fresh ? look.call(at) : Lookahead.YES;
      return call == MORE ? MORE : call == Lookahead.NO ? Lookahead.YES : look.literal(at);
    }
    return begins ? Lookahead.YES : Lookahead.NO;
  }

  /** A call with named arguments, or a tuple. */
  private boolean round() {
    int at = look.skipBlanks(1);
    int next = at == MORE ? MORE : window.peek(at);
    if (next == MORE) {
      return false;
    }
    if (Lookahead.name(previous) && Lookahead.letter(next)) {
      int named = look.assignment(at);
      if (named == MORE) {
        return false;
      }
      if (named == Lookahead.YES && engine.host().follows("object")) {
        begin();
        engine.note(Kind.BRACKETS, "(", "{");
        window.advance(1);
        engine.startObject(Frames.ROUND);
        return false;
      }
    }
    if (fresh && Lookahead.closing(next) != 0 && engine.host().follows("array")) {
      begin();
      engine.note(Kind.BRACKETS, "(", "[");
      window.advance(1);
      engine.startArray(Frames.ROUND);
      return false;
    }
    fenced = false;
    return pass(1);
  }

  /** What begins an answer without a bracket: a name, a string, a number or a literal. */
  private boolean answer(int c) {
    if (Lookahead.closing(c) != 0) {
      int triple =
          c == '"' || c == '\'' ? look.startsWith(0, String.valueOf((char) c).repeat(3)) : 0;
      int name = engine.host().follows("object") ? look.key(0, false) : Lookahead.NO;
      if (triple == MORE || name == MORE) {
        return false;
      }
      if (triple == Lookahead.YES) {
        return label(3);
      }
      if (name == Lookahead.YES) {
        begin();
        engine.note(Kind.BRACKETS, "", "{");
        engine.startObject(Frames.IMPLICIT);
        return false;
      }
      boolean noString = name == Lookahead.YES || !fresh || c == '`';
      return noString ? word() : string();
    }
    return scalar(c);
  }

  /** A string, if the line holds nothing else or it is to be shown while it grows. */
  private boolean string() {
    int line = engine.host().patient() ? look.quotedLine() : Lookahead.YES;
    if (line == MORE) {
      return false;
    }
    boolean list = line == Lookahead.NO && fresh && look.quotedList() == Lookahead.YES;
    if (list && engine.host().follows("array")) {
      begin();
      engine.note(Kind.BRACKETS, "", "[");
      engine.startArray(Frames.IMPLICIT);
      return false;
    }
    if (line == Lookahead.NO || !engine.host().follows("string")) {
      return word();
    }
    begin();
    engine.startQuoted(false);
    return false;
  }

  private boolean scalar(int c) {
    boolean wanted =
        Lookahead.letter(c)
            ? engine.host().follows("boolean") || engine.host().follows("null")
            : "+-.0123456789".indexOf(c) >= 0 && engine.host().follows("number");
    int scalar = wanted ? look.scalar() : Lookahead.NO;
    if (scalar == MORE) {
      return false;
    }
    if (scalar == Lookahead.NO) {
      return word();
    }
    begin();
    engine.startBare(false);
    return false;
  }
}
