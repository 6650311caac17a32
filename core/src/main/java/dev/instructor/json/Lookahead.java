package dev.instructor.json;

/**
 * Looks at what comes next in a window without consuming it, at most {@link #REACH} characters
 * ahead. Each answer is a place, a yes or no, or that more of the text is needed.
 */
final class Lookahead {
  /** How far a decision may look. Beyond it, what strict JSON would mean is assumed. */
  static final int REACH = 200;

  /** Begins the code of a colour. */
  static final char ESC = 0x1B;

  static final int MORE = CharWindow.MORE;
  static final int END = CharWindow.END;
  static final int NO = 0;
  static final int YES = 1;

  private final CharWindow window;

  Lookahead(CharWindow window) {
    this.window = window;
  }

  /** Returns whether a character outside of strings means nothing. */
  static boolean blank(int c) {
    if (c <= ' ') {
      return c >= 0;
    }
    if (c < 0x7F) {
      return false;
    }
    return c <= 0xA0
        || c == 0xAD
        || c == 0xFEFF
        || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x202A && c <= 0x202F)
        || (c >= 0x2060 && c <= 0x2064)
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c);
  }

  /** Returns whether a blank that was written as an escape, such as backslash and n, is ahead. */
  static boolean writtenBlank(int backslash, int next) {
    return backslash == '\\' && (next == 'n' || next == 'r' || next == 't');
  }

  /**
   * Returns how far ahead the next character that is not blank is, {@link #MORE}, or the reach if
   * there is none within it.
   */
  int skipBlanks(int ahead) {
    int at = ahead;
    while (at < REACH) {
      int c = window.peek(at);
      if (c == ESC) {
        int width = colour(at);
        if (width == MORE) {
          return MORE;
        }
        at += width;
      } else if (blank(c)) {
        at++;
      } else if (c == '\\') {
        int next = window.peek(at + 1);
        if (next == MORE) {
          return MORE;
        }
        if (!writtenBlank(c, next)) {
          return at;
        }
        at += 2;
      } else {
        return c == MORE ? MORE : at;
      }
    }
    return at;
  }

  /** Returns how wide the code of a terminal's colour is that is ahead, or {@link #MORE}. */
  int colour(int ahead) {
    int next = window.peek(ahead + 1);
    if (next != '[') {
      return next == MORE ? MORE : 1;
    }
    int at = ahead + 2;
    while (at < ahead + 30 && (digit(window.peek(at)) || window.peek(at) == ';')) {
      at++;
    }
    int last = window.peek(at);
    return last == MORE ? MORE : letter(last) ? at + 1 - ahead : 1;
  }

  /** Returns whether there is a line break between two places. */
  boolean lineBreak(int from, int to) {
    for (int i = from; i < to; i++) {
      int c = window.peek(i);
      if (c == '\n' || c == '\r' || (c == '\\' && window.peek(i + 1) == 'n')) {
        return true;
      }
    }
    return false;
  }

  /** Returns what closes a quote, or 0 if the character opens none. */
  static int closing(int open) {
    return switch (open) {
      case '"', '\'', '`', '＂', '＇' -> open;
      case '“', '”', '„', '‟' -> '”';
      case '‘', '’', '‚', '‛' -> '’';
      case '«' -> '»';
      case '»' -> '«';
      case '「' -> '」';
      case '『' -> '』';
      default -> 0;
    };
  }

  /** Returns whether a quote may close what another one opened. */
  static boolean closes(int open, int c) {
    return c == closing(open) || c == otherClosing(open) || (c == open && c != '“' && c != '„');
  }

  /** Returns what closes a quote in some languages besides its usual counterpart, or the quote. */
  static int otherClosing(int open) {
    return switch (open) {
      case '„' -> '“';
      case '‚' -> '‘';
      default -> open;
    };
  }

  static boolean colon(int c) {
    return c == ':' || c == '：' || c == '=';
  }

  static boolean comma(int c) {
    return switch (c) {
      case ',', '，', ';', '；', '、', '،', '؛' -> true;
      default -> false;
    };
  }

  static boolean letter(int c) {
    return c > 0 && (Character.isLetter(c) || c == '_' || c == '$');
  }

  static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean name(int c) {
    return letter(c) || digit(c) || c == '-' || c == '.' || (c > 0x7F && Character.isDigit(c));
  }

  /**
   * Returns whether a name and its colon are ahead.
   *
   * @param bare whether a name without quotes will do
   */
  int key(int ahead, boolean bare) {
    int c = window.peek(ahead);
    if (c == MORE) {
      return MORE;
    }
    if (c == '\\' && window.peek(ahead + 1) == '"') {
      return quotedKey(ahead + 2, '\\');
    }
    if (closing(c) != 0) {
      return quotedKey(ahead + 1, c);
    }
    if (c == '&') {
      int width = entity(ahead);
      return width > 0 ? quotedKey(ahead + width, '&') : width;
    }
    int prefix = prefix(ahead);
    if (prefix != 0) {
      return prefix == MORE ? MORE : key(ahead + prefix, false);
    }
    return bare && letter(c) ? bareKey(ahead) : NO;
  }

  private int quotedKey(int ahead, int open) {
    // As in CSV, the quotes may be doubled.
    int from = open == '"' && window.peek(ahead) == '"' ? ahead + 1 : ahead;
    boolean word = true;
    for (int at = from; at < REACH; at++) {
      int c = window.peek(at);
      if (c == MORE) {
        return MORE;
      }
      if (c == END || c == '\n' || c == '{' || c == '}' || c == '[' || c == ']') {
        return NO;
      }
      boolean mixed = word && at > from && c != open && (c == '"' || c == '\'');
      int behind = mixed ? colonBehind(at + 1) : NO;
      if (behind != NO) {
        return behind;
      }
      word &= name(c);
      int entity = c == '&' && open == '&' ? entity(at) : NO;
      if (entity == MORE) {
        return MORE;
      }
      if (entity > 0 || (c != '&' && closes(open, c))) {
        int width = c == '\\' ? 2 : Math.max(1, entity);
        int next = skipBlanks(at + width + (from > ahead && window.peek(at + 1) == '"' ? 1 : 0));
        int colon = next == MORE ? MORE : window.peek(next);
        return colon == MORE ? MORE : colon(colon) ? YES : NO;
      }
    }
    return YES;
  }

  /** Returns whether a colon follows the quote that ends a name. */
  int colonBehind(int ahead) {
    int next = skipBlanks(ahead);
    int c = next == MORE ? MORE : window.peek(next);
    return c == MORE ? MORE : colon(c) ? YES : NO;
  }

  /** Returns how wide the letters are that Python puts before a quote, 0, or {@link #MORE}. */
  int prefix(int ahead) {
    int first = window.peek(ahead);
    if (first < 'B' || "rRbBuUfF".indexOf(first) < 0) {
      return 0;
    }
    int second = window.peek(ahead + 1);
    if (second == MORE || second == '"' || second == '\'') {
      return second == MORE ? MORE : 1;
    }
    if (second < 'B' || "rRbB".indexOf(second) < 0) {
      return 0;
    }
    int third = window.peek(ahead + 2);
    return third == MORE ? MORE : third == '"' || third == '\'' ? 2 : 0;
  }

  private int bareKey(int ahead) {
    int at = ahead;
    while (at < REACH && name(window.peek(at))) {
      at++;
    }
    int quote = window.peek(at);
    if (quote == '"' || quote == '\'') {
      return colonBehind(at + 1);
    }
    int next = skipBlanks(at);
    if (next == MORE) {
      return MORE;
    }
    int c = window.peek(next);
    if (c == MORE) {
      return MORE;
    }
    if (!colon(c)) {
      return NO;
    }
    int after = window.peek(next + 1);
    if (after == MORE) {
      return MORE;
    }
    // A link is no name with a value, and a comparison is none.
    return after == (c == ':' ? '/' : c) ? NO : YES;
  }

  /** Returns whether a text is ahead, without regard to the case of letters. */
  int startsWith(int ahead, String text) {
    for (int i = 0; i < text.length(); i++) {
      int c = window.peek(ahead + i);
      if (c == MORE) {
        return MORE;
      }
      if (c != text.charAt(i) && Character.toLowerCase(c) != text.charAt(i)) {
        return NO;
      }
    }
    return YES;
  }

  /** Returns whether a literal of JSON, Python or JavaScript is ahead. */
  int literal(int ahead) {
    StringBuilder word = new StringBuilder();
    for (int at = ahead; word.length() < 10; at++) {
      int c = window.peek(at);
      if (c == MORE) {
        return MORE;
      }
      if (!letter(c)) {
        break;
      }
      word.append((char) c);
    }
    return Literals.isLiteral(word) ? YES : NO;
  }

  /** Returns whether a name and a sign of equality are ahead, as in a call. */
  int assignment(int ahead) {
    int at = ahead;
    while (at < REACH && name(window.peek(at))) {
      at++;
    }
    int next = skipBlanks(at);
    int sign = next == MORE ? MORE : window.peek(next);
    int after = sign == '=' ? window.peek(next + 1) : sign;
    return after == MORE ? MORE : sign == '=' && after != '=' ? YES : NO;
  }

  /** Returns whether a line with nothing but a number or a literal is ahead. */
  int scalar() {
    StringBuilder word = new StringBuilder();
    for (int at = 0; at < REACH; at++) {
      int c = window.peek(at);
      if (c == MORE) {
        return MORE;
      }
      if (c == END || c == '\n' || c == '`') {
        return Literals.isPlain(word.toString().strip()) ? YES : NO;
      }
      if (at == 40 && letter(window.peek(0))) {
        return NO;
      }
      word.append((char) c);
    }
    return NO;
  }

  /** Returns how wide the HTML entity of a quote is that is ahead, 0, or {@link #MORE}. */
  int entity(int ahead) {
    for (String entity : Escapes.QUOTES) {
      int found = startsWith(ahead, entity);
      if (found != NO) {
        return found == MORE ? MORE : entity.length();
      }
    }
    return 0;
  }

  /** Returns whether a quote is ahead, one with a backslash or an HTML entity too. */
  int quote(int c) {
    if (closing(c) != 0) {
      return YES;
    }
    if (c == '\\') {
      int next = window.peek(1);
      return next == MORE ? MORE : next == '"' ? YES : NO;
    }
    int entity = c == '&' ? entity(0) : NO;
    return entity > 0 ? YES : entity;
  }

  /** Returns whether the quote ahead opens a string that ends with its line. */
  int quotedLine() {
    int close = closing(window.peek(0));
    int at = 1;
    int c = window.peek(at);
    while (c >= 0 && c != close && c != '\n') {
      at += c == '\\' ? 2 : 1;
      c = window.peek(at);
    }
    int after = c == close ? window.peek(skipBlanks(at + 1)) : 0;
    boolean ends =
        after == END || after == '`' || (c == close && lineBreak(at, skipBlanks(at + 1)));
    return c == close && ends ? YES : NO;
  }

  /**
   * Returns whether the quote ahead opens the first of several strings with commas between them.
   */
  int quotedList() {
    int at = 0;
    int strings = 0;
    while (closing(window.peek(at)) != 0) {
      int open = window.peek(at);
      int c = window.peek(++at);
      while (c >= 0 && c != '\n' && !closes(open, c)) {
        at += c == '\\' ? 2 : 1;
        c = window.peek(at);
      }
      int next = c >= 0 && c != '\n' ? skipBlanksFrom(at + 1) : at;
      int sign = window.peek(next);
      strings++;
      if (sign == END || sign == ']') {
        return c != END && strings > 1 ? YES : NO;
      }
      if (next == at || !comma(sign)) {
        return NO;
      }
      at = skipBlanksFrom(next + 1);
    }
    return NO;
  }

  private int skipBlanksFrom(int from) {
    int at = from;
    while (blank(window.peek(at))) {
      at++;
    }
    return at;
  }

  /** Returns whether the string ahead is all that is in the round brackets around it. */
  int alone(int ahead) {
    int open = window.peek(ahead);
    for (int at = ahead + 1; at < REACH; at++) {
      int c = window.peek(at);
      if (c == MORE || c == END) {
        return c == MORE ? MORE : NO;
      }
      if (closes(open, c)) {
        int next = skipBlanks(at + 1);
        int after = next == MORE ? MORE : window.peek(next);
        return after == MORE ? MORE : after == ')' ? YES : NO;
      }
    }
    return NO;
  }

  /** Returns whether a call with named arguments is ahead. */
  int namedCall(int ahead) {
    int at = ahead;
    while (at < REACH && name(window.peek(at))) {
      at++;
    }
    int first = window.peek(at) == '(' ? skipBlanks(at + 1) : at;
    return first == MORE || window.peek(at) == MORE ? MORE : first == at ? NO : assignment(first);
  }

  /** Returns whether a name and a round bracket are ahead. */
  int call(int ahead) {
    int at = ahead;
    while (at < REACH && name(window.peek(at))) {
      at++;
    }
    int c = window.peek(at);
    return c == MORE ? MORE : c == '(' ? YES : NO;
  }
}
