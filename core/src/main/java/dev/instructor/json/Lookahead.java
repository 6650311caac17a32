package dev.instructor.json;

/**
 * Looks at what comes next in a window without consuming it, at most {@link #REACH} characters
 * ahead. Each answer is a place, a yes or no, or that more of the text is needed.
 */
final class Lookahead {
  /** How far a decision may look. Beyond it, what strict JSON would mean is assumed. */
  static final int REACH = 200;

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
      if (blank(c)) {
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
      case '「' -> '」';
      case '『' -> '』';
      default -> 0;
    };
  }

  static boolean colon(int c) {
    return c == ':' || c == '：' || c == '=';
  }

  static boolean comma(int c) {
    return c == ',' || c == '，' || c == ';' || c == '；' || c == '、';
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
      return quotedKey(ahead + 2, '\\', '\\');
    }
    if (closing(c) != 0) {
      return quotedKey(ahead + 1, closing(c), c);
    }
    if (c == '&') {
      int quoted = startsWith(ahead, "&quot;");
      return quoted == YES ? quotedKey(ahead + 6, '&', '&') : quoted;
    }
    return bare && letter(c) ? bareKey(ahead) : NO;
  }

  private int quotedKey(int ahead, int close, int open) {
    // As in CSV, the quotes may be doubled.
    int from = close == '"' && window.peek(ahead) == '"' ? ahead + 1 : ahead;
    for (int at = from; at < REACH; at++) {
      int c = window.peek(at);
      if (c == MORE) {
        return MORE;
      }
      if (c == END || c == '\n' || c == '{' || c == '}' || c == '[' || c == ']') {
        return NO;
      }
      if (c == close || (c == open && c != '“' && c != '„')) {
        int width = c == '\\' ? 2 : c == '&' ? 6 : 1;
        int next = skipBlanks(at + width + (from > ahead && window.peek(at + 1) == '"' ? 1 : 0));
        int colon = next == MORE ? MORE : window.peek(next);
        return colon == MORE ? MORE : colon(colon) ? YES : NO;
      }
    }
    return YES;
  }

  private int bareKey(int ahead) {
    int at = ahead;
    while (at < REACH && name(window.peek(at))) {
      at++;
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

  /** Returns whether a quote is ahead, one with a backslash or an HTML entity too. */
  int quote(int c) {
    if (closing(c) != 0) {
      return YES;
    }
    if (c == '\\') {
      int next = window.peek(1);
      return next == MORE ? MORE : next == '"' ? YES : NO;
    }
    return c == '&' ? startsWith(0, "&quot;") : NO;
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
