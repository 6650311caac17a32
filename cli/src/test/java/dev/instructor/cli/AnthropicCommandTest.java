package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.ProviderTwin;
import org.junit.jupiter.api.Test;

/** The commands with a vendor that has a wire format of its own. */
@ProviderTwin
class AnthropicCommandTest {
  @Test
  void extract_addressOnTheLine_printsTheValue(AnthropicTwin twin) {
    twin.answer("{\"name\":\"Jason\",\"age\":25}");
    Console console = new Console("").withEnvironment("ANTHROPIC_API_KEY", twin.apiKey());

    int exit =
        console.run(
            "extract",
            "-m",
            "anthropic/claude-sonnet-5-5",
            "--base-url",
            twin.baseUrl(),
            "-F",
            "name: string, age: integer 0..150",
            "Jason is 25");

    assertThat(exit).as(console.err()).isZero();
    assertThat(console.out().strip()).isEqualTo("{\"name\":\"Jason\",\"age\":25}");
  }

  @Test
  void extract_addressAndTokenInTheEnvironment_areTheVendorsOwn(AnthropicTwin twin) {
    twin.answer("{\"name\":\"Jason\"}");
    Console console =
        new Console("")
            .withEnvironment("ANTHROPIC_AUTH_TOKEN", twin.apiKey())
            .withEnvironment("ANTHROPIC_BASE_URL", twin.baseUrl());

    int exit =
        console.run("extract", "-m", "anthropic/claude-opus-5-5", "-F", "name: string", "Jason");

    assertThat(exit).as(console.err()).isZero();
    assertThat(twin.requests().get(0).header("Authorization")).contains("Bearer ***");
  }

  @Test
  void extract_somethingGivenUp_warnsOnStandardErrorOnce(AnthropicTwin twin) {
    twin.answer("{}").answer("{\"name\":\"Jason\"}");
    Console console = new Console("").withEnvironment("ANTHROPIC_API_KEY", twin.apiKey());

    int exit =
        console.run(
            "extract",
            "-m",
            "anthropic/claude-opus-5-5",
            "--base-url",
            twin.baseUrl(),
            "--mode",
            "TOOLS",
            "-F",
            "name: string",
            "Jason");

    assertThat(exit).as(console.err()).isZero();
    assertThat(console.out().strip()).isEqualTo("{\"name\":\"Jason\"}");
    assertThat(console.err().lines().filter(line -> line.startsWith("instructor: warning: ")))
        .singleElement()
        .asString()
        .contains("not forced: claude-opus-5-5");
  }

  @Test
  void providers_namesTheVendorItsModeAndItsKey() {
    Console console = new Console("");

    assertThat(console.run("providers")).isZero();
    assertThat(console.out().lines().filter(line -> line.startsWith("anthropic ")))
        .singleElement()
        .asString()
        .contains("JSON_SCHEMA", "ANTHROPIC_API_KEY", "https://api.anthropic.com");
  }

  @Test
  void schema_inTheDialect_isShown() {
    Console console = new Console("");

    assertThat(console.run("schema", "-F", "age: integer 0..150", "--dialect", "anthropic"))
        .isZero();
    assertThat(console.out()).contains("Between 0 and 150").doesNotContain("\"maximum\"");
  }
}
