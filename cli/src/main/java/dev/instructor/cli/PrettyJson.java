package dev.instructor.cli;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON for a person at a terminal: indented, and without a character that would command it. */
final class PrettyJson {
  private static final String INDENT = "  ";

  private final List<String> lines = new ArrayList<>();

  private PrettyJson() {}

  /** Returns the lines of a value. */
  static List<String> lines(Json value) {
    PrettyJson pretty = new PrettyJson();
    pretty.add("", "", value, "");
    return pretty.lines;
  }

  private void add(String indent, String label, Json value, String comma) {
    if (value instanceof JsonObject object && !object.members().isEmpty()) {
      lines.add(indent + label + "{");
      int left = object.members().size();
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        String name = harmless(Json.of(member.getKey()).toString());
        add(indent + INDENT, name + ": ", member.getValue(), --left == 0 ? "" : ",");
      }
      lines.add(indent + "}" + comma);
    } else if (value instanceof JsonArray array && !array.items().isEmpty()) {
      lines.add(indent + label + "[");
      int left = array.items().size();
      for (Json item : array.items()) {
        add(indent + INDENT, "", item, --left == 0 ? "" : ",");
      }
      lines.add(indent + "]" + comma);
    } else {
      lines.add(indent + label + harmless(value.toString()) + comma);
    }
  }

  /** JSON escapes the control characters of ASCII, but not those that terminals know beside. */
  private static String harmless(String json) {
    StringBuilder text = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c >= '\u007f' && c <= '\u009f') {
        text = text == null ? new StringBuilder(json.substring(0, i)) : text;
        text.append("\\u00").append(Integer.toHexString(c));
      } else if (text != null) {
        text.append(c);
      }
    }
    return text == null ? json : text.toString();
  }
}
