package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.Map;

/** The beginning of a value's JSON text: a large value is not written for each liberty in it. */
final class Excerpt {
  private static final int LENGTH = 200;

  private final StringBuilder text = new StringBuilder();

  private Excerpt() {}

  static String of(Json value) {
    Excerpt excerpt = new Excerpt();
    excerpt.add(value);
    StringBuilder text = excerpt.text;
    if (text.length() <= LENGTH) {
      return text.toString();
    }
    int end = Character.isHighSurrogate(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH;
    return text.substring(0, end) + '…';
  }

  private void add(Json value) {
    if (text.length() > LENGTH) {
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
        if (text.length() > LENGTH) {
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
        if (text.length() > LENGTH) {
          return;
        }
      }
      text.append(array.items().isEmpty() ? "[]" : "]");
    } else if (value instanceof JsonString string && string.value().length() > LENGTH) {
      text.append(Json.of(string.value().substring(0, LENGTH + 1)));
    } else {
      text.append(value);
    }
  }
}
