package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ProviderTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images, recordings and PDF documents on the command line. */
@ProviderTwin
class AttachmentsTest {
  @TempDir private Path folder;
  private Path image;
  private Path pdf;

  @BeforeEach
  void writeFiles() throws IOException {
    image =
        Files.write(
            folder.resolve("a.png"), HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"));
    pdf = Files.writeString(folder.resolve("b.pdf"), "%PDF-1.7");
  }

  private static int run(OpenAiTwin twin, String model, Console console, String... more) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("extract", "-m", model, "--base-url", twin.baseUrl()));
    line.addAll(List.of("-F", "subject: string"));
    line.addAll(List.of(more));
    return console.run(line.toArray(String[]::new));
  }

  private static Console console(OpenAiTwin twin) {
    return new Console("").withEnvironment("OPENAI_API_KEY", twin.apiKey());
  }

  @Test
  void extract_severalImagesAndAPdf_areSentInTheirOrder(OpenAiTwin twin) {
    twin.answer("{\"subject\":\"cat\"}");
    Console console = console(twin);

    int exit =
        run(
            twin,
            "openai/gpt-5-mini",
            console,
            "--image",
            image.toString(),
            "--pdf=" + pdf,
            "--image",
            "https://example.com/c.jpg",
            "What is this?");

    assertThat(exit).as(console.err()).isZero();
    assertThat(twin.requests().get(0).body().at("/messages/0/content").map(Json::toString))
        .contains(
            "[{\"type\":\"text\",\"text\":\"What is this?\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==\"}},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.com/c.jpg\"}},"
                + "{\"type\":\"file\",\"file\":{\"filename\":\"b.pdf\",\"file_data\":\"data:application/pdf;base64,JVBERi0xLjc=\"}}]");
  }

  @Test
  void extract_imagesThroughTheOtherParser_areAllSent(OpenAiTwin twin) {
    twin.answer("{\"subject\":\"cat\"}");
    Console console = console(twin);

    // An option with its value attached is no plain line.
    int exit =
        console.run(
            "extract",
            "-mopenai/gpt-5-mini",
            "--base-url",
            twin.baseUrl(),
            "-F",
            "subject: string",
            "--image",
            image.toString(),
            "--image",
            "https://example.com/c.jpg",
            "Look");

    assertThat(exit).as(console.err()).isZero();
    assertThat(twin.requests().get(0).body().items("messages").get(0).at("/content"))
        .hasValueSatisfying(
            content -> assertThat(content.asArray().orElseThrow().items()).hasSize(3));
  }

  @Test
  void extract_filesThatAreNotThereOrSomethingElse_areAMistake(OpenAiTwin twin) {
    Console missing = console(twin);
    Console other = console(twin);

    assertThat(run(twin, "openai/m", missing, "--image", folder.resolve("x").toString(), "Look"))
        .isEqualTo(2);
    assertThat(run(twin, "openai/m", other, "--image", pdf.toString(), "Look")).isEqualTo(2);
    assertThat(missing.err()).contains("cannot be read");
    assertThat(other.err()).contains("application/pdf", "no image");
    assertThat(twin.requests()).isEmpty();
  }

  @Test
  void extract_addressThatTheVendorDoesNotTake_isFetchedOnlyWhenAsked(OpenAiTwin twin) {
    Console unasked = console(twin);
    Console asked = console(twin);

    assertThat(run(twin, "ollama/llava", unasked, "--image", "http://127.0.0.1/a.png", "Look"))
        .isEqualTo(2);
    assertThat(
            run(
                twin,
                "ollama/llava",
                asked,
                "--fetch-media",
                "--image",
                "http://127.0.0.1/a.png",
                "Look"))
        .isEqualTo(2);
    assertThat(unasked.err()).contains("fetchMedia");
    assertThat(asked.err()).contains("not on the public Internet");
    assertThat(twin.requests()).isEmpty();
  }

  @Test
  void extract_linesWithAnImage_areRefused(OpenAiTwin twin) {
    Console console = console(twin);

    assertThat(run(twin, "openai/m", console, "--lines", "--image", image.toString())).isEqualTo(2);
    assertThat(console.err()).contains("--lines");
  }
}
