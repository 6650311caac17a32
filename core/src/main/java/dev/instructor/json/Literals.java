package dev.instructor.json;

import dev.instructor.json.Repair.Kind;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a word without quotes stands for. */
final class Literals {
  /** A longer number is none: reading it would cost more than linear time. */
  private static final int MAX_NUMBER = 10_000;

  /**
   * A word that was read.
   *
   * @param value what it stands for
   * @param liberty the liberty that it took, or nothing if it is JSON
   */
  record Word(Json value, @Nullable Kind liberty) {}

  private Literals() {}

  /** Returns what a word stands for; a word that is not known is a string. */
  static Word read(String word) {
    if (!word.isEmpty() && word.charAt(0) < 'A') {
      Word number = number(word);
      if (number != null) {
        return number;
      }
    }
    Json literal = literal(word);
    if (literal != null) {
      return new Word(literal, literal.toString().equals(word) ? null : Kind.LITERALS);
    }
    Word number = number(word);
    return number != null ? number : new Word(new JsonString(word), Kind.QUOTES);
  }

  /** Returns whether a word is a number or a literal. */
  static boolean isPlain(CharSequence word) {
    if (word.length() == 0) {
      return false;
    }
    char first = word.charAt(0);
    return Lookahead.letter(first)
        ? isLiteral(word)
        : !(read(word.toString()).value() instanceof JsonString);
  }

  /** Returns whether a word is a literal of JSON, Python or JavaScript. */
  static boolean isLiteral(CharSequence word) {
    return word.length() <= 9 && literal(word.toString()) != null;
  }

  /** Returns whether a word is a whole literal, that no more letters make another one of. */
  static boolean isWhole(String word) {
    return switch (word) {
      case "true", "false", "null", "True", "False", "None", "TRUE", "FALSE", "NULL" -> true;
      default -> word.equals("undefined");
    };
  }

  private static @Nullable Json literal(String word) {
    if (word.length() < 3 || word.length() > 9) {
      return null;
    }
    return switch (word) {
      // What is one letter short of a literal, or has two of its letters swapped.
      case "tru", "ture", "treu", "rtue" -> JsonBoolean.TRUE;
      case "fals", "flase", "fasle", "fales" -> JsonBoolean.FALSE;
      case "nul", "nulll", "nlul" -> JsonNull.INSTANCE;
      default ->
          switch (word.toLowerCase(Locale.ROOT)) {
            case "true" -> JsonBoolean.TRUE;
            case "false" -> JsonBoolean.FALSE;
            case "null", "none", "undefined" -> JsonNull.INSTANCE;
            default -> exact(word);
          };
    };
  }

  private static @Nullable Json exact(String word) {
    return switch (word) {
      case "nil", "NaN", "nan", "Infinity", "inf", "INF", "NAN" -> JsonNull.INSTANCE;
      default -> null;
    };
  }

  private static @Nullable Word number(String word) {
    if (word.length() > MAX_NUMBER) {
      return null;
    }
    if (strict(word)) {
      return number(word, null);
    }
    String plain = ascii(word);
    boolean negative = plain.startsWith("-");
    String digits = negative || plain.startsWith("+") ? plain.substring(1) : plain;
    if (digits.equals("Infinity") || digits.equals("inf") || digits.equals("NaN")) {
      return new Word(JsonNull.INSTANCE, Kind.NUMBERS);
    }
    String sign = negative ? "-" : "";
    String based = based(digits);
    if (based != null) {
      return number(sign + based, Kind.NUMBERS);
    }
    String tidy = tidy(digits);
    return strict(sign + tidy) ? number(sign + tidy, Kind.NUMBERS) : null;
  }

  private static @Nullable Word number(String literal, @Nullable Kind liberty) {
    try {
      return new Word(new JsonNumber(literal), liberty);
    } catch (NumberFormatException beyondEveryRange) {
      return null;
    }
  }

  /** Returns the word with digits and signs from beyond ASCII written in ASCII. */
  private static String ascii(String word) {
    StringBuilder ascii = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      int digit = c > 0x7F ? Character.digit(c, 10) : -1;
      ascii.append(
          digit >= 0
              ? (char) ('0' + digit)
              : switch (c) {
                case '−', '－', '‒', '–' -> '-';
                case '＋' -> '+';
                case '．' -> '.';
                case '，' -> ',';
                default -> c;
              });
    }
    return ascii.toString();
  }

  /** Returns the decimal form of a number in another base, or null. */
  private static @Nullable String based(String digits) {
    if (digits.length() < 3 || digits.length() > 300 || digits.charAt(0) != '0') {
      return null;
    }
    int radix =
        switch (digits.charAt(1)) {
          case 'x', 'X' -> 16;
          case 'o', 'O' -> 8;
          case 'b', 'B' -> 2;
          default -> 0;
        };
    String rest = digits.substring(2).replace("_", "");
    if (radix == 0 || rest.isEmpty()) {
      return null;
    }
    for (int i = 0; i < rest.length(); i++) {
      if (Character.digit(rest.charAt(i), radix) < 0) {
        return null;
      }
    }
    return new BigInteger(rest, radix).toString();
  }

  /** Takes separators, leading zeros, a bare point and a suffix of type out of a number. */
  private static String tidy(String digits) {
    String tidy = digits;
    if (tidy.indexOf('_') > 0 && !tidy.endsWith("_") && !tidy.contains("__")) {
      tidy = tidy.replace("_", "");
    }
    if (grouped(tidy)) {
      tidy = tidy.replace(",", "");
    }
    int zeros = 0;
    while (zeros + 1 < tidy.length()
        && tidy.charAt(zeros) == '0'
        && Lookahead.digit(tidy.charAt(zeros + 1))) {
      zeros++;
    }
    tidy = tidy.substring(zeros);
    if (tidy.startsWith(".") && tidy.length() > 1) {
      tidy = "0" + tidy;
    }
    int point = tidy.indexOf('.');
    if (point > 0 && (point + 1 == tidy.length() || "eE".indexOf(tidy.charAt(point + 1)) >= 0)) {
      tidy = tidy.substring(0, point) + tidy.substring(point + 1);
    }
    // JavaScript's big integers.
    return tidy.length() > 1 && tidy.endsWith("n") ? tidy.substring(0, tidy.length() - 1) : tidy;
  }

  /** Returns whether commas separate groups of three digits. */
  private static boolean grouped(String digits) {
    int comma = digits.indexOf(',');
    if (comma < 1 || comma > 3 || digits.charAt(0) == '0') {
      return false;
    }
    int at = comma;
    while (at < digits.length() && digits.charAt(at) == ',') {
      for (int i = 1; i <= 3; i++) {
        if (at + i >= digits.length() || !Lookahead.digit(digits.charAt(at + i))) {
          return false;
        }
      }
      at += 4;
    }
    return digits.indexOf(',', at) < 0;
  }

  /** Returns whether a word is a number after RFC 8259, section 6. */
  private static boolean strict(String word) {
    int at = word.startsWith("-") ? 1 : 0;
    int integer = digits(word, at);
    if (integer == at || (word.charAt(at) == '0' && integer > at + 1)) {
      return false;
    }
    at = integer;
    if (at < word.length() && word.charAt(at) == '.') {
      int fraction = digits(word, at + 1);
      if (fraction == at + 1) {
        return false;
      }
      at = fraction;
    }
    if (at < word.length() && (word.charAt(at) == 'e' || word.charAt(at) == 'E')) {
      int sign = at + 1;
      if (sign < word.length() && (word.charAt(sign) == '+' || word.charAt(sign) == '-')) {
        sign++;
      }
      at = digits(word, sign);
      return at > sign && at == word.length();
    }
    return at == word.length();
  }

  private static int digits(String word, int from) {
    int at = from;
    while (at < word.length() && Lookahead.digit(word.charAt(at))) {
      at++;
    }
    return at;
  }
}
