package dev.instructor.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.shared.ReplayTransport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicProviderTest {
  private static final String ANSWER = "{\"content\":[],\"stop_reason\":\"end_turn\"}";

  private final ReplayTransport transport =
      new ReplayTransport(200, Map.of("content-type", List.of("application/json")), ANSWER);

  private HttpCall call(ProviderSettings settings) {
    ChatModel model =
        ServiceLoader.load(ModelProvider.class)
            .findFirst()
            .orElseThrow()
            .open(settings.withTransport(transport));
    model.send(Models.hello("claude-sonnet-4-5"));
    return transport.calls.get(transport.calls.size() - 1);
  }

  private static ProviderSettings settings(Map<String, String> environment) {
    return ProviderSettings.of("anthropic", "claude-sonnet-4-5")
        .withEnvironment(name -> Optional.ofNullable(environment.get(name)));
  }

  @Test
  void vendors_isTheOneThatPythonUsersType() {
    assertThat(new AnthropicProvider().vendors())
        .containsExactly(
            new ModelProvider.VendorInfo(
                "anthropic",
                List.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
                true,
                "https://api.anthropic.com",
                List.of("ANTHROPIC_BASE_URL"),
                List.of(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.PROMPTED)));
  }

  @Test
  void send_keyOfTheEnvironment_goesIntoTheVendorsHeader() {
    HttpCall call = call(settings(Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_AUTH_TOKEN", "t")));

    assertThat(call.uri()).hasToString("https://api.anthropic.com/v1/messages");
    assertThat(call.headers())
        .containsEntry("x-api-key", "k")
        .containsEntry("anthropic-version", "2023-06-01")
        .doesNotContainKey("Authorization");
  }

  @Test
  void send_tokenOfTheEnvironment_isABearerToken() {
    assertThat(call(settings(Map.of("ANTHROPIC_AUTH_TOKEN", "t"))).headers())
        .containsEntry("Authorization", "Bearer t")
        .doesNotContainKey("x-api-key");
  }

  @Test
  void send_keyOfTheCaller_isAKeyUnlessSaidOtherwise() {
    ProviderSettings given =
        settings(Map.of("ANTHROPIC_AUTH_TOKEN", "t")).withApiKey(ApiKey.of("mine"));

    assertThat(call(given).headers()).containsEntry("x-api-key", "mine");
    assertThat(call(given.withOption("auth", "bearer")).headers())
        .containsEntry("Authorization", "Bearer mine")
        .doesNotContainKey("x-api-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:4000",
        "http://localhost:4000/",
        "http://localhost:4000/v1",
        "http://localhost:4000/v1/"
      })
  void send_otherAddress_isTakenAsTheVendorsSdkTakesIt(String address) {
    String expected = "http://localhost:4000/v1/messages";

    assertThat(
            call(settings(Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_BASE_URL", address))).uri())
        .hasToString(expected);
    assertThat(call(settings(Map.of("ANTHROPIC_API_KEY", "k")).withBaseUrl(address)).uri())
        .hasToString(expected);
  }

  @Test
  void send_headersOfTheEnvironment_areSentUnlessTheCallerHasThem() {
    HttpCall call =
        call(
            settings(
                    Map.of(
                        "ANTHROPIC_API_KEY",
                        "k",
                        "ANTHROPIC_CUSTOM_HEADERS",
                        "anthropic-beta: a: b\nX-Team: blue\nno header"))
                .withHeader("x-team", "red"));

    assertThat(call.headers()).containsEntry("anthropic-beta", "a: b");
    assertThat(call.headers().get("X-Team")).isEqualTo("red");
  }

  @Test
  void open_withoutKey_saysWhereToPutIt() {
    AnthropicProvider provider = new AnthropicProvider();

    assertThatThrownBy(() -> provider.open(settings(Map.of())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ANTHROPIC_API_KEY");
  }

  @ParameterizedTest
  @CsvSource({
    "claude-3-5-haiku-20241022, TOOLS,       NAMED",
    "claude-3-7-sonnet-latest,  TOOLS,       NAMED",
    "claude-sonnet-4-0,         TOOLS,       NAMED",
    "claude-opus-4-20250514,    TOOLS,       NAMED",
    "claude-opus-4-1-20250805,  JSON_SCHEMA, NAMED",
    "claude-haiku-4-5-20251001, JSON_SCHEMA, NAMED",
    "claude-sonnet-4-5,         JSON_SCHEMA, NAMED",
    "claude-opus-5,             JSON_SCHEMA, NAMED",
    "claude-opus-5-5,           JSON_SCHEMA, AUTO",
    "claude-fable-5-1,          JSON_SCHEMA, AUTO",
    "my-gateways-claude,        JSON_SCHEMA, NAMED",
  })
  void profile_eachGeneration(String model, Mode first, ModelProfile.ToolChoice choice) {
    ModelProfile profile = Models.open(model, transport).profile();

    assertThat(profile.modes()).startsWith(first).endsWith(Mode.PROMPTED);
    assertThat(profile.toolChoice()).isEqualTo(choice);
    assertThat(profile.dialect(first).name())
        .isEqualTo(first == Mode.TOOLS ? "plain" : "anthropic");
    assertThat(profile.enforcing().contains(first)).isEqualTo(first == Mode.JSON_SCHEMA);
  }
}
