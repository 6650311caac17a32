package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.cli.Picocli.Outcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  /** A blank separates arguments; an underscore stands for one inside. */
  private static String[] split(String line) {
    return Arrays.stream(line.split(" ", -1))
        .map(arg -> arg.replace('_', ' '))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schema -F a:_string",
        "schema --fields a:_string",
        "schema --fields=a:_string",
        "schema --fields=",
        "schema -F @file",
        "schema -F -",
        "schema -F -5",
        "schema --schema=a=b --stacktrace",
        "schema -s x -F y",
      })
  void quickly_plainCommandLine_readsWhatPicocliReads(String line) {
    String[] args = split(line);
    Subcommand schema = new SchemaCommand();

    Outcome outcome = new Picocli(List.of(schema), new Console("").terminal()).read(args);

    assertThat(Arguments.quickly(schema, Arrays.asList(args).subList(1, args.length)))
        .contains(((Outcome.Run) outcome).arguments());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schema --help",
        "schema -Fx",
        "schema -F",
        "schema -F --schema",
        "schema -F -s",
        "schema -F a:_string -F b:_string",
        "schema --field a:_string",
        "schema --stacktrace=yes",
        "schema text",
        "schema -- text",
      })
  void quickly_anythingElse_isLeftToPicocli(String line) {
    List<String> args = Arrays.asList(split(line));

    assertThat(Arguments.quickly(new SchemaCommand(), args.subList(1, args.size()))).isEmpty();
  }

  @Test
  void run_attachedShortOption_isUnderstood() {
    Console console = new Console("");

    assertThat(console.run("schema", "-Fa: integer")).isZero();
    assertThat(console.out()).contains("\"a\":{\"type\":\"integer\"}");
  }

  @Test
  void run_help_isOnStandardOutput() {
    Console console = new Console("");

    assertThat(console.run("--help")).isZero();
    assertThat(console.out())
        .startsWith("Usage: instructor")
        .contains("  schema ", "  providers ", "  generate-completion ");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void run_nothing_showsTheHelpAsAMistake() {
    Console console = new Console("");

    assertThat(console.run()).isEqualTo(2);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("Usage: instructor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "schema --frobnicate",
        "schema -F",
        "schema a b",
        "--frobnicate",
        ""
      })
  void run_mistake_isUsage(String line) {
    Console console = new Console("");

    assertThat(console.run(split(line))).isEqualTo(2);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("instructor: ").contains("--help'.");
  }

  @Test
  void run_version_namesIt() {
    Console console = new Console("");

    assertThat(console.run("--version")).isZero();
    assertThat(console.out()).startsWith("instructor ").contains(" on Java ");
  }

  @Test
  void run_generateCompletion_completesCommandsAndOptions() {
    Console console = new Console("");

    assertThat(console.run("generate-completion")).isZero();
    assertThat(console.out()).startsWith("#!/").contains("instructor", "providers", "--fields");
  }
}
