package dev.instructor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the documentation shows is what the examples do: each block of Java stands in one of the
 * examples, which {@link ExamplesTest} runs. Those of the README are run by {@link ReadmeTest}.
 */
class DocumentationTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\R(.*?)^```");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  private static List<String> blocks(String page, String language) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Repository.read(page));
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  /** Leaves white space only where it parts two words: how a line is broken does not matter. */
  private static String normalized(String code) {
    return code.strip().replaceAll("\\s+", " ").replaceAll("(?<=\\W) | (?=\\W)", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/calls.md",
        "docs/errors.md",
        "docs/media.md",
        "docs/streams.md",
        "docs/tools.md"
      })
  void javaBlocks_standInAnExample(String page) {
    assertBlocksStandIn(page, Repository.programs().stream().map(Repository::example));
  }

  @Test
  void testingGuide_standsInTestsThatAreRun() {
    assertBlocksStandIn(
        "docs/testing.md", Stream.of("TestingGuideTest", "AcmeContractTest").map(Repository::test));
  }

  private static void assertBlocksStandIn(String page, Stream<String> programs) {
    List<String> sources = programs.map(DocumentationTest::normalized).toList();

    assertThat(blocks(page, "java"))
        .isNotEmpty()
        .allSatisfy(
            block ->
                assertThat(sources)
                    .as(block)
                    .anyMatch(source -> source.contains(normalized(block))));
  }

  @Test
  void readmeOutput_isWhatTheExamplePrints() throws Exception {
    List<String> shown = blocks("README.md", "text").get(0).lines().toList();

    assertThat(Console.linesOf(ReaskExample::main)).startsWith(shown.toArray(String[]::new));
  }

  @Test
  void dependency_hasTheCoordinatesOfTheStarter() {
    Matcher pom =
        Pattern.compile(
                "(?s)<parent>\\s*<groupId>(.*?)</groupId>.*?<version>(.*?)</version>\\s*</parent>"
                    + "\\s*<artifactId>(.*?)</artifactId>")
            .matcher(Repository.read("starter/pom.xml"));
    assertThat(pom.find()).isTrue();

    assertThat(blocks("README.md", "xml").stream().map(DocumentationTest::normalized))
        .contains(
            "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                .formatted(pom.group(1), pom.group(3), pom.group(2)));
  }

  @Test
  void modules_areThoseOfTheBuild() {
    Matcher modules = Pattern.compile("<module>(.*?)</module>").matcher(Repository.read("pom.xml"));
    List<String> names = modules.results().map(found -> found.group(1)).toList();

    assertThat(names).isNotEmpty();
    assertThat(names)
        .allSatisfy(name -> assertThat(Repository.read("README.md")).contains("`" + name + "`"));
  }

  static Stream<String> pages() {
    return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md"), Repository.pages());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_leadSomewhere(String page) {
    Path folder = Repository.root().resolve(page).resolveSibling("");
    Stream<String> targets =
        LINK.matcher(Repository.read(page)).results().map(found -> found.group(1));

    assertThat(targets).allMatch(target -> Files.exists(folder.resolve(target)));
  }
}
