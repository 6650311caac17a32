package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParseCommandTest {
  private static final String MESSY = "Sure!\n```json\n{\"name\": \"Jason\", \"age\": 25}\n```\n";
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}" + System.lineSeparator();

  @TempDir Path folder;

  private String schema() throws IOException {
    return Files.writeString(
            folder.resolve("s.json"),
            "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
                + "\"age\":{\"type\":\"integer\",\"maximum\":150}},\"required\":[\"name\",\"age\"]}")
        .toString();
  }

  @Test
  void output_messy_isRead() throws IOException {
    Console console = new Console(MESSY);

    assertThat(console.run("parse", "-s", schema())).isZero();
    assertThat(console.out()).isEqualTo(JASON);
    assertThat(console.err()).isEmpty();
  }

  @Test
  void output_inAFile_isRead() throws IOException {
    Path file = Files.writeString(folder.resolve("out.txt"), MESSY);
    Console console = new Console("");

    assertThat(console.run("parse", file.toString())).isZero();
    assertThat(console.out()).isEqualTo(JASON);
  }

  @Test
  void output_withProblems_isNoValueAndListsAll() throws IOException {
    Console console = new Console("{\"age\": 250}");

    assertThat(console.run("parse", "-s", schema(), "-")).isEqualTo(1);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).contains("/name: required", "/age: maximum").doesNotContain("250");
  }

  @Test
  void output_withoutJson_isNoValue() {
    Console console = new Console("I cannot do that.");

    assertThat(console.run("parse")).isEqualTo(1);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).contains("no valid value").doesNotContain("cannot do that");
  }

  @Test
  void output_notUtf8_isReadAllTheSame() {
    Console console = new Console("{\"a\":\"Größe\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(console.run("parse")).isZero();
    assertThat(console.out()).startsWith("{\"a\":\"Gr\uFFFD");
  }

  @Test
  void repairs_areListedOnRequest() {
    Console console = new Console(MESSY);

    assertThat(console.run("parse", "--repairs")).isZero();
    assertThat(console.err()).contains("repair: FENCE").doesNotContain("Jason");
  }

  @Test
  void strict_allowsNoLiberty() {
    Console messy = new Console(MESSY);
    Console clean = new Console(" {\"name\": \"Jason\", \"age\": 25}\n");

    assertThat(messy.run("parse", "--strict")).isEqualTo(1);
    assertThat(messy.out()).isEmpty();
    assertThat(messy.err()).contains("repair", "FENCE");
    assertThat(clean.run("parse", "--strict")).isZero();
    assertThat(clean.out()).isEqualTo(JASON);
  }

  @Test
  void refuse_ofSomeKinds_makesThemAProblem() throws IOException {
    String said = "{\"name\": \"Jason\", \"Age\": \"25\"}";

    assertThat(new Console(said).run("parse", "-s", schema())).isZero();
    assertThat(new Console(said).run("parse", "-s", schema(), "--refuse", "null,enum")).isZero();
    Console refused = new Console(said);
    assertThat(refused.run("parse", "-s", schema(), "--refuse", "KEY")).isEqualTo(1);
    assertThat(refused.err()).contains("/age: repair", "KEY").doesNotContain("NUMBER");
    Console unknown = new Console(said);
    assertThat(unknown.run("parse", "--refuse", "everything")).isEqualTo(2);
    assertThat(unknown.err()).contains("--refuse needs some of FENCE, PROSE", "'everything'");
  }

  @Test
  void file_missing_isAMistake() {
    Console console = new Console("");

    assertThat(console.run("parse", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(console.err()).contains("there is no such file");
  }

  @Test
  void keyboard_isNotWaitedFor() {
    assertThat(new Console("1").withKeyboard().run("parse")).isEqualTo(2);
    assertThat(new Console("1").withKeyboard().run("parse", "-")).isZero();
  }

  @Test
  void lines_eachWithItsSchema_keepOrderAndIds() throws IOException {
    Console console =
        new Console(
            String.join(
                "\n",
                "{\"id\": 1, \"raw\": \"```json\\n{\\\"name\\\":\\\"A\\\",\\\"age\\\":1}\\n```\"}",
                "{\"id\": [2], \"schema\": {\"type\": \"array\"}, \"raw\": \"[1]\"}",
                "{\"id\": null, \"raw\": \"{\\\"age\\\": 151}\"}",
                "{\"id\": \"4\"}"));

    assertThat(console.run("parse", "-s", schema(), "--repairs", "--lines", "-")).isEqualTo(1);
    List<Json> lines = console.out().lines().map(Json::parse).toList();
    assertThat(lines.get(0))
        .hasToString(
            "{\"id\":1,\"value\":{\"name\":\"A\",\"age\":1},"
                + "\"repairs\":[{\"kind\":\"FENCE\",\"pointer\":\"\"}]}");
    assertThat(lines.get(1)).hasToString("{\"id\":[2],\"value\":[1],\"repairs\":[]}");
    assertThat(lines.get(2).at("/problems/0/pointer")).contains(Json.of("/name"));
    assertThat(lines.get(2).at("/problems/1/rule")).contains(Json.of("maximum"));
    assertThat(lines.get(3).at("/id")).contains(Json.of("4"));
    assertThat(lines.get(3).at("/problems/0/message"))
        .contains(Json.of("the line has no member 'raw' with a text"));
  }

  @Test
  void lines_strict_makesALibertyAProblem() {
    Console console = new Console("{\"id\": 1, \"raw\": \"x {\\\"a\\\":1}\"}");

    assertThat(console.run("parse", "--strict", "--lines", "-")).isEqualTo(1);
    assertThat(console.out()).contains("\"rule\":\"repair\"").doesNotContain("value");
  }

  @Test
  void lines_many_comeInOrder() {
    String in =
        String.join(
            "\n",
            IntStream.range(0, 2_000)
                .mapToObj(i -> "{\"id\": " + i + ", \"raw\": \"" + i + "\"}")
                .toList());
    Console console = new Console(in);

    assertThat(console.run("parse", "--lines", "-", "--parallel", "5")).isZero();
    assertThat(console.out().lines())
        .containsExactlyElementsOf(
            IntStream.range(0, 2_000)
                .mapToObj(i -> "{\"id\":" + i + ",\"value\":" + i + "}")
                .toList());
    assertThat(console.err()).contains("2000 lines in all, 2000 with a value");
  }
}
