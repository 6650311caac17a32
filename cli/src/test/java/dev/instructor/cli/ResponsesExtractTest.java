package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.test.ProviderTwin;
import dev.instructor.test.ResponsesTwin;
import org.junit.jupiter.api.Test;

/** OpenAI's Responses API from the command line. */
@ProviderTwin
class ResponsesExtractTest {
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}";

  @Test
  void extract_baseUrl_printsTheValue(ResponsesTwin twin) {
    twin.answer(JASON);
    Console console = new Console("").withEnvironment("OPENAI_API_KEY", twin.apiKey());

    int exit =
        console.run(
            "extract",
            "-m",
            "openai-responses/gpt-5-mini",
            "--base-url",
            twin.baseUrl(),
            "-F",
            "name: string, age: integer",
            "Jason is 25");

    assertThat(exit).as(console.err()).isZero();
    assertThat(console.out()).isEqualTo(JASON + System.lineSeparator());
    assertThat(twin.requests().get(0).path()).isEqualTo("/v1/responses");
  }

  @Test
  void providers_knowsIt() {
    Console console = new Console("");

    assertThat(console.run("providers")).isZero();
    assertThat(console.out()).contains("openai-responses");
  }
}
