package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

/**
 * Tells whether a quote ends its string, from what follows it. After a quote that ends a string
 * stands a sign of structure, and what follows that sign fits to it; any other quote belongs to the
 * text.
 */
final class QuoteEnds {
  static final int WAIT = 0;
  static final int CLOSES = 1;
  static final int CONTENT = 2;

  /** A sign follows that joins the string with another one. */
  static final int JOINS = 3;

  /** Two quotes stand for one. */
  static final int CSV = 4;

  /** The quote opens the value, as the name before it was not closed. */
  static final int NAME_UNCLOSED = 5;

  /** The quote opens the next name, as the value before it was not closed. */
  static final int VALUE_UNCLOSED = 6;

  /** The quote opens the first name once more. */
  static final int RESTARTS = 7;

  /** The quote opens the next name, as the name before it and its value were not closed. */
  static final int PAIR_UNCLOSED = 8;

  /** How far back a text is searched for the bracket that one behind it may close. */
  private static final int BACK = 200;

  private final CharWindow window;
  private final Lookahead look;
  private final Frames frames;
  private final TreeGrower grower;
  private int joinWidth;

  QuoteEnds(CharWindow window, Lookahead look, Frames frames, TreeGrower grower) {
    this.window = window;
    this.look = look;
    this.frames = frames;
    this.grower = grower;
  }

  /** Returns how far ahead the string begins that the last {@link #JOINS} told of. */
  int joinWidth() {
    return joinWidth;
  }

  /** Returns whether a character is a bracket that closes, a comma or a colon. */
  static boolean structural(int c) {
    return Lookahead.comma(c) || Lookahead.colon(c) || Frames.closer(c) != 0;
  }

  // Names

  int ofName(int width, CharSequence name) {
    int at = look.skipBlanks(width);
    int c = at == MORE ? MORE : window.peek(at);
    if (c == MORE) {
      return WAIT;
    }
    if (c == END || Lookahead.colon(c)) {
      return CLOSES;
    }
    if (colonAtEnd(name) > 0) {
      return NAME_UNCLOSED;
    }
    int restart = restarts(name);
    if (restart != Lookahead.NO) {
      return restart == MORE ? WAIT : RESTARTS;
    }
    if (structural(c)) {
      return CLOSES;
    }
    if (pairEnd(name, name.length()) > 0) {
      int next = look.key(0, false);
      if (next != Lookahead.NO) {
        return next == MORE ? WAIT : PAIR_UNCLOSED;
      }
    }
    boolean plain = Lookahead.closing(c) != 0 || c == '{' || c == '[' || Lookahead.digit(c);
    boolean arrow = c == '-' && window.peek(at + 1) == '>';
    boolean apart = at > width && Lookahead.letter(c);
    return arrow || ((plain || apart) && identifier(name, name.length())) ? CLOSES : CONTENT;
  }

  /** Returns whether a brace was the last sign and the first name of the root comes once more. */
  private int restarts(CharSequence before) {
    int last = before.length() - 1;
    while (last >= 0 && Lookahead.blank(before.charAt(last))) {
      last--;
    }
    String first = grower.firstName();
    if (last < 0 || before.charAt(last) != '{' || first.isEmpty() || first.length() > BACK) {
      return Lookahead.NO;
    }
    int again = look.startsWith(1, first + '"');
    return again == Lookahead.YES ? look.key(0, false) : again;
  }

  /** Returns the name that an unclosed quote left before its colon. */
  static String nameBeforeColon(CharSequence name) {
    return name.subSequence(0, colonAtEnd(name)).toString().strip();
  }

  /** Returns where the colon is if a name ends with one behind an identifier, else 0. */
  private static int colonAtEnd(CharSequence name) {
    int end = name.length();
    while (end > 0 && Lookahead.blank(name.charAt(end - 1))) {
      end--;
    }
    if (end < 2 || !Lookahead.colon(name.charAt(end - 1))) {
      return 0;
    }
    // A single quote may have been meant to end it.
    int word = name.charAt(end - 2) == '\'' ? end - 2 : end - 1;
    return identifier(name, word) ? word : 0;
  }

  /** Returns whether the next double quote is doubled. */
  int doubled(int from) {
    int at = from;
    while (at < Lookahead.REACH && window.peek(at) >= 0 && window.peek(at) != '"') {
      at++;
    }
    int next = window.peek(at) == '"' ? window.peek(at + 1) : window.peek(at);
    return next == MORE ? MORE : next == '"' ? Lookahead.YES : Lookahead.NO;
  }

  /** Returns where a pair of a name and a plain value ends, with a comma or without, or 0. */
  static int pairEnd(CharSequence both, int length) {
    String text = both.subSequence(0, Math.min(length, BACK)).toString();
    int colon = text.indexOf(':');
    if (length > BACK || colon < 1 || !identifier(text, colon)) {
      return 0;
    }
    return Literals.isPlain(withoutComma(text.substring(colon + 1).strip())) ? length : 0;
  }

  static String withoutComma(String text) {
    return text.endsWith(",") ? text.substring(0, text.length() - 1).strip() : text;
  }

  private static boolean identifier(CharSequence name, int end) {
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      if (!Lookahead.name(c) && c != ' ') {
        return false;
      }
    }
    return end > 0;
  }

  // Values

  /**
   * Returns what the quote ahead is.
   *
   * @param width how wide it is
   * @param text the string so far
   * @param trusted whether a sign of structure behind it is enough
   */
  int ofValue(int width, GrowingText text, boolean trusted) {
    int at = look.skipBlanks(width);
    if (at == MORE) {
      return WAIT;
    }
    int c = window.peek(at);
    if (c == MORE) {
      return WAIT;
    }
    if (c == END || at >= Lookahead.REACH) {
      return CLOSES;
    }
    if (Lookahead.comma(c)) {
      return trusted ? CLOSES : afterComma(at + 1);
    }
    int closer = Frames.closer(c);
    if (closer != 0) {
      if (frames.nearest(closer) < 0 && c == ')' && !frames.wrapped()) {
        return CONTENT;
      }
      return trusted ? CLOSES : afterCloser(at + 1, c, text);
    }
    if (Lookahead.closing(c) != 0) {
      int fence = c == '`' && at > width ? look.startsWith(at, "```") : Lookahead.NO;
      if (fence != Lookahead.NO) {
        return fence == MORE ? WAIT : CLOSES;
      }
      return beforeQuote(width, at, c, text, trusted);
    }
    if (c == '+') {
      return joins(at + 1);
    }
    int around = around(width, at, c);
    if (around != CONTENT) {
      return around;
    }
    if (frames.depth() == 0) {
      return look.lineBreak(width, at) ? CLOSES : CONTENT;
    }
    if (frames.inObject() && look.lineBreak(width, at)) {
      int key = look.key(at, true);
      if (key != Lookahead.NO) {
        return key == MORE ? WAIT : CLOSES;
      }
    }
    return opensName(text);
  }

  /** Returns whether a text is an item of an array that names what follows behind a colon. */
  boolean names(int width, GrowingText text) {
    int at = look.skipBlanks(width);
    int sign = window.peek(at);
    boolean arrow = sign == '=' && window.peek(at + 1) == '>';
    if ((sign != ':' && !arrow)
        || text.length() > BACK
        || !identifier(text.view(), text.length())) {
      return false;
    }
    int value = window.peek(look.skipBlanks(at + (arrow ? 2 : 1)));
    return Lookahead.closing(value) != 0
        || Lookahead.digit(value)
        || Lookahead.letter(value)
        || (value >= 0 && "{[-:".indexOf(value) >= 0);
  }

  /** What can stand around values, or comments. */
  private int around(int width, int at, int c) {
    int next = window.peek(at + 1);
    return switch (c) {
      case '/' -> next == MORE ? WAIT : next == '/' || next == '*' ? CLOSES : CONTENT;
      case '#' -> at > width ? CLOSES : CONTENT;
      case '<' -> next == MORE ? WAIT : next == '|' || next == '!' ? CLOSES : CONTENT;
      case '(' -> at > width ? parenthesis(at + 1) : CONTENT;
      default -> CONTENT;
    };
  }

  /** Words in brackets, behind which the structure goes on. */
  private int parenthesis(int from) {
    for (int at = from; at < Lookahead.REACH; at++) {
      int c = window.peek(at);
      if (c == MORE) {
        return WAIT;
      }
      if (c == END || c == '\n' || c == '"') {
        return CONTENT;
      }
      if (c == ')') {
        int next = look.skipBlanks(at + 1);
        int after = next == MORE ? MORE : window.peek(next);
        return after == MORE
            ? WAIT
            : Lookahead.comma(after) || Frames.closer(after) != 0 ? CLOSES : CONTENT;
      }
    }
    return CONTENT;
  }

  private int joins(int from) {
    int at = look.skipBlanks(from);
    int c = at == MORE ? MORE : window.peek(at);
    if (c == MORE) {
      return WAIT;
    }
    joinWidth = at;
    return Lookahead.closing(c) != 0 ? JOINS : CONTENT;
  }

  /** Another quote follows: that of the next name or item, or one that is content as well. */
  private int beforeQuote(int width, int at, int c, GrowingText text, boolean trusted) {
    int begins = frames.inObject() ? look.key(at, false) : item(at);
    if (begins != Lookahead.NO) {
      return begins == MORE ? WAIT : at == width && frames.inArray() ? CONTENT : CLOSES;
    }
    if (at > width) {
      return opensName(text);
    }
    int next = look.skipBlanks(at + 1);
    int after = next == MORE ? MORE : window.peek(next);
    if (after == MORE) {
      return WAIT;
    }
    if (structural(after) || after == END) {
      return trusted ? CLOSES : CONTENT;
    }
    return c == window.peek(0) ? CSV : CONTENT;
  }

  /** Returns whether a quoted item of an array is ahead. */
  private int item(int from) {
    int close = Lookahead.closing(window.peek(from));
    for (int at = from + 1; at < Lookahead.REACH; at++) {
      int c = window.peek(at);
      if (c == MORE) {
        return MORE;
      }
      if (c == END) {
        return Lookahead.NO;
      }
      if (c == close) {
        int next = look.skipBlanks(at + 1);
        int after = next == MORE ? MORE : window.peek(next);
        if (after == MORE) {
          return MORE;
        }
        boolean goesOn = after == END || structural(after) || Lookahead.closing(after) != 0;
        return goesOn && at > from + 1 ? Lookahead.YES : Lookahead.NO;
      }
    }
    return Lookahead.NO;
  }

  private int afterComma(int from) {
    int at = look.skipBlanks(from);
    int c = at == MORE ? MORE : window.peek(at);
    if (c == MORE) {
      return WAIT;
    }
    if (c == END || Frames.closer(c) != 0 || Lookahead.comma(c) || c == '#') {
      return CLOSES;
    }
    if (c == '/') {
      int next = window.peek(at + 1);
      return next == MORE ? WAIT : next == '/' || next == '*' ? CLOSES : CONTENT;
    }
    if (frames.inObject()) {
      int key = look.key(at, frames.bareNames() || look.lineBreak(from, at));
      return key == MORE ? WAIT : key == Lookahead.YES ? CLOSES : CONTENT;
    }
    boolean item = "{[(-".indexOf(c) >= 0 || Lookahead.closing(c) != 0 || Lookahead.digit(c);
    int prefix = look.prefix(at);
    if (prefix != 0) {
      return prefix == MORE ? WAIT : CLOSES;
    }
    int literal = item ? Lookahead.YES : look.literal(at);
    return literal == MORE ? WAIT : literal == Lookahead.YES ? CLOSES : CONTENT;
  }

  private int afterCloser(int from, int closer, GrowingText text) {
    int at = look.skipBlanks(from);
    int c = at == MORE ? MORE : window.peek(at);
    if (c == MORE) {
      return WAIT;
    }
    boolean paired = openerInText(closer, text);
    if (paired && Lookahead.comma(c)) {
      return afterComma(at + 1);
    }
    if (c == END || structural(c) || c == '`' || c == '<') {
      return CLOSES;
    }
    if (paired) {
      return CONTENT;
    }
    boolean goesOn = Lookahead.closing(c) != 0 || c == '{' || c == '[';
    return goesOn || frames.depth() == 1 || look.lineBreak(from, at) ? CLOSES : CONTENT;
  }

  /** Returns whether the end of the text opens a bracket that a closing one behind it may close. */
  private static boolean openerInText(int closer, GrowingText text) {
    char open = closer == '}' ? '{' : closer == ']' ? '[' : '(';
    int surplus = 0;
    for (int i = text.length() - 1; i >= 0 && i >= text.length() - BACK; i--) {
      char c = text.charAt(i);
      if (c == closer) {
        surplus++;
      } else if (c == open && surplus-- == 0) {
        return true;
      }
    }
    return false;
  }

  /** Tells a quote in a text from one that opens the next name, or the first one once more. */
  private int opensName(GrowingText text) {
    int last = lastSign(text);
    char sign = last < 0 ? ' ' : text.charAt(last);
    if (!frames.inObject() && sign != '{') {
      return CONTENT;
    }
    boolean line = lineBreakAfter(last, text);
    if (sign != '{' && sign != ',' && !line) {
      return CONTENT;
    }
    int key = look.key(0, false);
    if (key != Lookahead.YES) {
      return key == MORE ? WAIT : CONTENT;
    }
    if (sign != '{') {
      return VALUE_UNCLOSED;
    }
    String name = grower.firstName();
    int first = name.length() > BACK ? Lookahead.NO : look.startsWith(1, name + '"');
    return first == MORE ? WAIT : first == Lookahead.YES ? RESTARTS : CONTENT;
  }

  private static int lastSign(GrowingText text) {
    int last = text.length() - 1;
    while (last >= 0 && last >= text.length() - BACK && Lookahead.blank(text.charAt(last))) {
      last--;
    }
    return last;
  }

  private static boolean lineBreakAfter(int last, GrowingText text) {
    for (int i = last + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        return true;
      }
    }
    return false;
  }

  /** Returns the length of a text without the comma and the blanks at its end. */
  static int lengthWithoutComma(GrowingText text) {
    int last = lastSign(text);
    if (last >= 0 && text.charAt(last) == ',') {
      last--;
    }
    // A quote that was escaped by mistake, or of another kind, is the one that is missing.
    return last >= 0 && "\"'’”".indexOf(text.charAt(last)) >= 0 ? last : last + 1;
  }
}
