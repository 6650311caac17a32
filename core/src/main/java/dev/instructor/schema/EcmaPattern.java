package dev.instructor.schema;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of JSON Schema (ECMA-262, unanchored) on Java's engine.
 *
 * <p>Where both write the same thing differently, it is translated: {@code $} at a line break,
 * white space, {@code [} in a class, {@code \d} and {@code \w} are ASCII in both. A match that
 * takes too long or too much stack counts as none: it must not stop the caller.
 */
final class EcmaPattern {
  /** Characters looked at per match; far beyond any sane pattern, and well under a second. */
  private static final int MAX_STEPS = 20_000_000;

  private static final String SPACE = "\\t\\n\\x0B\\f\\r \\u00A0\\uFEFF\\u2028\\u2029\\p{Zs}";

  private final Pattern pattern;

  private EcmaPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Returns the pattern.
   *
   * @throws IllegalArgumentException if it is no regular expression; the message says where
   */
  static EcmaPattern compile(String pattern) {
    try {
      return new EcmaPattern(Pattern.compile(translate(pattern)));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription(), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("it is nested too deeply", e);
    }
  }

  /** Returns whether the pattern is found anywhere in the text. */
  boolean find(String text) {
    Matcher matcher = pattern.matcher(new Guarded(text));
    try {
      return matcher.find();
    } catch (TooManySteps | StackOverflowError e) {
      return false;
    }
  }

  /** Returns the pattern as Java writes it. */
  static String translate(String pattern) {
    StringBuilder out = new StringBuilder(pattern.length() + 16);
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        i = escape(pattern, i + 1, inClass, out);
      } else if (inClass) {
        if (c == ']') {
          inClass = false;
          out.append(c);
        } else {
          out.append(c == '[' || (c == '&' && next(pattern, i) == '&') ? "\\" : "").append(c);
        }
      } else if (c == '[') {
        inClass = true;
        if (pattern.startsWith("[^]", i)) {
          out.append("[\\s\\S]");
          inClass = false;
          i += 2;
        } else if (pattern.startsWith("[]", i)) {
          out.append("(?!)");
          inClass = false;
          i++;
        } else {
          out.append(c);
          if (next(pattern, i) == '^') {
            out.append('^');
            i++;
          }
        }
      } else if (c == '$') {
        out.append("\\z");
      } else if (c == '.') {
        out.append("[^\\n\\r\\u2028\\u2029]");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Writes the escape whose letter is at {@code i}; returns the index of its last character. */
  private static int escape(String pattern, int i, boolean inClass, StringBuilder out) {
    char c = pattern.charAt(i);
    switch (c) {
      case 's' -> out.append(inClass ? SPACE : "[" + SPACE + "]");
      case 'S' -> out.append("[^").append(SPACE).append(']');
      case 'u' -> {
        int close = next(pattern, i) == '{' ? pattern.indexOf('}', i) : -1;
        if (close > 0) {
          out.append("\\x").append(pattern, i + 1, close + 1);
          return close;
        }
        out.append("\\u");
      }
      case 'c' -> {
        if (i + 1 < pattern.length()) {
          // Java's \c takes the letter as it is; ECMA's does not mind the case.
          out.append(String.format(Locale.ROOT, "\\x%02x", pattern.charAt(i + 1) % 32));
          return i + 1;
        }
        out.append("\\\\c");
      }
      case 'b' -> out.append(inClass ? "\\x08" : "\\b");
      case 'v' -> out.append("\\x0B");
      case '0' -> out.append("\\x00");
      case 'p', 'P' -> {
        return property(pattern, i, out);
      }
      default -> out.append('\\').append(c);
    }
    return i;
  }

  private static int property(String pattern, int i, StringBuilder out) {
    int close = next(pattern, i) == '{' ? pattern.indexOf('}', i) : -1;
    if (close < 0) {
      out.append('\\').append(pattern.charAt(i));
      return i;
    }
    String name = pattern.substring(i + 2, close);
    String value = name.substring(name.indexOf('=') + 1);
    String java =
        switch (value) {
          case "Letter" -> "L";
          case "Lowercase_Letter" -> "Ll";
          case "Uppercase_Letter" -> "Lu";
          case "Titlecase_Letter" -> "Lt";
          case "Mark" -> "M";
          case "Number" -> "N";
          case "Decimal_Number", "digit" -> "Nd";
          case "Punctuation", "punct" -> "P";
          case "Symbol" -> "S";
          case "Separator" -> "Z";
          case "Space_Separator" -> "Zs";
          case "Other" -> "C";
          case "Control", "cntrl" -> "Cc";
          case "Alphabetic", "Lowercase", "Uppercase", "White_Space", "Ideographic" -> "Is" + value;
          default -> name.startsWith("Script") ? "Is" + value : name;
        };
    out.append('\\').append(pattern.charAt(i)).append('{').append(java).append('}');
    return close;
  }

  private static char next(String pattern, int i) {
    return i + 1 < pattern.length() ? pattern.charAt(i + 1) : '\0';
  }

  /** A text that ends a match that looks at too many characters. For one match in one thread. */
  private static final class Guarded implements CharSequence {
    private final String text;
    private int steps = MAX_STEPS;

    Guarded(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (--steps < 0) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return text.substring(from, to);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("the match takes too many steps", null, false, false);
    }
  }
}
