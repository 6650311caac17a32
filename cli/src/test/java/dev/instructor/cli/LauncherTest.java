package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The launchers name the modules they build, so that nothing has to be searched at a start. */
class LauncherTest {
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("instructor.cmd"))) {
      folder = folder.getParent();
      assertThat(folder).as("the tests run inside the repository").isNotNull();
    }
    return folder;
  }

  private static String first(String regex, Path file) throws IOException {
    return Pattern.compile(regex, Pattern.MULTILINE)
        .matcher(Files.readString(file))
        .results()
        .findFirst()
        .map(match -> match.group(1))
        .orElseThrow();
  }

  private static Stream<String> artifacts(Path pom) {
    try {
      return Pattern.compile("<artifactId>instructor-(\\w+)</artifactId>")
          .matcher(Files.readString(pom))
          .results()
          .map((MatchResult match) -> match.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void scripts_buildWhatTheCommandIsMadeOf() throws IOException {
    List<String> parts =
        Stream.of("starter/pom.xml", "cli/pom.xml")
            .flatMap(pom -> artifacts(root().resolve(pom)))
            .filter(name -> !List.of("parent", "test", "cli").contains(name))
            .collect(Collectors.toCollection(ArrayList::new));
    parts.addAll(List.of("starter", "cli"));

    assertThat(first("^modules='(.*)'$", root().resolve("instructor")).split(" "))
        .containsExactlyInAnyOrderElementsOf(parts);
    assertThat(Arrays.asList(first("-pl (\\S+)", root().resolve("instructor.cmd")).split(",")))
        .containsExactlyInAnyOrderElementsOf(parts);
  }
}
