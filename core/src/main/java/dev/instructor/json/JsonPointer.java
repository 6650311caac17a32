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
    for (String segment : text.substring(1).split("/", -1)) {
      segments.add(segment.replace("~1", "/").replace("~0", "~"));
    }
    return new JsonPointer(segments);
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
    if (here instanceof JsonArray array && segment.matches("0|[1-9][0-9]{0,8}")) {
      int index = Integer.parseInt(segment);
      return index < array.items().size()
          ? Optional.of(array.items().get(index))
          : Optional.empty();
    }
    return Optional.empty();
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
