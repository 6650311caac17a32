package dev.instructor.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds strict JSON objects and arrays, and fenced values of any kind, inside a text. For one text
 * on one thread.
 *
 * <p>What breaks off inside is skipped as far as it was read: the values within a broken value are
 * no answers of their own, and every character is read once.
 */
final class ValueFinder {
  static final String FENCE = "```";

  private final String text;
  private final char[] characters;
  private boolean cutOff;
  private int resume;

  /**
   * A value in the text.
   *
   * @param value the value
   * @param start where it begins
   * @param end where it ends, exclusive
   * @param fenced whether it fills a code fence
   */
  record Found(Json value, int start, int end, boolean fenced) {}

  ValueFinder(String text) {
    this.text = text;
    this.characters = text.toCharArray();
  }

  /** Returns whether some stretch ended inside of a value. */
  boolean cutOff() {
    return cutOff;
  }

  /** Returns the outermost values between two places, in order. */
  List<Found> find(int from, int to) {
    List<Found> all = new ArrayList<>();
    int at = from;
    while (at < to) {
      char c = characters[at];
      resume = at + 1;
      Found found = null;
      if ((c == '{' || c == '[') && mayBegin(c, at + 1, to)) {
        found = valueAt(at, to, fenceBefore(at, from));
      } else if (c == '`' && text.startsWith(FENCE, at)) {
        found = fencedScalar(at, to);
      }
      if (found != null) {
        all.add(found);
      }
      at = resume;
    }
    return all;
  }

  /**
   * Returns whether a value can begin here; most brackets in prose are told apart without a parser.
   */
  private boolean mayBegin(char bracket, int next, int to) {
    int i = next;
    while (i < to && Character.isWhitespace(characters[i])) {
      i++;
    }
    if (i == to) {
      cutOff = true;
      return false;
    }
    String followers = bracket == '{' ? "\"}" : "]{[\"-0123456789tfn";
    return followers.indexOf(characters[i]) >= 0;
  }

  private @Nullable Found valueAt(int start, int to, boolean fenced) {
    try (JsonParser parser = StrictReader.parser(characters, start, to - start)) {
      try {
        parser.nextToken();
        Json value = StrictReader.value(parser);
        int end = start + (int) parser.currentLocation().getCharOffset();
        return new Found(value, start, end, fenced);
      } catch (JsonEOFException e) {
        cutOff = true;
        return null;
      } finally {
        resume = Math.max(resume, start + (int) parser.currentLocation().getCharOffset());
      }
    } catch (IOException | InvalidJsonException notHere) {
      return null;
    }
  }

  /** Returns whether nothing but a fence's label stands between a place and the fence before it. */
  private boolean fenceBefore(int at, int from) {
    int i = at - 1;
    while (i >= from && Character.isWhitespace(characters[i])) {
      i--;
    }
    while (i >= from && (Character.isLetterOrDigit(characters[i]) || characters[i] == '-')) {
      i--;
    }
    return i - 2 >= from && text.startsWith(FENCE, i - 2);
  }

  /** Returns the string, number or literal that fills the fence which opens at a place. */
  private @Nullable Found fencedScalar(int open, int to) {
    resume = open + FENCE.length();
    int line = text.indexOf('\n', open);
    int close = line < 0 ? -1 : text.indexOf(FENCE, line);
    if (close < 0 || close > to) {
      return null;
    }
    String inside = text.substring(line, close).strip();
    if (inside.isEmpty() || inside.charAt(0) == '{' || inside.charAt(0) == '[') {
      return null;
    }
    try {
      Json value = StrictReader.read(inside);
      int start = text.indexOf(inside, line);
      resume = close + FENCE.length();
      return new Found(value, start, start + inside.length(), true);
    } catch (InvalidJsonException notJson) {
      return null;
    }
  }
}
