package dev.instructor.shared;

import dev.instructor.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder {@code shared} with recorded traffic and other test data, which lies beside a parent
 * of the repository. A test that asks for it is skipped where it is missing, and fails there if the
 * environment variable {@code INSTRUCTOR_SHARED} is {@code required}.
 */
public final class SharedData {
  private static final String VARIABLE = "INSTRUCTOR_SHARED";

  private SharedData() {}

  /** Returns a file or folder in {@code shared}, such as {@code malformed/cases.jsonl}. */
  public static Path path(String relative) {
    Optional<Path> found =
        Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
            .map(folder -> folder.resolve("shared").resolve(relative))
            .filter(Files::exists)
            .findFirst();
    if (found.isEmpty()) {
      String message = "shared/" + relative + " is in no parent of the working directory";
      if ("required".equals(System.getenv(VARIABLE))) {
        throw new AssertionError(message + ", and " + VARIABLE + " requires it");
      }
      Assumptions.abort(message);
    }
    return found.orElseThrow();
  }

  /** Returns the recorded exchanges, ordered by id. */
  public static List<Cassette> cassettes() {
    Path folder = path("cassettes");
    return Json.parse(read(folder.resolve("MANIFEST.json")))
        .asObject()
        .orElseThrow()
        .items("cases")
        .stream()
        .map(entry -> entry.at("/file").flatMap(Json::asText).orElseThrow())
        .sorted()
        .map(file -> Cassette.of(Json.parse(read(folder.resolve(file)))))
        .toList();
  }

  /** Returns the recorded exchanges in one wire format, such as {@code openai-chat}. */
  public static List<Cassette> cassettes(String dialect) {
    return cassettes().stream().filter(cassette -> cassette.dialect().equals(dialect)).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
