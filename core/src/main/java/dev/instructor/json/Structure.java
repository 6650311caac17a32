package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

import dev.instructor.json.JsonEngine.State;
import dev.instructor.json.Repair.Kind;

/** Reads what stands between the scalars: brackets, colons, commas, comments. */
final class Structure implements JsonEngine.Reader {
  private final JsonEngine engine;
  private final CharWindow window;
  private final Lookahead look;
  private final Frames frames;
  private final Asides asides;
  private final Calls calls;
  private boolean afterComma;
  private boolean named;
  private boolean quotedName;

  Structure(JsonEngine engine, CharWindow window, Lookahead look, Frames frames) {
    this.engine = engine;
    this.window = window;
    this.look = look;
    this.frames = frames;
    this.asides = new Asides(engine, window, look, frames);
    this.calls = new Calls(engine, window, look, frames);
  }

  @Override
  public boolean step() {
    return switch (engine.state()) {
      case KEY -> beforeKey();
      case COLON -> beforeColon();
      case VALUE -> beforeValue();
      case NEXT -> afterValue();
      default -> throw new AssertionError(engine.state());
    };
  }

  /** A container has begun. */
  void entered() {
    afterComma = false;
    named = false;
  }

  /** A name has been read. */
  void named(boolean quoted) {
    frames.named(quoted);
    afterComma = false;
    named = true;
    quotedName = quoted;
  }

  /** A value has been read. */
  void valued() {
    frames.touch();
    afterComma = false;
    named = false;
  }

  // Where a name or the end of the object is to come

  private boolean beforeKey() {
    int c = engine.skipBlanks();
    if (c == '"') {
      engine.startQuoted(true);
      return true;
    }
    if (c == MORE) {
      return false;
    }
    if (c == END) {
      return end(frames.implicitRoot());
    }
    if (Frames.closer(c) != 0) {
      return closer(c);
    }
    if (Lookahead.comma(c)) {
      return surplusComma(c);
    }
    if (c == '{' || c == '｛') {
      return openerForKey(c);
    }
    int skipped = asides.skip(c, named || afterComma);
    if (skipped != 0) {
      return skipped == MORE ? false : true;
    }
    int quote = look.quote(c);
    if (quote == Lookahead.YES) {
      engine.startQuoted(true);
    }
    if (quote != Lookahead.NO) {
      return quote != MORE;
    }
    if (c == '-') {
      return dash();
    }
    int prefix = calls.prefix(c, true);
    if (prefix != 0) {
      return prefix != MORE;
    }
    if (c == ':') {
      return symbol();
    }
    if (Lookahead.name(c) && c != '.') {
      engine.startBare(true);
      return true;
    }
    return engine.breakOff();
  }

  /** The mark of a list's item, or two dashes that begin a comment. */
  private boolean dash() {
    int next = window.peek(1);
    if (next == MORE) {
      return false;
    }
    if (next == '-') {
      engine.startComment(Comment.Kind.LINE);
      return true;
    }
    if (!Lookahead.blank(next)) {
      return engine.breakOff();
    }
    engine.note(Kind.CHARACTERS, "-", "");
    engine.consume(1);
    return true;
  }

  /** The colon before a name of Ruby. */
  private boolean symbol() {
    int next = window.peek(1);
    if (next == MORE) {
      return false;
    }
    if (!Lookahead.letter(next)) {
      return engine.breakOff();
    }
    engine.note(Kind.QUOTES, ":", "");
    engine.consume(1);
    return true;
  }

  private boolean surplusComma(int c) {
    engine.note(Kind.COMMAS, Character.toString(c), "");
    engine.consume(1);
    return true;
  }

  /** A brace where a name is to come: a template's second brace, or the next item of a list. */
  private boolean openerForKey(int c) {
    engine.note(Kind.BRACKETS, Character.toString(c), "");
    if (!afterComma && frames.untouched()) {
      frames.add(Frames.DOUBLED);
      engine.consume(1);
      return true;
    }
    if (frames.depth() > 1 && (frames.flags(1) & Frames.OBJECT) == 0) {
      engine.pop();
      engine.become(State.VALUE);
      return true;
    }
    return engine.breakOff();
  }

  // Between a name and its value

  private boolean beforeColon() {
    int c = engine.skipBlanks();
    if (c == ':') {
      engine.consume(1);
      engine.become(State.VALUE);
      return true;
    }
    if (c == MORE) {
      return false;
    }
    if (c == END) {
      return end(false);
    }
    if (c == '=' || c == '-') {
      int next = window.peek(1);
      if (next == MORE) {
        return false;
      }
      if (c == '=' || next == '>') {
        int width = next == '>' ? 2 : 1;
        return colon(c == '-' ? "->" : width == 2 ? "=>" : "=", width);
      }
    }
    if (c == '：') {
      return colon("：", 1);
    }
    if (Lookahead.comma(c) || Frames.closer(c) != 0) {
      if (isSet(c)) {
        engine.becomeSet();
        return true;
      }
      // An item of a list without brackets: what it belongs to cannot be told.
      return engine.breakOff();
    }
    int skipped = asides.comment(c);
    if (skipped != 0) {
      return skipped != MORE;
    }
    if (Lookahead.closing(c) != 0
        || c == '{'
        || c == '['
        || Lookahead.digit(c)
        || (quotedName && Lookahead.letter(c))) {
      engine.note(Kind.COMMAS, "", ":");
      engine.become(State.VALUE);
      return true;
    }
    return engine.breakOff();
  }

  /** Returns whether a name is the first item of a set, as Python writes them. */
  private boolean isSet(int c) {
    boolean braces = (frames.flags(0) & (Frames.IMPLICIT | Frames.ROUND | Frames.DOUBLED)) == 0;
    return quotedName
        && braces
        && engine.host().patient()
        && engine.firstMember()
        && (Lookahead.comma(c) || frames.depth() > 1);
  }

  private boolean colon(String sign, int width) {
    engine.note(Kind.COMMAS, sign, ":");
    engine.consume(width);
    engine.become(State.VALUE);
    return true;
  }

  // Where a value is to come

  private boolean beforeValue() {
    int c = engine.skipBlanks();
    return switch (c) {
      case MORE -> false;
      case END -> end(false);
      case '"' -> {
        engine.startQuoted(false);
        yield true;
      }
      case '{', '｛' -> {
        engine.consume(1);
        engine.startObject(0);
        yield true;
      }
      case '[', '［' -> {
        engine.consume(1);
        engine.startArray(0);
        yield true;
      }
      case '(', '（' -> {
        engine.note(Kind.BRACKETS, "(", "[");
        engine.consume(1);
        engine.startArray(Frames.ROUND);
        yield true;
      }
      case ':' -> {
        engine.note(Kind.COMMAS, ":", "");
        engine.consume(1);
        yield true;
      }
      default -> oddValue(c);
    };
  }

  private boolean oddValue(int c) {
    if (Frames.closer(c) != 0 || Lookahead.comma(c)) {
      if (frames.inObject()) {
        engine.note(Kind.MISSING_VALUE, "", "");
        engine.become(State.NEXT);
        return true;
      }
      return Lookahead.comma(c) ? surplusComma(c) : closer(c);
    }
    int skipped = asides.skip(c, named || afterComma);
    if (skipped != 0) {
      if (skipped == Asides.DOTS && frames.inObject()) {
        engine.become(State.NEXT);
      }
      return skipped != MORE;
    }
    int quote = look.quote(c);
    if (quote == Lookahead.YES) {
      engine.startQuoted(false);
    }
    if (quote != Lookahead.NO) {
      return quote != MORE;
    }
    int next = window.peek(1);
    if (next == MORE) {
      return false;
    }
    if (c == '\\') {
      return engine.breakOff();
    }
    int begun = Lookahead.letter(c) ? calls.prefix(c, false) : 0;
    begun = begun == 0 && Lookahead.letter(c) ? calls.begin() : begun;
    if (begun != 0) {
      return begun != MORE;
    }
    engine.startBare(false);
    return true;
  }

  // After a value

  private boolean afterValue() {
    int c = engine.skipBlanks();
    if (c == ',') {
      engine.consume(1);
      return another();
    }
    if (c == MORE) {
      return false;
    }
    if (c == END) {
      return end(true);
    }
    if (c == ')' && frames.wrapped()) {
      frames.unwrap();
      engine.consume(1);
      return true;
    }
    if (Frames.closer(c) != 0) {
      return closer(c);
    }
    if (Lookahead.comma(c)) {
      engine.note(Kind.COMMAS, Character.toString(c), ",");
      engine.consume(1);
      return another();
    }
    if (c == '(' || c == '（') {
      engine.startComment(Comment.Kind.ROUND);
      return true;
    }
    int skipped = asides.skip(c, named || afterComma);
    if (skipped != 0) {
      return skipped != MORE;
    }
    return frames.inObject() ? missingCommaBeforeKey(c) : missingCommaBeforeItem(c);
  }

  private boolean another() {
    afterComma = true;
    engine.become(frames.inObject() ? State.KEY : State.VALUE);
    return true;
  }

  private boolean missingCommaBeforeKey(int c) {
    int key = look.key(0, true);
    if (key == MORE) {
      return false;
    }
    if (key == Lookahead.YES) {
      engine.note(Kind.COMMAS, "", ",");
      engine.become(State.KEY);
      return true;
    }
    if (frames.implicitRoot()) {
      engine.pop();
      return true;
    }
    return surplusQuote(c);
  }

  private boolean missingCommaBeforeItem(int c) {
    boolean names = (c == ':' || c == '=') && engine.host().patient();
    if (names && engine.nameLastItem()) {
      return true;
    }
    if (frames.implicitRoot()) {
      return engine.breakOff();
    }
    if (Lookahead.closing(c) != 0) {
      int end = look.skipBlanks(1);
      int after = end == MORE ? MORE : window.peek(end);
      if (after == MORE) {
        return false;
      }
      if (Lookahead.comma(after) || Frames.closer(after) != 0) {
        return surplusQuote(c);
      }
    }
    if (Lookahead.closing(c) != 0
        || c == '{'
        || c == '['
        || c == '-'
        || Lookahead.digit(c)
        || Lookahead.letter(c)) {
      engine.note(Kind.COMMAS, "", ",");
      engine.become(State.VALUE);
      return true;
    }
    return engine.breakOff();
  }

  private boolean surplusQuote(int c) {
    if (Lookahead.closing(c) == 0) {
      return engine.breakOff();
    }
    engine.note(Kind.QUOTES, Character.toString(c), "");
    engine.consume(1);
    return true;
  }

  // Brackets

  private boolean closer(int c) {
    int kind = Frames.closer(c);
    int above = frames.nearest(kind);
    if (above > 0) {
      above = mismatch(above);
      if (above == MORE) {
        return false;
      }
    }
    if (above == frames.depth() - 1 && engine.host().patient() && goesOn(c)) {
      above = -1;
    }
    if (afterComma) {
      engine.note(Kind.COMMAS, ",", "");
    }
    if (above < 0) {
      engine.note(Kind.BRACKETS, Character.toString(c), "");
      engine.consume(1);
      return true;
    }
    if (above > 0 || !frames.matches(0, kind)) {
      engine.note(Kind.BRACKETS, Character.toString(c), "");
    }
    for (int i = 0; i < above; i++) {
      engine.pop();
    }
    boolean doubled = (frames.flags(0) & Frames.DOUBLED) != 0;
    if (doubled) {
      int next = window.peek(1);
      if (next == MORE) {
        return false;
      }
      engine.consume(next == c ? 2 : 1);
    } else {
      engine.consume(1);
    }
    engine.pop();
    return true;
  }

  /**
   * Returns how many containers a bracket closes that does not fit the innermost one: those up to
   * the one it fits, or none if what follows says that it was meant for the innermost.
   */
  private int mismatch(int above) {
    int next = look.skipBlanks(1);
    if (next == MORE) {
      return MORE;
    }
    int c = window.peek(next);
    if (c == MORE || !Lookahead.comma(c)) {
      return c == MORE ? MORE : above;
    }
    int start = look.skipBlanks(next + 1);
    int key = start == MORE ? MORE : look.key(start, true);
    if (key == MORE) {
      return MORE;
    }
    boolean inner = fits(1, key == Lookahead.YES);
    boolean outer = fits(above + 1, key == Lookahead.YES);
    return inner && !outer ? 0 : above;
  }

  /** Returns whether a brace is surplus, as another member follows where the value would end. */
  private boolean goesOn(int c) {
    int next = look.skipBlanks(1);
    if (c != '}' || frames.implicitRoot() || !Lookahead.comma(window.peek(next))) {
      return false;
    }
    return look.key(look.skipBlanks(next + 1), false) == Lookahead.YES;
  }

  private boolean fits(int above, boolean key) {
    return above < frames.depth() && (frames.flags(above) & Frames.OBJECT) != 0 == key;
  }

  /** The text has ended. */
  private boolean end(boolean complete) {
    if (complete && frames.implicitRoot()) {
      engine.pop();
      return true;
    }
    return engine.cutOff(complete);
  }
}
