package dev.instructor.json;

import dev.instructor.json.LenientJson.Candidate;
import dev.instructor.json.Repair.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text without JSON: tags, a table, or lines of names and values and lists, as YAML and
 * Markdown write them. Words stay strings; only what is spelt as in JSON becomes a number or a
 * literal.
 */
final class KeyValueText {
  private KeyValueText() {}

  /** Returns the value that a text says, or nothing if it is prose. */
  static Optional<Candidate> read(String text) {
    // Here any word can become a name.
    String whole = Escapes.withoutHalves(text);
    Json value = TagText.read(whole);
    if (value == null) {
      value = TableText.read(whole);
    }
    if (value == null) {
      value = DelimitedText.read(whole);
    }
    if (value == null) {
      value = BlockText.read(whole);
    }
    return Optional.ofNullable(value).map(v -> candidate(text, v));
  }

  private static Candidate candidate(String text, Json value) {
    String before = RepairLog.excerpt(text.substring(0, Math.min(text.length(), 300)));
    Repair repair = new Repair(Kind.KEY_VALUE, "", before, value.type());
    return new Candidate(value, List.of(repair), false);
  }

  /** Returns what a piece of text without quotes stands for. */
  static Json scalar(String piece) {
    String word = unmarked(QuoteEnds.withoutComma(withoutComment(piece.strip())));
    if (word.isEmpty() || word.equals("~")) {
      return JsonNull.INSTANCE;
    }
    char first = word.charAt(0);
    int close = Lookahead.closing(first);
    if (close != 0 && word.length() > 1 && word.indexOf(close, 1) == word.length() - 1) {
      return new JsonString(word.substring(1, word.length() - 1));
    }
    if (first == '"' || first == '[' || first == '{') {
      Json flow = ValueSearch.only(word);
      if (flow != null) {
        return flow;
      }
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true" -> JsonBoolean.TRUE;
      case "false" -> JsonBoolean.FALSE;
      case "null" -> JsonNull.INSTANCE;
      default -> number(word);
    };
  }

  /**
   * Returns a piece without the comment at its end. In a text without quotes the sign may be meant,
   * as in {@code Issue #5}; behind a quote, a number or a literal it is none of the value's.
   */
  private static String withoutComment(String piece) {
    int close = piece.isEmpty() ? 0 : Lookahead.closing(piece.charAt(0));
    int from = close == 0 ? 0 : piece.indexOf(close, 1) + 1;
    int sign = piece.indexOf(" #", from);
    if (sign < 1) {
      return piece;
    }
    String value = piece.substring(0, sign).strip();
    boolean quoted = from > 0 && value.length() == from;
    return quoted || (close == 0 && Literals.isPlain(value)) ? value : piece;
  }

  private static Json number(String word) {
    Literals.Word read = Literals.read(word);
    return read.liberty() == null ? read.value() : new JsonString(word);
  }

  /** Takes Markdown's marks of emphasis and code from around a piece. */
  static String unmarked(String piece) {
    String plain = piece;
    String bare = without(plain);
    while (bare != null) {
      plain = bare;
      bare = without(plain);
    }
    return plain;
  }

  private static @Nullable String without(String piece) {
    for (String mark : List.of("**", "__", "`", "*")) {
      int width = mark.length();
      if (piece.length() > 2 * width
          && piece.startsWith(mark)
          && piece.indexOf(mark, width) == piece.length() - width) {
        return piece.substring(width, piece.length() - width).strip();
      }
    }
    return null;
  }
}
