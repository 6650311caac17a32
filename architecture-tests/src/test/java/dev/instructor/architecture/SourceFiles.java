package dev.instructor.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of the repository. */
final class SourceFiles {
  private SourceFiles() {}

  /** The folder that holds all modules. */
  static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve(".mvn/jvm.config"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("The tests do not run inside the repository");
      }
    }
    return folder;
  }

  static List<Path> main() {
    return find("main");
  }

  static List<Path> tests() {
    return find("test");
  }

  private static List<Path> find(String kind) {
    try (Stream<Path> modules = Files.list(repository())) {
      return modules
          .map(module -> module.resolve("src").resolve(kind).resolve("java"))
          .filter(Files::isDirectory)
          .flatMap(SourceFiles::walk)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
