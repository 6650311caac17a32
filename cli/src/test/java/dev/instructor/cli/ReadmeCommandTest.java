package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's commands print what it says, with the bundled model. */
class ReadmeCommandTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\R(.*?)^```");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /**
   * A command and what comes out of it.
   *
   * @param words the words of the line, without the program's name
   * @param prints the lines behind it that are comments
   */
  record Command(List<String> words, List<String> prints) {}

  static Stream<Command> commands() throws IOException {
    String readme = Files.readString(LauncherTest.root().resolve("README.md"));
    List<Command> commands = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(readme); block.find(); ) {
      List<String> lines = block.group(1).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith("./instructor ")) {
          commands.add(
              new Command(
                  words(lines.get(i)).subList(1, words(lines.get(i)).size()),
                  lines.subList(i + 1, lines.size()).stream()
                      .takeWhile(line -> line.startsWith("# "))
                      .map(line -> line.substring(2))
                      .toList()));
        }
      }
    }
    return commands.stream();
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_prints(Command command) {
    Console console = new Console("");

    assertThat(console.run(command.words().toArray(String[]::new))).as(console.err()).isZero();
    assertThat(console.out().lines()).isNotEmpty().containsExactlyElementsOf(command.prints());
  }
}
