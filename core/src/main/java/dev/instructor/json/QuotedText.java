package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

import dev.instructor.json.Repair.Kind;

/**
 * Reads a string with quotes around it, whatever quotes they are, and tells those that end it from
 * those that belong to it. In strict JSON the first quote ends it, at once.
 */
final class QuotedText implements JsonEngine.Reader {
  /** How the string is quoted. */
  private enum Style {
    /** Not known before more characters have come. */
    OPENING(0),
    /** One mark on each side. */
    PLAIN(1),
    /** Two double quotes on each side, as in CSV. */
    DOUBLED(2),
    /** Three marks on each side. */
    TRIPLE(3),
    /** Quotes with a backslash: the whole value is escaped once more. */
    ESCAPED(2),
    /** Quotes as HTML writes them, by name or in four digits. */
    ENTITY(6),
    /** Quotes as HTML writes them in two digits. */
    SHORT_ENTITY(5);

    private final int width;

    Style(int width) {
      this.width = width;
    }
  }

  private final JsonEngine engine;
  private final CharWindow window;
  private final TreeGrower grower;
  private final Frames frames;
  private final QuoteEnds ends;
  private final Escapes escapes;
  private final StringBuilder name = new StringBuilder();
  private boolean key;
  private Style style = Style.OPENING;
  private char open;
  private char close;

  /** Whether a quote inside was opened and not closed. */
  private boolean inner;

  /** The quote that an entity stands for. */
  private char entityMark;

  /** Whether a backslash stands for itself. */
  private boolean raw;

  private final Backslashes backslashes = new Backslashes();
  private boolean noted;

  QuotedText(
      JsonEngine engine, CharWindow window, Lookahead look, TreeGrower grower, Frames frames) {
    this.engine = engine;
    this.window = window;
    this.grower = grower;
    this.frames = frames;
    this.ends = new QuoteEnds(window, look, frames, grower);
    this.escapes = new Escapes(window, look);
  }

  /**
   * Begins before the opening quote.
   *
   * @param asRaw whether a backslash stands for itself
   */
  void open(boolean asKey, boolean asRaw) {
    key = asKey;
    raw = asRaw;
    style = Style.OPENING;
    inner = false;
    noted = false;
    backslashes.clear();
    if (key) {
      name.setLength(0);
    } else {
      grower.startString();
    }
  }

  @Override
  public boolean step() {
    if (style == Style.OPENING && !opened()) {
      return false;
    }
    run();
    int c = window.peek(0);
    if (c == MORE) {
      return false;
    }
    if (c == END) {
      return ended();
    }
    if (c == '\\' && raw) {
      return rawBackslash();
    }
    if (c == '\\' && style != Style.ESCAPED) {
      return escape(0);
    }
    if (c == '\\') {
      return escapedTwice();
    }
    if (c == '&') {
      return entity();
    }
    if (c == close || c == open || mixed(c)) {
      return quote();
    }
    if (Character.isHighSurrogate((char) c)) {
      int next = window.peek(1);
      if (next == MORE || next == END) {
        // Half of a pair: its other half is still to come, or it stands for nothing.
        window.advance(next == END ? 1 : 0);
        return next == END;
      }
    }
    put((char) c);
    window.advance(1);
    return true;
  }

  // Opening

  private boolean opened() {
    int c = window.peek(0);
    if (c == '\\' || c == '&') {
      return openedOddly(c);
    }
    open = (char) Lookahead.otherClosing(c);
    close = (char) Lookahead.closing(c);
    int second = window.peek(1);
    if (second == MORE) {
      return false;
    }
    if (second == c && (c == '"' || c == '\'' || c == '`')) {
      int third = window.peek(2);
      if (third == MORE) {
        return false;
      }
      if (third == c) {
        return opened(Style.TRIPLE);
      }
      if (c == '"' && third != END && !Lookahead.blank(third) && !QuoteEnds.structural(third)) {
        int doubled = ends.doubled(2);
        return doubled != MORE && opened(doubled == Lookahead.YES ? Style.DOUBLED : Style.PLAIN);
      }
    }
    return opened(Style.PLAIN);
  }

  private boolean openedOddly(int c) {
    if (c == '\\') {
      open = '\\';
      close = '\\';
      return opened(Style.ESCAPED);
    }
    int width = escapes.entity();
    if (width == MORE) {
      return false;
    }
    open = '&';
    close = '&';
    entityMark = escapes.charAt(0);
    return opened(width == Style.ENTITY.width ? Style.ENTITY : Style.SHORT_ENTITY);
  }

  private boolean opened(Style found) {
    style = found;
    window.advance(style.width);
    if (open != '"' || style != Style.PLAIN) {
      note(Kind.QUOTES);
    }
    return true;
  }

  // Content

  /** Takes all that means nothing special. */
  private void run() {
    char[] chars = window.array();
    int from = window.position();
    int to = window.limit();
    int at = from;
    if (style == Style.PLAIN && open == '"') {
      while (at < to && chars[at] != '"' && chars[at] != '\\' && chars[at] >= ' ') {
        at++;
      }
    } else {
      while (at < to && plain(chars[at])) {
        at++;
      }
    }
    if (at == to && at > from && Character.isHighSurrogate(chars[at - 1])) {
      at--;
    }
    put(chars, from, at);
    window.advance(at - from);
    if (at < to && chars[at] < ' ') {
      note(Kind.ESCAPES);
    }
  }

  private boolean plain(char c) {
    return c != open && c != close && !mixed(c) && c != '\\' && c != '&' && c >= ' ';
  }

  /** Returns whether a double quote may end a name that a single one began. */
  private boolean mixed(int c) {
    return key && open == '\'' && c == '"';
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

  private boolean escape(int ahead) {
    int width = escapes.read(ahead, open);
    if (width == MORE) {
      return false;
    }
    if (escapes.odd()) {
      note(Kind.ESCAPES);
      if (style == Style.PLAIN && escapes.length() == 1 && escapes.charAt(0) == '\\') {
        backslashes.kept();
      }
    }
    int letter = window.peek(ahead + 1);
    if (key && letter == '_') {
      // Markdown's escape of an underscore in a word.
      put('_');
      window.advance(ahead + 2);
      return true;
    }
    if (!key && backslashes.standsForItself(letter, grower.text())) {
      put('\\');
      window.advance(ahead + 1);
      return true;
    }
    for (int i = 0; i < escapes.length(); i++) {
      put(escapes.charAt(i));
    }
    if (!key && style == Style.PLAIN && letter == open) {
      backslashes.quote(grower.text().length());
    }
    window.advance(ahead + width);
    return true;
  }

  /** In a raw string a backslash stays where it is, and the quote behind it is content too. */
  private boolean rawBackslash() {
    int next = window.peek(1);
    if (next == MORE) {
      return false;
    }
    put('\\');
    if (next == open) {
      put(open);
    }
    window.advance(next == open ? 2 : 1);
    return true;
  }

  /** A backslash in a value that is escaped once more: a quote, or an escape behind another one. */
  private boolean escapedTwice() {
    int next = window.peek(1);
    if (next == MORE) {
      return false;
    }
    if (next == '"') {
      return quote();
    }
    if (next == '\\') {
      int third = window.peek(2);
      if (third == MORE) {
        return false;
      }
      return escape(third == '\\' ? 2 : 1);
    }
    return escape(0);
  }

  private boolean entity() {
    if (!byEntity()) {
      put('&');
      window.advance(1);
      return true;
    }
    int width = escapes.entity();
    if (width == MORE) {
      return false;
    }
    if (escapes.charAt(0) == entityMark && width == style.width) {
      return quote();
    }
    put(escapes.charAt(0));
    window.advance(width);
    return true;
  }

  // Quotes

  /** Decides whether the quote ahead ends the string. */
  private boolean quote() {
    int width = style.width;
    if (style == Style.TRIPLE || style == Style.DOUBLED) {
      for (int i = 1; i < width; i++) {
        int c = window.peek(i);
        if (c == MORE) {
          return false;
        }
        if (c != close) {
          return content(1);
        }
      }
    }
    boolean trusted = style == Style.TRIPLE || (style == Style.PLAIN && open == '"' && !inner);
    if (!key && frames.inArray() && engine.host().patient() && style != Style.TRIPLE) {
      if (ends.names(width, grower.text())) {
        return closed();
      }
    }
    int verdict =
        key
            ? ends.ofName(width, name)
            : style == Style.TRIPLE
                ? QuoteEnds.CLOSES
                : ends.ofValue(width, grower.text(), trusted || entityLike());
    return switch (verdict) {
      case QuoteEnds.WAIT -> false;
      case QuoteEnds.CLOSES -> closed();
      case QuoteEnds.JOINS -> {
        engine.note(Kind.CONCATENATION, "", "");
        engine.consume(ends.joinWidth());
        style = Style.OPENING;
        inner = false;
        yield true;
      }
      case QuoteEnds.CSV -> {
        note(Kind.QUOTES);
        put(open);
        window.advance(width * 2);
        yield true;
      }
      case QuoteEnds.NAME_UNCLOSED -> {
        note(Kind.QUOTES);
        engine.keyDone(QuoteEnds.nameBeforeColon(name), true);
        engine.become(JsonEngine.State.VALUE);
        yield true;
      }
      case QuoteEnds.PAIR_UNCLOSED -> {
        note(Kind.QUOTES);
        yield pair(name);
      }
      case QuoteEnds.VALUE_UNCLOSED -> {
        note(Kind.QUOTES);
        grower.truncate(QuoteEnds.lengthWithoutComma(grower.text()));
        backslashes.restore(grower);
        engine.stringDone();
        engine.become(JsonEngine.State.KEY);
        yield true;
      }
      case QuoteEnds.RESTARTS -> {
        if (!engine.host().mayRestart()) {
          yield content(width);
        }
        engine.restart();
        yield true;
      }
      default -> content(width);
    };
  }

  private boolean closed() {
    engine.consume(style.width);
    if (key) {
      engine.keyDone(name.toString(), true);
    } else {
      engine.stringDone();
    }
    return true;
  }

  /** Reads a name and its value, around which the quotes were not closed. */
  private boolean pair(CharSequence both) {
    String text = both.toString();
    int colon = text.indexOf(':');
    String value = text.substring(colon + 1).strip();
    engine.keyDone(text.substring(0, colon).strip(), true);
    engine.scalar(Literals.read(QuoteEnds.withoutComma(value)).value());
    engine.become(JsonEngine.State.KEY);
    return true;
  }

  /**
   * The text ended: either inside of the string, or its quote was forgotten before the brackets.
   */
  private boolean ended() {
    CharSequence text = key ? name : grower.text().view();
    int length = frames.withoutClosers(text);
    if (length < 0 || (key && QuoteEnds.pairEnd(name, length) == 0)) {
      return engine.cutOff(false);
    }
    note(Kind.QUOTES);
    if (key) {
      pair(name.subSequence(0, length));
    } else {
      boolean lone = backslashes.endsWithLoneQuote(length);
      grower.truncate(lone ? length - 1 : length);
      backslashes.restore(grower);
      engine.stringDone();
    }
    engine.popAll();
    return true;
  }

  private boolean byEntity() {
    return style == Style.ENTITY || style == Style.SHORT_ENTITY;
  }

  private boolean entityLike() {
    return !inner && (style == Style.ESCAPED || byEntity());
  }

  private boolean content(int width) {
    note(Kind.QUOTES);
    inner = !inner;
    put(style == Style.ESCAPED ? '"' : byEntity() ? entityMark : (char) window.peek(0));
    window.advance(width);
    return true;
  }

  /** Notes a liberty once for each string. */
  private void note(Kind kind) {
    if (!noted) {
      noted = true;
      String mark = style == Style.OPENING ? "" : Character.toString(open);
      if (key) {
        engine.noteInside(kind, mark, "\"");
      } else {
        engine.note(kind, mark, "\"");
      }
    }
  }
}
