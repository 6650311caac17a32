package dev.instructor.provider;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises events of a stream that differ from one read before in nothing but one string: the
 * piece of text they bring. Most events of an answer are such, and need not be parsed: what stands
 * before and after the string is the same to the letter, so all else they say is the same too. For
 * one stream on one thread.
 */
public final class RepeatedEvent {
  private String before = "";
  private String after = "";

  /**
   * Learns an event by the string that varies.
   *
   * @param event the event as JSON text
   * @param name the name of the member that holds the string; the event is not learnt if the name
   *     stands in it more than once
   * @param value the string in this event
   */
  public void learn(String event, String name, String value) {
    String quoted = '"' + name + '"';
    int member = event.indexOf(quoted);
    if (member < 0 || event.indexOf(quoted, member + 1) >= 0) {
      return;
    }
    int start = begin(event, member + quoted.length());
    int end = start < 0 ? -1 : end(event, start);
    if (end >= 0 && string(event.substring(start, end)).filter(value::equals).isPresent()) {
      before = event.substring(0, start);
      after = event.substring(end);
    }
  }

  /** Returns where the string begins that is the value of a member; -1 if it is none. */
  private static int begin(String event, int colon) {
    int i = blanks(event, colon);
    if (i == event.length() || event.charAt(i) != ':') {
      return -1;
    }
    i = blanks(event, i + 1);
    return i < event.length() && event.charAt(i) == '"' ? i + 1 : -1;
  }

  private static int blanks(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }

  private static int end(String event, int start) {
    for (int i = start; i < event.length(); i++) {
      char c = event.charAt(i);
      if (c == '"') {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    return -1;
  }

  /** Returns the string of an event that is the learnt one but for it, unless it is empty. */
  public Optional<String> varied(String event) {
    int length = event.length() - before.length() - after.length();
    if (before.isEmpty() || length <= 0 || !event.startsWith(before) || !event.endsWith(after)) {
      return Optional.empty();
    }
    return string(event.substring(before.length(), before.length() + length));
  }

  /** Returns what stands between the quotes of a string of JSON; nothing if that is none. */
  private static Optional<String> string(String inside) {
    @Nullable StringBuilder text = null;
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      if (c == '"' || c < ' ') {
        return Optional.empty();
      }
      if (c == '\\') {
        char escaped = ++i < inside.length() ? inside.charAt(i) : ' ';
        if (escaped != '"' && escaped != '\\' && escaped != 'n') {
          return rarelyEscaped(inside);
        }
        text = text == null ? new StringBuilder().append(inside, 0, i - 1) : text;
        text.append(escaped == 'n' ? '\n' : escaped);
      } else if (text != null) {
        text.append(c);
      }
    }
    return Optional.of(text == null ? inside : text.toString());
  }

  private static Optional<String> rarelyEscaped(String inside) {
    try {
      return Json.parse('"' + inside + '"').asText();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }
}
