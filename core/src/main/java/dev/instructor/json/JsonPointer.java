package dev.instructor.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON pointer (RFC 6901).
 *
 * @param segments the unescaped names and indexes; empty for the whole value
 */
public record JsonPointer(List<String> segments) {
  /** Creates a pointer of a copy of the segments. */
  public JsonPointer {
    segments = List.copyOf(segments);
  }

  /**
   * Returns the pointer that {@code text} spells.
   *
   * @throws IllegalArgumentException if the text is neither empty nor begins with a slash
   */
  public static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return new JsonPointer(List.of());
    }
    if (text.charAt(0) != '/') {
      throw new IllegalArgumentException("a JSON pointer is empty or begins with /: " + text);
    }
    List<String> segments = new ArrayList<>();
    int start = 1;
    for (int end = text.indexOf('/', start); end >= 0; end = text.indexOf('/', start)) {
      segments.add(unescaped(text.substring(start, end)));
      start = end + 1;
    }
    segments.add(unescaped(text.substring(start)));
    return new JsonPointer(segments);
  }

  private static String unescaped(String segment) {
    return segment.indexOf('~') < 0 ? segment : segment.replace("~1", "/").replace("~0", "~");
  }

  /** Returns {@code parent} followed by one name or index, escaped. */
  public static String child(String parent, String segment) {
    String escaped =
        segment.indexOf('~') < 0 && segment.indexOf('/') < 0
            ? segment
            : segment.replace("~", "~0").replace("/", "~1");
    return parent + '/' + escaped;
  }

  /** Returns {@code parent} followed by an index. */
  public static String child(String parent, int index) {
    return parent + '/' + index;
  }

  /** Returns the value this points at, or nothing if there is none. */
  public Optional<Json> in(Json root) {
    Json here = root;
    for (String segment : segments) {
      Optional<Json> next = step(here, segment);
      if (next.isEmpty()) {
        return next;
      }
      here = next.get();
    }
    return Optional.of(here);
  }

  private static Optional<Json> step(Json here, String segment) {
    if (here instanceof JsonObject object) {
      return object.get(segment);
    }
    if (here instanceof JsonArray array && isIndex(segment)) {
      int index = Integer.parseInt(segment);
      return index < array.items().size()
          ? Optional.of(array.items().get(index))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean isIndex(String segment) {
    int length = segment.length();
    if (length == 0 || length > 9 || (length > 1 && segment.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Returns the pointer's text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String segment : segments) {
      text.append(child("", segment));
    }
    return text.toString();
  }
}
