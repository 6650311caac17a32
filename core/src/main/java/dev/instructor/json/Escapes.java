package dev.instructor.json;

import static dev.instructor.json.CharWindow.END;
import static dev.instructor.json.CharWindow.MORE;

import java.util.List;

/** Reads one escape: JSON's own, those of other languages, and unknown ones as they stand. */
final class Escapes {
  /** What stands for a quote in HTML. */
  static final List<String> QUOTES =
      List.of("&quot;", "&#34;", "&#x22;", "&#39;", "&#x27;", "&apos;");

  private static final List<String> ENTITIES =
      List.of("&amp;", "&lt;", "&gt;", "&#38;", "&#60;", "&#62;");
  private static final String MARKS = "\"\"\"'''&<>&<>";

  private final CharWindow window;
  private final Lookahead look;
  private final StringBuilder result = new StringBuilder();
  private boolean odd;

  Escapes(CharWindow window, Lookahead look) {
    this.window = window;
    this.look = look;
  }

  /**
   * Returns a name, or what holds names, with U+FFFD for each half of a surrogate pair: strict JSON
   * has no such names, so they could not be read again.
   */
  static String withoutHalves(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
            .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
            .forEach(whole::appendCodePoint);
        return whole.toString();
      }
    }
    return text;
  }

  /** Returns whether the last escape is none of JSON's. */
  boolean odd() {
    return odd;
  }

  int length() {
    return result.length();
  }

  char charAt(int index) {
    return result.charAt(index);
  }

  /**
   * Reads the escape ahead, whose backslash stands there, and returns its width or {@link
   * CharWindow#MORE}.
   *
   * @param quote the mark that encloses the string
   */
  int read(int ahead, char quote) {
    result.setLength(0);
    odd = false;
    int c = window.peek(ahead + 1);
    return switch (c) {
      case MORE -> MORE;
      case END -> 1;
      case '"', '\\', '/' -> as((char) c, 2);
      case 'b' -> as('\b', 2);
      case 'f' -> as('\f', 2);
      case 'n' -> as('\n', 2);
      case 'r' -> as('\r', 2);
      case 't' -> as('\t', 2);
      case 'u' -> unicode(ahead);
      default -> {
        odd = true;
        yield other(ahead, c, quote);
      }
    };
  }

  private int as(char c, int width) {
    result.append(c);
    return width;
  }

  private int other(int ahead, int c, char quote) {
    return switch (c) {
      case '\'' -> as('\'', 2);
      case '\n' -> 2;
      case '\r' -> {
        int next = window.peek(ahead + 2);
        yield next == MORE ? MORE : next == '\n' ? 3 : 2;
      }
      case 'x' -> code(ahead, 2);
      case 'U' -> code(ahead, 8);
      default -> c == quote ? as(quote, 2) : as('\\', 1);
    };
  }

  /** A code point in so many hexadecimal digits. */
  private int code(int ahead, int digits) {
    int code = hex(ahead + 2, digits);
    if (code == MORE) {
      return MORE;
    }
    if (!Character.isValidCodePoint(code)) {
      return as('\\', 1);
    }
    result.appendCodePoint(code);
    return digits + 2;
  }

  private int unicode(int ahead) {
    int unit = hex(ahead + 2, 4);
    if (unit == MORE) {
      return MORE;
    }
    if (unit < 0) {
      odd = true;
      return window.peek(ahead + 2) == '{' ? braced(ahead) : ended(ahead);
    }
    if (Character.isHighSurrogate((char) unit)) {
      int backslash = window.peek(ahead + 6);
      int u = backslash == '\\' ? window.peek(ahead + 7) : backslash;
      int low = u == 'u' ? hex(ahead + 8, 4) : u == MORE ? MORE : -1;
      if (low == MORE) {
        return MORE;
      }
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        result.append((char) unit).append((char) low);
        return 12;
      }
      if (u == END || endsWithin(ahead + 6, 6)) {
        // Half of a pair at the end of the text stands for nothing.
        return 6;
      }
    }
    return as((char) unit, 6);
  }

  /** JavaScript's form with braces. */
  private int braced(int ahead) {
    int close = ahead + 3;
    while (close < ahead + 9 && Character.digit(window.peek(close), 16) >= 0) {
      close++;
    }
    int c = window.peek(close);
    if (c == MORE) {
      return MORE;
    }
    int code = c == '}' && close > ahead + 3 ? hex(ahead + 3, close - ahead - 3) : -1;
    if (!Character.isValidCodePoint(code)) {
      return as('\\', 1);
    }
    result.appendCodePoint(code);
    return close + 1 - ahead;
  }

  /** Half an escape at the end of the text is not shown; else the backslash stands for itself. */
  private int ended(int ahead) {
    return endsWithin(ahead, 6) ? window.available() - ahead : as('\\', 1);
  }

  private boolean endsWithin(int ahead, int width) {
    int at = ahead;
    while (at < ahead + width && hexOrStart(window.peek(at))) {
      at++;
    }
    return at < ahead + width && window.peek(at) == END;
  }

  private static boolean hexOrStart(int c) {
    return c == '\\' || c == 'u' || Character.digit(c, 16) >= 0;
  }

  /** Returns the value of hexadecimal digits ahead, {@link CharWindow#MORE}, or -1. */
  private int hex(int ahead, int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int c = window.peek(ahead + i);
      if (c == MORE) {
        return MORE;
      }
      int digit = c >= 0 && c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Reads the HTML entity ahead; one that is not known is an ampersand. */
  int entity() {
    result.setLength(0);
    for (int i = 0; i < QUOTES.size() + ENTITIES.size(); i++) {
      int other = i - QUOTES.size();
      String entity = other < 0 ? QUOTES.get(i) : ENTITIES.get(other);
      int found = look.startsWith(0, entity);
      if (found == MORE) {
        return MORE;
      }
      if (found == Lookahead.YES) {
        return as(MARKS.charAt(i), entity.length());
      }
    }
    return as('&', 1);
  }
}
