package dev.instructor.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads words without quotes that are values as a programming language prints them. */
final class CodeWords {
  /** A longer word is a text. */
  private static final int MAX = 200;

  private static final Pattern DATE =
      Pattern.compile(
          "(?:[A-Za-z_]+\\.)*(date|datetime)\\((\\d{4}), ?(\\d\\d?), ?(\\d\\d?)"
              + "(?:, ?(\\d\\d?), ?(\\d\\d?)(?:, ?(\\d\\d?))?)?(, ?tzinfo=[A-Za-z_.]*(?:utc|UTC))?\\)");

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:[A-Za-z_]+\\.)*(?:Decimal|BigDecimal|int|float|Int32|Int64|Long|NumberInt|NumberLong"
              + "|u?int(?:8|16|32|64)|float(?:16|32|64))\\(([-+0-9.eE_]+)\\)");

  private static final Pattern MEMBER = Pattern.compile("<[A-Za-z_][\\w.]*: ?(.+)>");

  private CodeWords() {}

  /** Returns what a word stands for, or null if it is no such word. */
  static @Nullable Json read(String word) {
    int length = word.length();
    if (length < 4 || length > MAX) {
      return null;
    }
    char last = word.charAt(length - 1);
    if (last == '>' && word.charAt(0) == '<') {
      Matcher member = MEMBER.matcher(word);
      return member.matches() ? inner(member.group(1)) : null;
    }
    if (last != ')') {
      return null;
    }
    Matcher number = NUMBER.matcher(word);
    if (number.matches()) {
      Json value = Literals.read(number.group(1)).value();
      return value instanceof JsonNumber ? value : null;
    }
    Matcher date = DATE.matcher(word);
    return date.matches() ? new JsonString(date(date)) : null;
  }

  /** Returns the value of an enum's member. */
  private static Json inner(String value) {
    int close = Lookahead.closing(value.charAt(0));
    int last = value.length() - 1;
    return close != 0 && last > 0 && value.charAt(last) == close
        ? new JsonString(value.substring(1, last))
        : Literals.read(value).value();
  }

  private static String date(Matcher parts) {
    StringBuilder iso = new StringBuilder(parts.group(2));
    iso.append('-').append(padded(parts.group(3))).append('-').append(padded(parts.group(4)));
    if (parts.group(1).equals("datetime")) {
      iso.append('T').append(padded(parts.group(5))).append(':').append(padded(parts.group(6)));
      iso.append(':').append(padded(parts.group(7)));
      iso.append(parts.group(8) == null ? "" : "Z");
    }
    return iso.toString();
  }

  private static String padded(@Nullable String digits) {
    return digits == null ? "00" : digits.length() == 1 ? "0" + digits : digits;
  }
}
