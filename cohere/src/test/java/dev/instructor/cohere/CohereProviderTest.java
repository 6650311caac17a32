package dev.instructor.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.shared.Chats;
import dev.instructor.shared.ReplayTransport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohereProviderTest {
  private final ReplayTransport transport =
      ReplayTransport.json("{\"finish_reason\":\"COMPLETE\",\"message\":{}}");

  private HttpCall call(ProviderSettings settings) {
    ModelProviders.open(settings.withTransport(transport)).send(Chats.hello("command-a-03-2025"));
    return transport.calls.get(transport.calls.size() - 1);
  }

  private static ProviderSettings settings(Map<String, String> environment) {
    return ProviderSettings.of("cohere", "command-a-03-2025")
        .withEnvironment(name -> Optional.ofNullable(environment.get(name)));
  }

  @Test
  void vendors_isTheOneThatPythonUsersType() {
    assertThat(new CohereProvider().vendors())
        .containsExactly(
            new ModelProvider.VendorInfo(
                "cohere",
                List.of("CO_API_KEY", "COHERE_API_KEY"),
                true,
                "https://api.cohere.com",
                List.of("CO_API_URL"),
                List.of(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.JSON, Mode.PROMPTED)));
  }

  @Test
  void send_keyOfTheEnvironment_isABearerToken() {
    HttpCall call = call(settings(Map.of("CO_API_KEY", "k", "COHERE_API_KEY", "old")));

    assertThat(call.uri()).hasToString("https://api.cohere.com/v2/chat");
    assertThat(call.headers()).containsEntry("Authorization", "Bearer k");
    assertThat(call(settings(Map.of("COHERE_API_KEY", "old"))).headers())
        .containsEntry("Authorization", "Bearer old");
    assertThat(call(settings(Map.of("CO_API_KEY", "k")).withApiKey(ApiKey.of("mine"))).headers())
        .containsEntry("Authorization", "Bearer mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:4000",
        "http://localhost:4000/",
        "http://localhost:4000/v1",
        "http://localhost:4000/v2/"
      })
  void send_otherAddress_isTakenAsTheVendorsSdkTakesIt(String address) {
    String expected = "http://localhost:4000/v2/chat";

    assertThat(call(settings(Map.of("CO_API_KEY", "k", "CO_API_URL", address))).uri())
        .hasToString(expected);
    assertThat(call(settings(Map.of("CO_API_KEY", "k")).withBaseUrl(address)).uri())
        .hasToString(expected);
  }

  @Test
  void open_withoutKey_saysWhereToPutIt() {
    CohereProvider provider = new CohereProvider();

    assertThatThrownBy(() -> provider.open(settings(Map.of())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("CO_API_KEY");
  }

  @ParameterizedTest
  @CsvSource({
    "command-a-plus-05-2026,      JSON_SCHEMA, REQUIRED",
    "command-a-03-2025,           JSON_SCHEMA, REQUIRED",
    "command-a-reasoning-08-2025, JSON_SCHEMA, REQUIRED",
    "command-r7b-12-2024,         JSON_SCHEMA, REQUIRED",
    "command-r-08-2024,           JSON_SCHEMA, AUTO",
    "command-r-plus,              JSON_SCHEMA, AUTO",
    "command-light,               PROMPTED,    NAMED",
    "command-nightly,             PROMPTED,    NAMED",
    "c4ai-aya-expanse-32b,        PROMPTED,    NAMED",
    "what-comes-next,             JSON_SCHEMA, REQUIRED",
  })
  void profile_eachGeneration(String model, Mode first, ModelProfile.ToolChoice choice) {
    ModelProfile profile =
        ModelProviders.open(Chats.settings("cohere/" + model, transport)).profile();

    assertThat(profile.modes()).startsWith(first).endsWith(Mode.PROMPTED);
    assertThat(profile.toolChoice()).isEqualTo(choice);
  }
}
