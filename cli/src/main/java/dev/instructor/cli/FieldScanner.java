package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Cuts the text of {@code -F} into words, numbers, quoted texts and signs, and shows where it is
 * wrong.
 */
final class FieldScanner {
  private final String text;
  private int at;

  FieldScanner(String text) {
    this.text = text;
  }

  /** Returns where the next word or sign begins. */
  int position() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  boolean atEnd() {
    return position() == text.length();
  }

  boolean peek(char sign) {
    return !atEnd() && text.charAt(at) == sign;
  }

  /** Goes past {@code sign} if it is next. */
  boolean take(String sign) {
    boolean there = text.startsWith(sign, position());
    if (there) {
      at += sign.length();
    }
    return there;
  }

  /** Goes past a word of letters, digits, {@code _} and {@code -}, if one is next. */
  Optional<String> word() {
    int start = position();
    while (at < text.length() && isWordPart(text.codePointAt(at), at > start)) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at == start ? Optional.empty() : Optional.of(text.substring(start, at));
  }

  private static boolean isWordPart(int c, boolean inside) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || c == '$'
        || (inside && (c == '-' || Character.getType(c) == Character.NON_SPACING_MARK));
  }

  /** Goes past a number, if one is next; the {@code ..} after it is no part of it. */
  Optional<BigDecimal> number() {
    int start = position();
    int end = start;
    if (end < text.length() && text.charAt(end) == '-') {
      end++;
    }
    int digits = end;
    end = afterDigits(end);
    if (end == digits) {
      return Optional.empty();
    }
    if (end < text.length() && text.charAt(end) == '.' && afterDigits(end + 1) > end + 1) {
      end = afterDigits(end + 1);
    }
    at = end;
    return Optional.of(new BigDecimal(text.substring(start, end)));
  }

  private int afterDigits(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Goes past a text in double quotes, in which a backslash takes the next character as it is. */
  String quoted() {
    int start = position();
    StringBuilder value = new StringBuilder();
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        at = i + 1;
        if (value.isEmpty()) {
          throw error("the quoted text is empty", start);
        }
        return value.toString();
      }
      if (c == '\\' && i + 1 < text.length()) {
        c = text.charAt(++i);
      }
      value.append(c);
    }
    throw error("the quoted text has no end", start);
  }

  ConfigurationException expected(String what) {
    return error("expected " + what + (atEnd() ? ", and the text ends" : ""), position());
  }

  ConfigurationException error(String what) {
    return error(what, position());
  }

  /** Returns an error with the line of the text and a caret under the place. */
  ConfigurationException error(String what, int place) {
    int lineStart = text.lastIndexOf('\n', place - 1) + 1;
    int lineEnd = text.indexOf('\n', place);
    String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
    StringBuilder pad = new StringBuilder();
    for (int i = lineStart; i < place; i++) {
      pad.append(text.charAt(i) == '\t' ? '\t' : ' ');
    }
    return new ConfigurationException(
        "-F, character " + (place + 1) + ": " + what + "\n  " + line + "\n  " + pad + "^");
  }
}
