package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.shared.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The command with a model in a file. */
class GgufExtractTest {
  private static Path model() {
    return SharedData.path("embedded/runs/tiny-extract-30min-q8_0.gguf").toAbsolutePath();
  }

  @Test
  void extract_withAFile_printsAValueOfTheForm() {
    Console console = new Console("");

    int exit =
        console.run(
            "extract",
            "-m",
            "gguf/" + model(),
            "-F",
            "day: date, age: integer 0..150, paid: boolean",
            "Jason is 25");

    assertThat(exit).as(console.err()).isZero();
    Json value = Json.parse(console.out());
    assertThat(value.at("/day").flatMap(Json::asText).orElseThrow()).hasSize(10);
    assertThat(value.asObject().orElseThrow().members()).containsOnlyKeys("day", "age", "paid");
  }

  @Test
  void extract_withoutTheFile_saysHowToNameOne() {
    Console console = new Console("");

    assertThat(console.run("extract", "-m", "gguf//none/m.gguf", "-F", "name: string", "x"))
        .isEqualTo(2);
    assertThat(console.err())
        .contains("There is no file '/none/m.gguf'")
        .contains("user/repository");
  }
}
