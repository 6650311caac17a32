package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.JsonSchema;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class EmbeddedProviderTest {
  @Test
  void serviceLoader_embedded_findsThisProvider() {
    assertThat(ServiceLoader.load(ModelProvider.class))
        .flatMap(ModelProvider::vendors)
        .anySatisfy(
            vendor -> {
              assertThat(vendor.name()).isEqualTo("embedded");
              assertThat(vendor.keyVariables()).isEmpty();
            });
  }

  @Test
  void open_anotherModel_namesTheOneThereIs() {
    assertThatThrownBy(
            () -> new EmbeddedProvider().open(ProviderSettings.of("embedded", "gpt-5-mini")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("embedded/extractor");
  }

  @Test
  void open_baseUrl_isRefused() {
    ProviderSettings settings =
        new ProviderSettings(
            "embedded",
            "extractor",
            Optional.empty(),
            Optional.of("http://localhost"),
            Map.of(),
            Optional.empty(),
            Map.of(),
            name -> Optional.empty());

    assertThatThrownBy(() -> new EmbeddedProvider().open(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("base URL");
  }

  @Test
  void profile_anyRoot_isSentAsAnObjectAndRestored() {
    try (ChatModel model =
        new EmbeddedProvider().open(ProviderSettings.of("embedded", "extractor"))) {
      AdaptedSchema adapted =
          model
              .profile()
              .dialect(Mode.TOOLS)
              .adapt(JsonSchema.parse("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"));

      Json answer =
          Requests.answer(adapted.schema(), "Present were Kofi, Ingrid and Benedetta at noon.");

      assertThat(answer.asObject()).isPresent();
      assertThat(adapted.restoration().restore(answer).asArray()).isPresent();
    }
  }
}
