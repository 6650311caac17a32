package dev.instructor.golden;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.shared.Golden;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;

/** A file that holds the JSON that is expected, order included; see {@link Golden}. */
public final class GoldenFile {
  private static final Path ROOT = Path.of("src", "test", "resources", "golden");

  private GoldenFile() {}

  /**
   * Compares a value with a golden file.
   *
   * @param folder the folder below {@code golden}
   * @param name the file's name without its ending
   * @param actual what was made
   */
  public static void assertMatches(String folder, String name, Json actual) {
    Path file = ROOT.resolve(folder).resolve(name + ".json");
    StringBuilder text = new StringBuilder();
    print(actual, "", text);
    text.append('\n');
    Golden.check(file, text.toString());
  }

  private static void print(Json value, String indent, StringBuilder out) {
    String inner = indent + "  ";
    if (value instanceof JsonObject object && !object.members().isEmpty()) {
      out.append("{\n");
      Iterator<Map.Entry<String, Json>> members = object.members().entrySet().iterator();
      while (members.hasNext()) {
        Map.Entry<String, Json> member = members.next();
        out.append(inner).append(Json.of(member.getKey())).append(": ");
        print(member.getValue(), inner, out);
        out.append(members.hasNext() ? ",\n" : "\n");
      }
      out.append(indent).append('}');
    } else if (value instanceof JsonArray array && array.items().stream().anyMatch(Nested::is)) {
      out.append("[\n");
      Iterator<Json> items = array.items().iterator();
      while (items.hasNext()) {
        out.append(inner);
        print(items.next(), inner, out);
        out.append(items.hasNext() ? ",\n" : "\n");
      }
      out.append(indent).append(']');
    } else {
      out.append(value);
    }
  }

  private static final class Nested {
    private static boolean is(Json value) {
      return value instanceof JsonObject || value instanceof JsonArray;
    }
  }
}
