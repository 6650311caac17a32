package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.test.BedrockTwin;
import dev.instructor.test.ProviderTwin;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bedrock's models from the command line, with the variables of AWS's own SDKs. */
@ProviderTwin
class BedrockExtractTest {
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}";
  private static final String[] REST = {"-F", "name: string, age: integer", "Jason is 25"};

  private static String[] extract(String model, String... more) {
    String[] all = new String[3 + more.length + REST.length];
    all[0] = "extract";
    all[1] = "-m";
    all[2] = model;
    System.arraycopy(more, 0, all, 3, more.length);
    System.arraycopy(REST, 0, all, 3 + more.length, REST.length);
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bedrock/us.amazon.nova-2-lite-v1:0",
        "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "bedrock-anthropic/us.anthropic.claude-sonnet-4-5-20250929-v1:0"
      })
  void extract_withABearerKey_printsTheValue(String model) {
    try (BedrockTwin twin = BedrockTwin.start()) {
      twin.answer(JASON);
      Console console = new Console("").withEnvironment("AWS_BEARER_TOKEN_BEDROCK", twin.apiKey());

      int exit = console.run(extract(model, "--base-url", twin.baseUrl()));

      assertThat(exit).as(console.err()).isZero();
      assertThat(console.out()).isEqualTo(JASON + System.lineSeparator());
    }
  }

  @Test
  void extract_withAwsKeysAndAddressInTheEnvironment_printsTheValue(BedrockTwin twin) {
    twin.answer(JASON);
    Console console =
        new Console("").withEnvironment("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", twin.baseUrl());
    for (Map.Entry<String, String> variable : BedrockTwin.environment().entrySet()) {
      console = console.withEnvironment(variable.getKey(), variable.getValue());
    }

    int exit = console.run(extract("bedrock/us.amazon.nova-2-lite-v1:0", "--stream"));

    assertThat(exit).as(console.err()).isZero();
    assertThat(console.out()).contains("Jason");
    assertThat(twin.requests().get(0).header("X-Amz-Date")).isPresent();
  }

  @Test
  void providers_nameBothWays() {
    Console console = new Console("");

    assertThat(console.run("providers")).isZero();
    assertThat(console.out().lines().filter(line -> line.startsWith("bedrock")))
        .hasSize(2)
        .allMatch(line -> line.contains("AWS_BEARER_TOKEN_BEDROCK"));
  }
}
