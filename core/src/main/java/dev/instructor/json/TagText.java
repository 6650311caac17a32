package dev.instructor.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in tags: a tag that holds tags is an object, one that holds text is a scalar, and
 * tags of the same name side by side are an array.
 */
final class TagText {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NAME = 60;

  /** An open tag: its name, where its text begins, and what it holds. */
  private record Open(String name, int from, Map<String, List<Json>> parts) {}

  private TagText() {}

  /** Returns what the tags of a text hold, or null if there are none that match. */
  static @Nullable Json read(String text) {
    Open root = new Open("", 0, new LinkedHashMap<>());
    Deque<Open> open = new ArrayDeque<>();
    open.push(root);
    int at = text.indexOf('<');
    while (at >= 0) {
      int end = nameEnd(text, at);
      if (end > 0) {
        tag(text, at, end, open);
      }
      at = text.indexOf('<', at + 1);
    }
    return root.parts().isEmpty() || open.size() > 1 ? null : object(root.parts());
  }

  /** Returns where the tag that begins at a place ends, or 0 if none does. */
  private static int nameEnd(String text, int at) {
    int from = at + 1 < text.length() && text.charAt(at + 1) == '/' ? at + 2 : at + 1;
    int end = from;
    while (end < text.length() && end < from + MAX_NAME && Lookahead.name(text.charAt(end))) {
      end++;
    }
    return end > from && end < text.length() && text.charAt(end) == '>' ? end : 0;
  }

  private static void tag(String text, int at, int end, Deque<Open> open) {
    boolean closing = text.charAt(at + 1) == '/';
    String name = text.substring(closing ? at + 2 : at + 1, end);
    if (!closing) {
      if (open.size() < MAX_DEPTH) {
        open.push(new Open(name, end + 1, new LinkedHashMap<>()));
      }
      return;
    }
    // A tag that was never closed is a part of the text.
    if (open.size() > 1 && open.element().name().equals(name)) {
      Open last = open.pop();
      Json value =
          last.parts().isEmpty()
              ? KeyValueText.scalar(unescaped(text.substring(last.from(), at)))
              : object(last.parts());
      open.element().parts().computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
  }

  private static Json object(Map<String, List<Json>> parts) {
    JsonObject.Builder object = Json.object();
    parts.forEach(
        (name, values) ->
            object.put(name, values.size() == 1 ? values.get(0) : new JsonArray(values)));
    return object.build();
  }

  private static String unescaped(String text) {
    return text.indexOf('&') < 0
        ? text
        : text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
  }
}
