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

  /** Returns the source of one of the tests of core. */
  static String coreTest(String name) {
    try (Stream<Path> files = Files.walk(root().resolve("core-tests/src/test/java"))) {
      return files
          .filter(file -> file.endsWith(name + ".java"))
          .findFirst()
          .map(file -> read(file.toString()))
          .orElseThrow();
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
