package dev.instructor.schema.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.Map;

/**
 * The beginning of a value's JSON text. What comes after it is not written: a large value would be
 * for each problem and each liberty in it.
 */
public final class Excerpt {
  private final StringBuilder text = new StringBuilder();
  private final int length;

  private Excerpt(int length) {
    this.length = length;
  }

  /**
   * Returns the text of a value, with dots at the end if it was cut.
   *
   * @param length how many characters it has at most
   */
  public static String of(Json value, int length) {
    Excerpt excerpt = new Excerpt(length);
    excerpt.add(value);
    StringBuilder text = excerpt.text;
    if (text.length() <= length) {
      return text.toString();
    }
    int end = length - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + '…';
  }

  private void add(Json value) {
    if (text.length() > length) {
      return;
    }
    if (value instanceof JsonObject object) {
      char before = '{';
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        text.append(before);
        add(Json.of(member.getKey()));
        text.append(':');
        add(member.getValue());
        before = ',';
        if (text.length() > length) {
          return;
        }
      }
      text.append(object.members().isEmpty() ? "{}" : "}");
    } else if (value instanceof JsonArray array) {
      char before = '[';
      for (Json item : array.items()) {
        text.append(before);
        add(item);
        before = ',';
        if (text.length() > length) {
          return;
        }
      }
      text.append(array.items().isEmpty() ? "[]" : "]");
    } else if (value instanceof JsonString string && string.value().length() > length) {
      text.append(Json.of(string.value().substring(0, length + 1)));
    } else {
      text.append(value);
    }
  }
}
