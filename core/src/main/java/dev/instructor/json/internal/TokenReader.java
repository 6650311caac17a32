package dev.instructor.json.internal;

import org.jspecify.annotations.Nullable;

/**
 * Reads a text that is strict JSON (RFC 8259) token by token, with nothing made of a token that
 * nobody asks for. For one thread.
 *
 * <p>It never takes what {@link StrictTokens} refuses. The reverse it does: numbers of more than
 * 1,000 characters are {@link #BAD} here.
 */
public final class TokenReader {
  /** The text has ended after its value. */
  public static final int END = 0;

  public static final int BEGIN_OBJECT = 1;
  public static final int END_OBJECT = 2;
  public static final int BEGIN_ARRAY = 3;
  public static final int END_ARRAY = 4;
  public static final int NAME = 5;
  public static final int STRING = 6;

  /** A number of at most 18 digits without fraction and exponent; not {@code -0}. */
  public static final int INTEGER = 7;

  /** A number of at most 100 characters with a fraction that is not zero, and no exponent. */
  public static final int FRACTION = 8;

  /** Any other number. */
  public static final int ODD_NUMBER = 9;

  public static final int TRUE = 10;
  public static final int FALSE = 11;
  public static final int NULL = 12;

  /** The text is no strict JSON, or beyond the limits. */
  public static final int BAD = 13;

  private static final int LONGEST_INTEGER = 18;
  private static final int LONGEST_FRACTION = 100;
  private static final int LONGEST_NUMBER = 1_000;

  /** A double holds every integer of this many digits. */
  private static final int EXACT_DIGITS = 15;

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private enum Place {
    VALUE,
    FIRST,
    AFTER
  }

  private final String text;
  private final char[] characters;
  private final int length;
  private final long[] objects = new long[StrictTokens.MAX_DEPTH / Long.SIZE + 1];
  private Place place = Place.VALUE;
  private boolean inObject;
  private int depth;
  private int at;
  private int start;
  private int end;
  private boolean escaped;
  private int digits;
  private int scale;
  private long unscaled;
  private String name = "";

  /** Creates a reader that stands before the first token. */
  public TokenReader(String text) {
    this.text = text;
    this.length = text.length();
    // The NUL behind the end stops every loop.
    this.characters = new char[length + 1];
    text.getChars(0, length, characters, 0);
  }

  /**
   * Goes to the next token.
   *
   * @param expected the name that comes next, if a name does and all is as usual
   * @return the token
   */
  public int next(@Nullable String expected) {
    char c = afterBlanks();
    if (place == Place.VALUE) {
      return value(c);
    }
    if (place == Place.FIRST) {
      return c == (inObject ? '}' : ']') ? close() : member(c, expected);
    }
    if (depth == 0) {
      return at == length ? END : BAD;
    }
    if (c == ',') {
      at++;
      return member(afterBlanks(), expected);
    }
    return c == (inObject ? '}' : ']') ? close() : BAD;
  }

  private char afterBlanks() {
    char c = characters[at];
    return c > ' ' ? c : skipBlanks();
  }

  private char skipBlanks() {
    int i = at;
    char c = characters[i];
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      c = characters[++i];
    }
    at = i;
    return c;
  }

  private int member(char c, @Nullable String expected) {
    return inObject ? name(c, expected) : value(c);
  }

  private int name(char c, @Nullable String expected) {
    if (c != '"') {
      return BAD;
    }
    if (expected != null && isNext(expected)) {
      name = expected;
      at += expected.length() + 2;
    } else if (string()) {
      name = text();
    } else {
      return BAD;
    }
    if (afterBlanks() != ':') {
      return BAD;
    }
    at++;
    place = Place.VALUE;
    return NAME;
  }

  /** Returns whether a name stands behind the quote at the place, with another quote behind it. */
  private boolean isNext(String expected) {
    char[] all = characters;
    int size = expected.length();
    int from = at + 1;
    if (from + size >= all.length || all[from + size] != '"') {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (all[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int value(char c) {
    place = Place.AFTER;
    return switch (c) {
      case '"' -> string() ? STRING : BAD;
      case '{' -> open(true);
      case '[' -> open(false);
      case 't' -> literal("true", TRUE);
      case 'f' -> literal("false", FALSE);
      case 'n' -> literal("null", NULL);
      default -> number();
    };
  }

  private int open(boolean object) {
    start = at++;
    if (depth == StrictTokens.MAX_DEPTH) {
      return BAD;
    }
    mark(depth++, inObject);
    inObject = object;
    place = Place.FIRST;
    return object ? BEGIN_OBJECT : BEGIN_ARRAY;
  }

  private void mark(int level, boolean object) {
    long bit = 1L << level;
    if (object) {
      objects[level / Long.SIZE] |= bit;
    } else {
      objects[level / Long.SIZE] &= ~bit;
    }
  }

  private int close() {
    at++;
    int token = inObject ? END_OBJECT : END_ARRAY;
    depth--;
    inObject = (objects[depth / Long.SIZE] & 1L << depth) != 0;
    place = Place.AFTER;
    return token;
  }

  private int literal(String word, int token) {
    if (!text.startsWith(word, at)) {
      return BAD;
    }
    at += word.length();
    return token;
  }

  /** Reads over a string; the place is at its opening quote. */
  private boolean string() {
    char[] all = characters;
    int i = at + 1;
    start = i;
    escaped = false;
    while (true) {
      char c = all[i];
      if (c == '"') {
        end = i;
        at = i + 1;
        return true;
      }
      if (c < ' ') {
        return false;
      }
      if (c == '\\') {
        escaped = true;
        int size = escape(i + 1);
        if (size == 0) {
          return false;
        }
        i += size;
      }
      i++;
    }
  }

  /** Returns how many characters follow the backslash; 0 if the escape is none. */
  private int escape(int i) {
    char c = characters[i];
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0 ? 1 : 0;
    }
    for (int k = 1; k <= 4; k++) {
      if (hex(characters[i + k]) < 0) {
        return 0;
      }
    }
    return 5;
  }

  private static int hex(char c) {
    return c >= '0' && c <= '9'
        ? c - '0'
        : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  private int number() {
    int i = at;
    start = i;
    escaped = false;
    boolean negative = characters[i] == '-';
    if (negative) {
      i++;
    }
    int first = i;
    unscaled = 0;
    i = digits(i);
    digits = i - first;
    if (digits == 0 || (digits > 1 && characters[first] == '0')) {
      return BAD;
    }
    int token = digits <= LONGEST_INTEGER && !(negative && unscaled == 0) ? INTEGER : ODD_NUMBER;
    scale = 0;
    if (characters[i] == '.') {
      int point = i++;
      i = digits(i);
      scale = i - point - 1;
      digits += scale;
      if (scale == 0) {
        return BAD;
      }
      token = i - start <= LONGEST_FRACTION && !zeros(point + 1, i) ? FRACTION : ODD_NUMBER;
    }
    if ((characters[i] | 0x20) == 'e') {
      token = ODD_NUMBER;
      i++;
      if (characters[i] == '+' || characters[i] == '-') {
        i++;
      }
      int exponent = i;
      while (isDigit(characters[i])) {
        i++;
      }
      if (i == exponent) {
        return BAD;
      }
    }
    if (negative) {
      unscaled = -unscaled;
    }
    end = i;
    at = i;
    return i - start <= LONGEST_NUMBER ? token : BAD;
  }

  private int digits(int from) {
    char[] all = characters;
    int i = from;
    long value = unscaled;
    char c = all[i];
    while (isDigit(c)) {
      value = value * 10 + (c - '0');
      c = all[++i];
    }
    // Of too many digits it is meaningless, and not asked for.
    unscaled = value;
    return i;
  }

  private boolean zeros(int from, int to) {
    int i = from;
    while (i < to && characters[i] == '0') {
      i++;
    }
    return i == to;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the name at hand. */
  public String name() {
    return name;
  }

  /** Returns the string at hand, without escapes, or the number as it is written. */
  public String text() {
    return escaped ? unescaped() : text.substring(start, end);
  }

  private String unescaped() {
    StringBuilder plain = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      char c = characters[i];
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      c = characters[++i];
      switch (c) {
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case 'u' -> {
          int code = 0;
          for (int k = 1; k <= 4; k++) {
            code = code << 4 | hex(characters[i + k]);
          }
          plain.append((char) code);
          i += 4;
        }
        default -> plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Returns the {@link #INTEGER} at hand. */
  public long integer() {
    return unscaled;
  }

  /** Returns the {@link #FRACTION} at hand, rounded as {@link Double#parseDouble} does. */
  public double fraction() {
    // Both are exact, so the quotient is rounded once.
    return digits <= EXACT_DIGITS
        ? unscaled / POWERS[scale]
        : Double.parseDouble(text.substring(start, end));
  }

  /**
   * Returns the text of the object or array that has begun, and goes to its end. What is inside is
   * not checked.
   *
   * @return the text; an empty one if it does not end
   */
  public String whole() {
    int from = start;
    int open = 1;
    int i = at;
    while (open > 0) {
      char c = characters[i];
      if (c == '"') {
        at = i;
        if (!string()) {
          return "";
        }
        i = at;
        continue;
      }
      if (c == 0 && i == length) {
        return "";
      }
      open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      i++;
    }
    at = i - 1;
    close();
    return text.substring(from, i);
  }
}
