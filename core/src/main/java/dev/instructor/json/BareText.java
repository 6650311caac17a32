package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

/** Reads what stands without quotes: numbers, literals, names, words. */
final class BareText implements JsonEngine.Reader {
  /** A name without quotes is no longer. */
  private static final int MAX_NAME = 80;

  /** A longer word is taken for no number, so that looking at it again costs nothing. */
  private static final int MAX_PLAIN = 300;

  private static final int GOES_ON = 0;
  private static final int ENDS = 1;
  private static final int WAIT = 2;

  private final JsonEngine engine;
  private final CharWindow window;
  private final Lookahead look;
  private final Frames frames;
  private final StringBuilder token = new StringBuilder();
  private boolean key;
  private int round;
  private int square;

  BareText(JsonEngine engine, CharWindow window, Lookahead look, Frames frames) {
    this.engine = engine;
    this.window = window;
    this.look = look;
    this.frames = frames;
  }

  void open(boolean asKey) {
    key = asKey;
    token.setLength(0);
    round = 0;
    square = 0;
  }

  @Override
  public boolean step() {
    while (true) {
      int c = window.peek(0);
      if (c == MORE) {
        return false;
      }
      int verdict = key ? inName(c) : inValue(c);
      if (verdict == WAIT) {
        return false;
      }
      if (verdict == ENDS) {
        return key ? nameDone() : valueDone(c == END);
      }
      token.append((char) c);
      window.advance(1);
    }
  }

  // Names

  private int inName(int c) {
    if (c == END || token.length() > MAX_NAME) {
      return ENDS;
    }
    if (Lookahead.name(c) || (token.length() > 0 && (c == '\'' || c == '/'))) {
      return GOES_ON;
    }
    if (c != ' ') {
      return ENDS;
    }
    int next = look.skipBlanks(0);
    int after = next == MORE ? MORE : window.peek(next);
    if (after == MORE) {
      return WAIT;
    }
    return Lookahead.name(after) && after != '-' && !look.lineBreak(0, next) ? GOES_ON : ENDS;
  }

  private boolean nameDone() {
    if (window.peek(0) == '"') {
      int colon = look.colonBehind(1);
      if (colon == MORE) {
        return false;
      }
      // The quote that opens the name is missing.
      window.advance(colon == Lookahead.YES ? 1 : 0);
    }
    String name = token.toString();
    if (name.endsWith("'")) {
      name = name.substring(0, name.length() - 1);
    }
    engine.noteInside(Repair.Kind.QUOTES, name, name);
    engine.keyDone(name, false);
    return true;
  }

  // Values

  private int inValue(int c) {
    return switch (c) {
      case END -> ENDS;
      case '(' -> opensRound();
      case '[' -> {
        square++;
        yield GOES_ON;
      }
      case ')', ']', '}', '｝', '］', '）' -> closes(c);
      case '"', '\'', '`', '“', '‘' -> quote(c);
      case '/' -> comment(c);
      case '#' -> afterBlank() ? ENDS : GOES_ON;
      case '<' -> around();
      default -> {
        if (Lookahead.comma(c)) {
          yield comma(c);
        }
        yield c == '\\' || Lookahead.blank(c) ? blank() : GOES_ON;
      }
    };
  }

  private boolean afterBlank() {
    return token.length() > 0 && Lookahead.blank(token.charAt(token.length() - 1));
  }

  private String word() {
    return token.toString().strip();
  }

  private boolean plain() {
    return token.length() <= MAX_PLAIN && Literals.isPlain(word());
  }

  private int opensRound() {
    if (afterBlank() && plain()) {
      return ENDS;
    }
    round++;
    return GOES_ON;
  }

  private int closes(int c) {
    if (c == ')' && round > 0) {
      round--;
      return GOES_ON;
    }
    if (c == ']' && square > 0) {
      square--;
      return GOES_ON;
    }
    return c == ')' && frames.nearest(Frames.closer(c)) < 0 ? GOES_ON : ENDS;
  }

  private int quote(int c) {
    if (token.length() == 0 || round > 0) {
      return GOES_ON;
    }
    if (c == '`') {
      int fence = look.startsWith(0, "```");
      if (fence != Lookahead.NO) {
        return fence == MORE ? WAIT : ENDS;
      }
    }
    if (frames.inObject()) {
      int name = look.key(0, false);
      return name == MORE ? WAIT : name == Lookahead.YES ? ENDS : GOES_ON;
    }
    return plain() ? ENDS : GOES_ON;
  }

  private int comment(int c) {
    int next = window.peek(1);
    if (next == MORE) {
      return WAIT;
    }
    boolean begins = next == c || next == '*';
    return begins && (afterBlank() || plain()) ? ENDS : GOES_ON;
  }

  private int around() {
    int next = window.peek(1);
    if (next == MORE) {
      return WAIT;
    }
    return token.length() > 0 && (next == '|' || next == '/' || next == '!') ? ENDS : GOES_ON;
  }

  private int comma(int c) {
    if (round > 0) {
      return GOES_ON;
    }
    if (!frames.inObject()) {
      return ENDS;
    }
    if (c == ',') {
      int group = group();
      if (group != ENDS) {
        return group;
      }
    }
    if (plain()) {
      return ENDS;
    }
    int next = look.skipBlanks(1);
    int after = next == MORE ? MORE : window.peek(next);
    if (after == MORE) {
      return WAIT;
    }
    if (after == END || Frames.closer(after) != 0 || Lookahead.comma(after) || after == '#') {
      return ENDS;
    }
    // The names of Ruby begin with a colon.
    int name = look.key(after == ':' ? next + 1 : next, true);
    return name == MORE ? WAIT : name == Lookahead.YES ? ENDS : GOES_ON;
  }

  /** Tells a comma between groups of digits, behind which no name can stand. */
  private int group() {
    int length = token.length();
    int from = length;
    while (from > 0 && Lookahead.digit(token.charAt(from - 1))) {
      from--;
    }
    if (from == length) {
      return ENDS;
    }
    int at = 1;
    while (at < Lookahead.REACH && Lookahead.digit(window.peek(at))) {
      at++;
    }
    int next = look.skipBlanks(at);
    int after = next == MORE ? MORE : window.peek(next);
    if (after == MORE && at > 1) {
      return WAIT;
    }
    if (at == 1) {
      return window.peek(1) == MORE ? WAIT : ENDS;
    }
    return Lookahead.colon(after) ? ENDS : GOES_ON;
  }

  private int blank() {
    int next = look.skipBlanks(0);
    if (look.lineBreak(0, next == MORE ? window.available() : next) && plain()) {
      // Behind a number that ends its line nothing can belong to it.
      return ENDS;
    }
    int after = next == MORE ? MORE : window.peek(next);
    if (after == MORE) {
      return WAIT;
    }
    if (next == 0) {
      return GOES_ON;
    }
    boolean line = look.lineBreak(0, next);
    round = line ? 0 : round;
    square = line ? 0 : square;
    if (after == END || Frames.closer(after) != 0 || (Lookahead.comma(after) && plain())) {
      return ENDS;
    }
    if (frames.inObject()) {
      if (line || plain()) {
        int name = look.key(next, true);
        if (name != Lookahead.NO) {
          return name == MORE ? WAIT : ENDS;
        }
      }
      return line && (frames.implicitRoot() || plain()) ? ENDS : GOES_ON;
    }
    boolean item =
        Lookahead.digit(after) || after == '-' || after == '{' || after == '[' || after == '"';
    return line || (item && plain()) ? ENDS : GOES_ON;
  }

  /** Returns what a word stands for, of which only the opening quote may be missing. */
  private static Literals.Word unquoted(String word) {
    int last = word.length() - 1;
    boolean closed = last > 0 && word.indexOf('"') == last;
    if (closed && !Lookahead.digit(word.charAt(last - 1))) {
      return new Literals.Word(new JsonString(word.substring(0, last)), Repair.Kind.QUOTES);
    }
    Json code = CodeWords.read(word);
    return code == null ? Literals.read(word) : new Literals.Word(code, Repair.Kind.LITERALS);
  }

  private boolean valueDone(boolean atEnd) {
    String word = word();
    if (atEnd && frames.depth() > 0 && !frames.implicitRoot() && !Literals.isWhole(word)) {
      return engine.cutOff(false);
    }
    Literals.Word read = unquoted(word);
    Json value = read.value();
    if (read.liberty() != null) {
      engine.note(
          read.liberty(), word, value instanceof JsonString text ? text.value() : value.toString());
    }
    engine.scalar(value);
    return true;
  }
}
