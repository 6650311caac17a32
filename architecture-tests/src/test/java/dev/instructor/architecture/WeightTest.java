package dev.instructor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user downloads. The lists are complete because the build of these modules allows no other
 * dependency.
 */
class WeightTest {
  private static final long MEGABYTE = 1_000_000;

  private static final List<String> OPENAI =
      List.of(
          "core",
          "openai",
          "jackson-annotations",
          "jackson-core",
          "jackson-databind",
          "jackson-datatype-jdk8",
          "jackson-datatype-jsr310",
          "json-schema",
          "jspecify");

  private static final List<String> VALIDATION =
      List.of(
          "validation",
          "hibernate-validator",
          "jakarta.validation-api",
          "jboss-logging",
          "classmate");

  @Test
  void coreAndOpenai_weighAtMost4Megabytes() {
    assertThat(weight(OPENAI.stream())).isBetween(MEGABYTE, 4 * MEGABYTE);
  }

  @Test
  void coreOpenaiAndValidation_weighAtMost6Megabytes() {
    assertThat(weight(Stream.concat(OPENAI.stream(), VALIDATION.stream())))
        .isBetween(MEGABYTE, 6 * MEGABYTE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "bedrock"})
  void moduleOfAProvider_weighsLessThan200Kilobytes(String module) {
    assertThat(weight(Stream.of(module))).isBetween(MEGABYTE / 100, MEGABYTE / 5);
  }

  private static long weight(Stream<String> artifacts) {
    return artifacts.mapToLong(artifact -> size(find(artifact))).sum();
  }

  /** The artifact's JAR; of a module that is not packaged yet, the folder of its classes. */
  private static Path find(String artifact) {
    Pattern jar = Pattern.compile("(instructor-)?" + Pattern.quote(artifact) + "-\\d.*\\.jar");
    Path classes = SourceFiles.repository().resolve(artifact).resolve("target");
    List<Path> found =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(
                path ->
                    jar.matcher(path.getFileName().toString()).matches()
                        || (path.startsWith(classes) && path.endsWith("classes")))
            .toList();
    assertThat(found).as(artifact).hasSize(1);
    return found.get(0);
  }

  private static long size(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
