package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.shared.LoopbackServer;
import dev.instructor.test.CohereTwin;
import dev.instructor.test.MistralTwin;
import dev.instructor.test.OllamaTwin;
import dev.instructor.test.ProviderTwin;
import dev.instructor.test.Twin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands with Cohere, Mistral and Ollama. */
@ProviderTwin
class SmallVendorsCommandTest {
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}";

  private static void extract(Console console, String... arguments) {
    int exit = console.run(arguments);

    assertThat(exit).as(console.err()).isZero();
    assertThat(console.out().strip()).isEqualTo(JASON);
  }

  private static String[] line(String model, Twin<?> twin) {
    return new String[] {
      "extract",
      "-m",
      model,
      "--base-url",
      twin.baseUrl(),
      "-F",
      "name: string, age: integer 0..150",
      "Jason is 25"
    };
  }

  @Test
  void extract_cohereAtAnAddress_printsTheValue(CohereTwin twin) {
    twin.answer(JASON);

    extract(
        new Console("").withEnvironment("CO_API_KEY", twin.apiKey()),
        line("cohere/command-a-03-2025", twin));
  }

  @Test
  void extract_mistralAtAnAddress_printsTheValue(MistralTwin twin) {
    twin.answer(JASON);

    extract(
        new Console("").withEnvironment("MISTRAL_API_KEY", twin.apiKey()),
        line("mistral/mistral-medium-latest", twin));
  }

  @Test
  void extract_ollamaAtAnAddress_printsTheValue(OllamaTwin twin) {
    twin.answer(JASON);

    extract(new Console(""), line("ollama/qwen3", twin));
  }

  @Test
  void extract_addressesInTheEnvironment_areTheVendorsOwn(CohereTwin cohere, OllamaTwin ollama) {
    cohere.answer(JASON);
    ollama.answer(JASON);
    String fields = "name: string, age: integer";

    extract(
        new Console("")
            .withEnvironment("CO_API_KEY", cohere.apiKey())
            .withEnvironment("CO_API_URL", cohere.baseUrl()),
        "extract",
        "-m",
        "cohere/command-a-03-2025",
        "-F",
        fields,
        "Jason is 25");
    extract(
        new Console("").withEnvironment("OLLAMA_HOST", ollama.baseUrl().replace("http://", "")),
        "extract",
        "-m",
        "ollama/qwen3",
        "-F",
        fields,
        "Jason is 25");
  }

  @Test
  void extract_noServer_saysHowToStartOne() {
    Console console = new Console("");
    String address = "127.0.0.1:" + LoopbackServer.closedPort();

    int exit =
        console.run(
            "extract",
            "-m",
            "lmstudio/qwen3",
            "--base-url",
            "http://" + address + "/v1",
            "-F",
            "name: string",
            "Jason is 25");

    assertThat(exit).isEqualTo(3);
    assertThat(console.err())
        .contains("no LM Studio server answers at " + address, "`lms server start`");
  }

  @Test
  void extract_modelThatTheServerLacks_saysHowToGetIt() {
    try (LoopbackServer ollama =
        LoopbackServer.json(404, "{\"error\":\"model 'qwen3' not found\"}")) {
      Console console = new Console("").withEnvironment("OLLAMA_HOST", ollama.authority());

      assertThat(console.run("extract", "-m", "ollama/qwen3", "-F", "name: string", "Jason is 25"))
          .isEqualTo(3);
      assertThat(console.err()).contains("HTTP 404", "get it with `ollama pull qwen3`");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cohere, JSON_SCHEMA, CO_API_KEY,     https://api.cohere.com",
    "ollama, JSON_SCHEMA, OLLAMA_API_KEY, http://localhost:11434",
    "gguf,   JSON_SCHEMA, HF_TOKEN,       https://huggingface.co",
  })
  void providers_namesVendorModeAndKey(String vendor, String mode, String key, String address) {
    Console console = new Console("");

    assertThat(console.run("providers")).isZero();
    assertThat(console.out().lines().filter(line -> line.startsWith(vendor + " ")))
        .singleElement()
        .asString()
        .contains(mode, key, address);
  }
}
