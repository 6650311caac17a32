package dev.instructor.llamacpp.internal.grammar;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The schemas of all golden types, as each dialect sends them. */
public final class GoldenSchemas {
  private static final Path FOLDER =
      Path.of("..", "core-tests", "src", "test", "resources", "golden");

  private GoldenSchemas() {}

  /** Returns the schemas by dialect and type. */
  public static Map<String, JsonObject> all() {
    return in("");
  }

  /** Returns the schemas in a dialect, by dialect and type. */
  public static Map<String, JsonObject> of(String dialect) {
    return in(dialect + "/");
  }

  private static Map<String, JsonObject> in(String start) {
    Map<String, JsonObject> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        String name = FOLDER.relativize(file).toString().replace('\\', '/');
        if (name.startsWith(start)) {
          JsonObject golden = Json.parse(Files.readString(file)).asObject().orElseThrow();
          schemas.put(name, golden.has("lost") ? golden.object("schema").orElseThrow() : golden);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return schemas;
  }
}
