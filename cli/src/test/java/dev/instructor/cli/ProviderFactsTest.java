package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.provider.ModelProvider;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code instructor providers NAME} tells. */
class ProviderFactsTest {
  private final Console console = new Console("");

  static Stream<String> names() {
    return ServiceLoader.load(ModelProvider.class).stream()
        .flatMap(provider -> provider.get().vendors().stream())
        .map(ModelProvider.VendorInfo::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void providers_eachName_tellsItsModes(String name) {
    assertThat(console.run("providers", name)).isZero();

    assertThat(console.out()).startsWith(name + "\n").contains("  modes    ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai/gpt-4o       | thinks               no                        | November 2026",
        "openai/o3           | several calls        yes                       | o-series",
        "anthropic/claude-opus-5-5 | thinks               always              | November 2026",
        "anthropic/claude-sonnet-4-5 | 24 properties that may be left out     | Structured outputs",
        "deepseek/deepseek-reasoner  | asked for in words                     | DeepSeek-V3#1376",
        "google/gemini-3-pro | beside your tools    TOOLS, JSON_SCHEMA        | Gemini API",
        "bedrock/amazon.nova-pro-v1:0 | TOOLS nova                            | Amazon Bedrock",
      })
  void providers_ofAModel_tellsTheRowThatHolds(String model, String fact, String source) {
    assertThat(console.run("providers", model)).isZero();

    assertThat(console.out().replaceAll(" +", " "))
        .contains(fact.replaceAll(" +", " ").strip(), source)
        .containsOnlyOnce("models:");
  }

  @Test
  void providers_unknownName_saysWhereTheNamesAre() {
    assertThat(console.run("providers", "nobody")).isNotZero();

    assertThat(console.err()).contains("nobody", "instructor providers");
  }
}
