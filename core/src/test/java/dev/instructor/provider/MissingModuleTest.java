package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Here no module with providers is on the class path. */
class MissingModuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/gpt-5",
        "groq/llama",
        "anthropic/claude-sonnet-5-5",
        "google/gemini-3-flash",
        "embedded/extractor"
      })
  void open_vendorOfAMissingModule_showsTheDependencyToPaste(String model) {
    ProviderSettings settings = ModelProviders.parse(model);

    assertThatThrownBy(() -> ModelProviders.open(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("<artifactId>instructor-");
  }

  @Test
  void open_unknownVendor_saysWhatIsMissing() {
    assertThatThrownBy(() -> ModelProviders.open(ModelProviders.parse("opneai/gpt-5")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("opneai")
        .hasMessageContaining("instructor-openai");
  }
}
