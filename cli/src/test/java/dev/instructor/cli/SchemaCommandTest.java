package dev.instructor.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {
  @TempDir Path folder;

  private final Console console = new Console("");

  @Test
  void fields_printTheSchemaAndNothingElse() {
    assertThat(console.run("schema", "-F", "name: string")).isZero();
    assertThat(console.out())
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},"
                + "\"required\":[\"name\"],\"additionalProperties\":false}"
                + System.lineSeparator());
    assertThat(console.err()).isEmpty();
  }

  @Test
  void fields_mistake_isShownWithACaret() {
    assertThat(console.run("schema", "-F", "name: strin")).isEqualTo(2);
    assertThat(console.out()).isEmpty();
    assertThat(console.err())
        .startsWith("instructor: -F, character 7: 'strin' is no type.")
        .contains("\n  name: strin\n        ^");
  }

  @Test
  void schemaFile_withByteOrderMark_isRead() throws IOException {
    Path file = folder.resolve("s.json");
    Files.writeString(file, "\uFEFF{\"type\": \"array\"}");

    assertThat(console.run("schema", "-s", file.toString())).isZero();
    assertThat(console.out()).startsWith("{\"type\":\"array\"}");
  }

  @Test
  void schemaFile_missing_isAMistake() {
    assertThat(console.run("schema", "-s", folder.resolve("none.json").toString())).isEqualTo(2);
    assertThat(console.err()).contains("none.json: there is no such file");
  }

  @Test
  void schemaFile_isAFolder_isAMistake() {
    assertThat(console.run("schema", "-s", folder.toString())).isEqualTo(2);
    assertThat(console.err()).contains("it is a folder");
  }

  @Test
  void schemaFile_notJson_isAMistakeWithItsPlace() throws IOException {
    Path file = folder.resolve("s.json");
    Files.writeString(file, "{\"type\" \"array\"}");

    assertThat(console.run("schema", "-s", file.toString())).isEqualTo(2);
    assertThat(console.err()).contains("s.json is not JSON: ").contains("at character");
  }

  @Test
  void schemaFile_notUtf8_isAMistake() throws IOException {
    Path file = folder.resolve("s.json");
    Files.write(file, "{\"title\": \"Größe\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(console.run("schema", "-s", file.toString())).isEqualTo(2);
    assertThat(console.err()).contains("is not UTF-8");
  }

  @Test
  void noShape_isAMistake() {
    assertThat(console.run("schema")).isEqualTo(2);
    assertThat(console.err()).contains("Say what you want");
  }

  @Test
  void twoShapes_areAMistake() {
    assertThat(console.run("schema", "-s", "x", "-F", "a: string")).isEqualTo(2);
    assertThat(console.err()).contains("exclude each other");
  }

  @Test
  void type_showsItsConstraints() {
    assertThat(console.run("schema", "-t", "dev.instructor.cli.Person")).isZero();
    assertThat(console.out())
        .contains("\"age\":{\"type\":\"integer\"", "\"minimum\":0,\"maximum\":150");
  }

  @Test
  void dialect_changesTheSchemaAndTellsWhatIsLost() throws IOException {
    Path file = folder.resolve("s.json");
    Files.writeString(
        file, "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true}");

    assertThat(console.run("schema", "-s", file.toString(), "--dialect", "openai-strict")).isZero();
    assertThat(console.out()).contains("\"type\":\"object\"", "\"additionalProperties\":false");
    assertThat(console.err()).contains("lost: ", "uniqueItems");
  }

  @Test
  void dialect_withLimits_tellsTheSizeAndWhatIsNear() {
    String fields =
        IntStream.range(0, 22).mapToObj(i -> "p" + i + "?: string").collect(joining(", "));

    assertThat(console.run("schema", "-F", fields, "--dialect", "anthropic")).isZero();
    assertThat(console.err())
        .containsPattern("size: about \\d+ tokens a request; 22 properties, 1 levels of nesting")
        .contains("grammar: about 45 rules of ")
        .contains("limit: 22 of 24 properties that may be left out, which is near")
        .contains("limit: 0 of 16 places with several alternatives" + System.lineSeparator());
  }

  @Test
  void dialect_unknown_isAMistakeThatListsThem() {
    assertThat(console.run("schema", "-F", "a: string", "--dialect", "klingon")).isEqualTo(2);
    assertThat(console.err()).contains("plain", "openai-strict");
  }

  @Test
  void stackTrace_isShownOnRequestAlone() {
    console.run("schema", "-F", "x");
    assertThat(console.err()).doesNotContain("\tat ");

    console.run("schema", "-F", "x", "--stacktrace");
    assertThat(console.err()).contains("\tat dev.instructor.cli.");
  }
}
