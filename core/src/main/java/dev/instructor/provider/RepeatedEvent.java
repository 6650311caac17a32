package dev.instructor.provider;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises, by its bytes, an event of a stream that differs from one read before in nothing but
 * one string and, perhaps, some padding. Such an event need not be parsed: what stands around the
 * string is the same to the byte, so all else it says is the same too. For one stream on one
 * thread.
 */
final class RepeatedEvent {
  /** Stands for an event that is not the one that is known. */
  static final int NO = -1;

  /** Stands for an event that may be the one that is known when more has come. */
  static final int MORE = -2;

  /** What is the same, around the holes; one more than holes. */
  private final List<byte[]> fixed;

  private final int textHole;

  /** Where the string stands in the event that was recognised last. */
  private Hole text = new Hole(0, 0);

  private RepeatedEvent(List<byte[]> fixed, int textHole) {
    this.fixed = fixed;
    this.textHole = textHole;
  }

  /** What may be different: a string without its quotes, or a number. */
  private record Hole(int start, int end) {}

  /**
   * Returns what recognises events like this one; nothing if it cannot be told which string is
   * meant.
   *
   * @param event the event with all its lines
   * @param name the name of the member that holds the string
   * @param value the string in this event
   * @param padding the names of the members that may have any number or string
   */
  static Optional<RepeatedEvent> of(byte[] event, String name, String value, Set<String> padding) {
    Optional<Hole> text = hole(event, name).filter(hole -> event[hole.start - 1] == '"');
    if (text.isEmpty() || string(event, text.get()).filter(value::equals).isEmpty()) {
      return Optional.empty();
    }
    List<Hole> holes = new ArrayList<>(List.of(text.get()));
    padding.forEach(other -> hole(event, other).ifPresent(holes::add));
    holes.sort(Comparator.comparingInt(Hole::start));
    List<byte[]> fixed = new ArrayList<>();
    int from = 0;
    for (Hole hole : holes) {
      fixed.add(Arrays.copyOfRange(event, from, hole.start));
      from = hole.end;
    }
    fixed.add(Arrays.copyOfRange(event, from, event.length));
    return Optional.of(new RepeatedEvent(fixed, holes.indexOf(text.get())));
  }

  /** Returns where the value of the only member of a name stands, if it is a string or a number. */
  private static Optional<Hole> hole(byte[] event, String name) {
    String text = new String(event, StandardCharsets.ISO_8859_1); // A character for each byte.
    String quoted = '"' + name + '"';
    int member = text.indexOf(quoted);
    if (member < 0 || text.indexOf(quoted, member + 1) >= 0) {
      return Optional.empty();
    }
    int colon = afterBlanks(text, member + quoted.length());
    int value = text.startsWith(":", colon) ? afterBlanks(text, colon + 1) : text.length();
    Hole hole =
        text.startsWith("\"", value)
            ? new Hole(value + 1, stringEnd(event, value + 1))
            : new Hole(value, numberEnd(event, value));
    boolean found = hole.end > hole.start || text.startsWith("\"\"", value);
    return found && hole.end < event.length ? Optional.of(hole) : Optional.empty();
  }

  private static int afterBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }

  /** Returns where a string ends that has begun before; at the end of the bytes if they end it. */
  private static int stringEnd(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '"') {
      if (bytes[i] >= 0 && bytes[i] < ' ') {
        return NO;
      }
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, bytes.length);
  }

  private static int numberEnd(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }

  /**
   * Returns where the event ends that begins in a place, if it is the one that is known but for its
   * holes; else {@link #NO} or {@link #MORE}.
   */
  int match(byte[] bytes, int from) {
    int at = from;
    for (int i = 0; i < fixed.size(); i++) {
      byte[] same = fixed.get(i);
      int length = Math.min(same.length, bytes.length - at);
      if (!Arrays.equals(bytes, at, at + length, same, 0, length)) {
        return NO;
      }
      at += length;
      if (at == bytes.length && (length < same.length || i < fixed.size() - 1)) {
        return MORE;
      }
      if (i < fixed.size() - 1) {
        int end = same[same.length - 1] == '"' ? stringEnd(bytes, at) : numberEnd(bytes, at);
        if (end < at || (end == at && i == textHole)) {
          return NO;
        }
        if (end == bytes.length) {
          return MORE;
        }
        if (i == textHole) {
          text = new Hole(at, end);
        }
        at = end;
      }
    }
    return at;
  }

  /** Returns the string of the event that was recognised last; nothing if it is no good JSON. */
  Optional<String> text(byte[] bytes) {
    return string(bytes, text);
  }

  /** Returns what stands between the quotes of a string of JSON; nothing if that is none. */
  private static Optional<String> string(byte[] bytes, Hole hole) {
    String inside = new String(bytes, hole.start, hole.end - hole.start, StandardCharsets.UTF_8);
    int escape = inside.indexOf('\\');
    return escape < 0 ? Optional.of(inside) : escaped(inside);
  }

  private static Optional<String> escaped(String inside) {
    StringBuilder text = new StringBuilder(inside.length());
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      if (c == '\\') {
        char escaped = ++i < inside.length() ? inside.charAt(i) : ' ';
        if (escaped != '"' && escaped != '\\' && escaped != 'n') {
          return rarelyEscaped(inside);
        }
        text.append(escaped == 'n' ? '\n' : escaped);
      } else {
        text.append(c);
      }
    }
    return Optional.of(text.toString());
  }

  private static Optional<String> rarelyEscaped(String inside) {
    try {
      return Json.parse('"' + inside + '"').asText();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }
}
