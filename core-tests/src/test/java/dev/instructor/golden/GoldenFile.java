package dev.instructor.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;

/**
 * A file that holds what is expected, order included. It is written anew only with {@code
 * -Dgolden.rewrite=true}, which is refused where the environment variable {@code CI} is set.
 */
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
    try {
      if (Boolean.getBoolean("golden.rewrite")) {
        if (System.getenv("CI") != null) {
          fail("golden files are not rewritten where CI is set");
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      assertThat(file).as("run once with -Dgolden.rewrite=true and read what it wrote").exists();
      assertThat(text.toString()).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError("reading " + file, e);
    }
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
