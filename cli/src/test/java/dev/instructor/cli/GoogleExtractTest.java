package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.test.GoogleTwin;
import dev.instructor.test.ProviderTwin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's models from the command line, with the variables of Google's own SDK. */
@ProviderTwin
class GoogleExtractTest {
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}";

  @ParameterizedTest
  @CsvSource({"google, GOOGLE_API_KEY", "gemini, GEMINI_API_KEY", "generative-ai, GOOGLE_API_KEY"})
  void extract_keyAndAddressFromTheEnvironment_printsTheValue(
      String provider, String variable, GoogleTwin twin) {
    twin.answer(JASON);
    Console console =
        new Console("")
            .withEnvironment(variable, twin.apiKey())
            .withEnvironment("GOOGLE_GEMINI_BASE_URL", twin.baseUrl());

    int exit =
        console.run(
            "extract",
            "-m",
            provider + "/gemini-3-flash-preview",
            "-F",
            "name: string, age: integer",
            "Jason is 25");

    assertThat(exit).as(console.err()).isZero();
    assertThat(console.out()).isEqualTo(JASON + System.lineSeparator());
  }

  @Test
  void extract_vertex_takesAddressProjectAndToken(GoogleTwin twin) {
    twin.answer(JASON);
    Console console =
        new Console("")
            .withEnvironment("GOOGLE_OAUTH_ACCESS_TOKEN", twin.apiKey())
            .withEnvironment("GOOGLE_CLOUD_PROJECT", "p-1");

    int exit =
        console.run(
            "extract",
            "-m",
            "vertexai/gemini-3-flash-preview",
            "--base-url",
            twin.baseUrl(),
            "-F",
            "name: string, age: integer",
            "Jason is 25");

    assertThat(exit).as(console.err()).isZero();
    assertThat(twin.requests().get(0).path()).contains("/projects/p-1/locations/global/");
  }

  @Test
  void providersAndSchema_knowGoogle() {
    Console console = new Console("");

    assertThat(console.run("providers")).isZero();
    assertThat(console.out())
        .contains("google", "gemini", "generative-ai", "vertexai", "GEMINI_API_KEY");
    assertThat(new Console("").run("schema", "-F", "name: string", "--dialect", "gemini")).isZero();
  }
}
