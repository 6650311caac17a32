package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.shared.ReplayTransport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesVendorsTest {
  private static final Map<String, String> RESPONSES = Map.of("api", "responses");

  private final ReplayTransport transport =
      ReplayTransport.json("{\"status\":\"completed\",\"output\":[]}");

  private ProviderSettings settings(
      String name, Map<String, String> environment, Map<String, String> options) {
    int slash = name.indexOf('/');
    return new ProviderSettings(
        name.substring(0, slash),
        name.substring(slash + 1),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of(transport),
        options,
        variable -> Optional.ofNullable(environment.get(variable)));
  }

  private HttpCall call(ProviderSettings settings) {
    new OpenAiProvider().open(settings).send(Models.hello(settings.model()));
    return transport.calls.get(transport.calls.size() - 1);
  }

  private ModelProfile profile(String name) {
    return new OpenAiProvider()
        .open(
            settings(
                    name,
                    Map.of(
                        "OPENAI_API_KEY", "k",
                        "AZURE_OPENAI_API_KEY", "k",
                        "XAI_API_KEY", "k",
                        "DEEPSEEK_API_KEY", "k"),
                    RESPONSES)
                .withBaseUrl("https://my.host"))
        .profile();
  }

  @ParameterizedTest
  @CsvSource({
    "openai-responses/m, OPENAI_API_KEY,   https://api.openai.com/v1/responses",
    "openai/m,           OPENAI_API_KEY,   https://api.openai.com/v1/responses",
    "xai/grok-4,         XAI_API_KEY,      https://api.x.ai/v1/responses",
    "deepseek/m,         DEEPSEEK_API_KEY, https://api.deepseek.com/responses",
    "groq/m,             GROQ_API_KEY,     https://api.groq.com/openai/v1/responses",
    "openrouter/m,       OPENROUTER_API_KEY, https://openrouter.ai/api/v1/responses",
  })
  void open_vendorsOwnAddress_hasTheInterface(String name, String variable, String expected) {
    HttpCall call = call(settings(name, Map.of(variable, "k"), RESPONSES));

    assertThat(call.uri()).hasToString(expected);
    assertThat(call.headers()).containsEntry("Authorization", "Bearer k");
    assertThat(call.body()).contains("\"input\":[").doesNotContain("\"messages\"");
  }

  @Test
  void open_otherServer_isReachedByItsBaseUrl() {
    ProviderSettings settings =
        settings("openai-compatible/m", Map.of(), RESPONSES).withBaseUrl("http://localhost:1/v1/");

    assertThat(call(settings).uri()).hasToString("http://localhost:1/v1/responses");
    assertThat(call(settings("lmstudio/m", Map.of(), RESPONSES)).uri())
        .hasToString("http://localhost:1234/v1/responses");
    assertThat(
            call(settings(
                    "openai-responses/m",
                    Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "http://localhost:2/v1"),
                    Map.of()))
                .uri())
        .hasToString("http://localhost:2/v1/responses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", " CHAT "})
  void open_optionChat_isChatCompletions(String api) {
    ReplayTransport chat = ReplayTransport.json("{\"choices\":[]}");
    ProviderSettings settings =
        settings("openai/m", Map.of("OPENAI_API_KEY", "k"), Map.of("api", api)).withTransport(chat);

    new OpenAiProvider().open(settings).send(Models.hello("m"));

    assertThat(chat.calls.get(0).uri()).hasToString("https://api.openai.com/v1/chat/completions");
  }

  @Test
  void open_unknownOption_namesThoseThereAre() {
    Map<String, String> key = Map.of("OPENAI_API_KEY", "k", "MISTRAL_API_KEY", "k");

    assertThatThrownBy(() -> call(settings("openai/m", key, Map.of("api", "assistants"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("openai: the option api is chat or responses");
    assertThatThrownBy(() -> call(settings("openai-responses/m", key, Map.of("api", "chat"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("write openai/m");
    assertThatThrownBy(() -> call(settings("mistral/m", key, RESPONSES)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("openai-compatible/m with api=responses")
        .hasMessageContaining("openai-responses, openai, azure_openai, deepseek, groq,");
  }

  @ParameterizedTest
  @CsvSource({
    "https://r.openai.azure.com,            https://r.openai.azure.com/openai/v1/responses",
    "https://r.openai.azure.com/openai/,    https://r.openai.azure.com/openai/v1/responses",
    "https://r.openai.azure.com/openai/v1/, https://r.openai.azure.com/openai/v1/responses",
    "https://r.openai.azure.com?api-version=preview,"
        + " https://r.openai.azure.com/openai/v1/responses?api-version=preview",
  })
  void open_azureEndpoint_becomesTheInterfacesAddress(String endpoint, String expected) {
    HttpCall call =
        call(
            settings(
                "azure_openai/my gpt",
                Map.of(
                    "AZURE_OPENAI_ENDPOINT",
                    endpoint,
                    "AZURE_OPENAI_API_KEY",
                    "k",
                    "OPENAI_API_VERSION",
                    "2024-10-21"),
                RESPONSES));

    assertThat(call.uri()).hasToString(expected);
    assertThat(call.headers()).containsEntry("api-key", "k").doesNotContainKey("Authorization");
    assertThat(call.body()).contains("\"model\":\"my gpt\"");
  }

  @Test
  void open_azureVersionAndToken_areTakenFromOptions() {
    HttpCall call =
        call(
            settings(
                "azure_openai/m",
                Map.of(
                    "AZURE_OPENAI_ENDPOINT",
                    "https://r.openai.azure.com",
                    "AZURE_OPENAI_AD_TOKEN",
                    "token"),
                Map.of("api", "responses", "api-version", "preview")));

    assertThat(call.uri()).hasQuery("api-version=preview");
    assertThat(call.headers()).containsEntry("Authorization", "Bearer token");
  }

  @Test
  void open_azureDeployment_isRefused() {
    assertThatThrownBy(
            () ->
                call(
                    settings(
                        "azure_openai/m",
                        Map.of(
                            "AZURE_OPENAI_ENDPOINT",
                            "https://r.openai.azure.com/openai/deployments/m",
                            "AZURE_OPENAI_API_KEY",
                            "k"),
                        RESPONSES)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a deployment has no Responses API");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai-responses/gpt-5-mini       | JSON_SCHEMA TOOLS JSON PROMPTED",
        "openai/gpt-4o                     | JSON_SCHEMA TOOLS JSON PROMPTED",
        "openai/gpt-4-turbo                | TOOLS JSON PROMPTED",
        "openai/gpt-4                      | TOOLS PROMPTED",
        "openai/o3-deep-research           | PROMPTED",
        "azure_openai/anything             | JSON_SCHEMA TOOLS JSON PROMPTED",
        "deepseek/deepseek-v4-flash        | JSON TOOLS PROMPTED",
      })
  void profile_model_hasItsModesBestFirst(String name, String modes) {
    assertThat(profile(name).modes())
        .containsExactlyElementsOf(List.of(modes.split(" ")).stream().map(Mode::valueOf).toList());
    assertThat(profile(name).provider()).isEqualTo(name.substring(0, name.indexOf('/')));
  }

  @ParameterizedTest
  @CsvSource({
    "Invalid parameter: 'text.format' of type 'json_schema' is not supported with model version `gpt-4`., JSON_SCHEMA",
    "Invalid parameter: 'text.format' of type 'json_object' is not supported with this model., JSON",
    "This text.format type is unavailable now, JSON_SCHEMA",
  })
  void profile_vendorsWordsForAMissingMode_areKnown(String words, Mode rulesOut) {
    assertThat(profile("openai-responses/m").unsupported())
        .filteredOn(signal -> words.toLowerCase(Locale.ROOT).contains(signal.text()))
        .singleElement()
        .satisfies(signal -> assertThat(signal.rulesOut()).contains(rulesOut));
  }
}
