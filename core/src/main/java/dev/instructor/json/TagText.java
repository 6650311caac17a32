package dev.instructor.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in tags: a tag that holds tags is an object, one that holds text is a scalar, and
 * tags of the same name side by side are an array.
 */
final class TagText {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_TAG = 2_000;
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([\\w:.-]{1,100})\\s?=\\s?(?:\"([^\"]*)\"|'([^']*)')");

  /**
   * An open tag.
   *
   * @param word the word that closes it
   * @param name the name of what it holds
   * @param inside the words behind the first one
   * @param from where its text begins
   * @param parts what it holds
   */
  private record Open(
      String word, String name, String inside, int from, Map<String, List<Json>> parts) {

    /** Returns the object of the tags it holds, and of its attributes if they do not name it. */
    Json object() {
      if (word.equals(name) && inside.indexOf('=') > 0 && !parts.containsKey("arg_key")) {
        attributes(inside)
            .members()
            .forEach((key, value) -> parts.putIfAbsent(key, List.of(value)));
      }
      return TagText.object(parts);
    }
  }

  private TagText() {}

  /** Returns what the tags of a text hold, or null if there are none that match. */
  static @Nullable Json read(String text) {
    Open root = new Open("", "", "", 0, new LinkedHashMap<>());
    Deque<Open> open = new ArrayDeque<>();
    open.push(root);
    int at = text.indexOf('<');
    while (at >= 0) {
      int end = end(text, at);
      if (end > 0) {
        tag(text, at, end, open);
      }
      at = text.indexOf('<', at + 1);
    }
    return root.parts().isEmpty() || open.size() > 1 ? null : object(root.parts());
  }

  /** Returns where the tag that begins at a place ends, or 0 if none does. */
  private static int end(String text, int at) {
    int end = at + 1;
    while (end < text.length() && end < at + MAX_TAG && "<>\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean closed = end < text.length() && text.charAt(end) == '>';
    char first = text.charAt(Math.min(at + 1, text.length() - 1));
    return closed && (first == '/' || Lookahead.letter(first)) ? end : 0;
  }

  private static void tag(String text, int at, int end, Deque<Open> open) {
    String inside = text.substring(at + 1, end);
    if (inside.endsWith("/")) {
      alone(inside, open.element().parts());
      return;
    }
    if (!inside.startsWith("/")) {
      if (open.size() < MAX_DEPTH) {
        String word = word(inside);
        String rest = inside.substring(word.length());
        open.push(new Open(word, name(inside, word), rest, end + 1, new LinkedHashMap<>()));
      }
      return;
    }
    // A tag that was never closed is a part of the text.
    if (open.size() > 1 && open.element().word().equals(word(inside.substring(1)))) {
      Open last = open.pop();
      Json value =
          last.parts().isEmpty()
              ? KeyValueText.scalar(unescaped(text.substring(last.from(), at)))
              : last.object();
      open.element().parts().computeIfAbsent(last.name(), n -> new ArrayList<>()).add(value);
    }
  }

  /** A tag that closes itself is an object of its attributes, or one member in two of them. */
  private static void alone(String inside, Map<String, List<Json>> parts) {
    String word = word(inside);
    JsonObject attributes = attributes(inside.substring(word.length()));
    String name = attributes.text("name").orElse("");
    boolean member = attributes.members().size() == 2 && attributes.get("value").isPresent();
    if (member && !name.isEmpty()) {
      parts
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(attributes.get("value").orElseThrow());
    } else if (!attributes.members().isEmpty()) {
      parts.computeIfAbsent(word, n -> new ArrayList<>()).add(attributes);
    }
  }

  private static JsonObject attributes(String inside) {
    JsonObject.Builder attributes = Json.object();
    Matcher next = ATTRIBUTE.matcher(inside);
    while (next.find()) {
      String value = next.group(2) == null ? next.group(3) : next.group(2);
      attributes.put(next.group(1), KeyValueText.scalar(unescaped(value)));
    }
    return attributes.build();
  }

  private static String word(String inside) {
    int end = 0;
    while (end < inside.length() && Lookahead.name(inside.charAt(end))) {
      end++;
    }
    return inside.substring(0, end);
  }

  /** Returns what a tag names, as leaked calls do: by a sign of equality or by an attribute. */
  private static String name(String inside, String word) {
    String rest = inside.substring(word.length()).strip();
    String value =
        rest.startsWith("name=")
            ? rest.substring(5)
            : rest.startsWith("=") ? rest.substring(1) : "";
    String name = value.replace("\"", "").replace("'", "").strip();
    return name.isEmpty() ? word : name;
  }

  /** Names and values may stand in tags of their own, one after the other. */
  private static Json object(Map<String, List<Json>> parts) {
    List<Json> names = parts.getOrDefault("arg_key", List.of());
    List<Json> values = parts.getOrDefault("arg_value", List.of());
    JsonObject.Builder object = Json.object();
    if (!names.isEmpty() && names.size() == values.size()) {
      for (int i = 0; i < names.size(); i++) {
        object.put(names.get(i).asText().orElse(names.get(i).toString()), values.get(i));
      }
      return object.build();
    }
    parts.forEach(
        (name, found) -> object.put(name, found.size() == 1 ? found.get(0) : new JsonArray(found)));
    return object.build();
  }

  private static String unescaped(String text) {
    return text.indexOf('&') < 0
        ? text
        : text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&apos;", "'")
            .replace("&amp;", "&");
  }
}
