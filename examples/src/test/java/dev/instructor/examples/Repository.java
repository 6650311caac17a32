package dev.instructor.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. */
final class Repository {
  private static final Path EXAMPLES = Path.of("examples/src/main/java/dev/instructor/examples");

  private Repository() {}

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve(".mvn/jvm.config"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("The tests do not run inside the repository");
      }
    }
    return folder;
  }

  static String read(String path) {
    try {
      return Files.readString(root().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the source of an example. */
  static String example(String name) {
    return read(EXAMPLES.resolve(name + ".java").toString());
  }

  /** Returns the source of a test of core or of the examples. */
  static String test(String name) {
    return Stream.of("core-tests", "examples")
        .flatMap(module -> files(root().resolve(module).resolve("src/test/java")))
        .filter(file -> file.endsWith(name + ".java"))
        .findFirst()
        .map(file -> read(file.toString()))
        .orElseThrow();
  }

  /** Returns the pages of the documentation. */
  static Stream<String> pages() {
    return files(root().resolve("docs"))
        .filter(file -> file.toString().endsWith(".md"))
        .map(file -> root().relativize(file).toString());
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of all examples that have a {@code main}. */
  static List<String> programs() {
    try (Stream<Path> files = Files.list(root().resolve(EXAMPLES))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".java"))
          .map(file -> file.substring(0, file.length() - ".java".length()))
          .filter(name -> example(name).contains("static void main("))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
