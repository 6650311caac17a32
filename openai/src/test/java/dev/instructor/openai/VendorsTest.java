package dev.instructor.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.ModelProvider.VendorInfo;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.shared.ReplayTransport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VendorsTest {
  private final ReplayTransport transport =
      new ReplayTransport(
          200,
          Map.of("content-type", List.of("application/json")),
          "{\"output\":[],\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}");

  private final OpenAiProvider provider = new OpenAiProvider();

  static List<VendorInfo> vendors() {
    return new OpenAiProvider().vendors();
  }

  private ProviderSettings settings(
      String vendor, String model, Map<String, String> environment, Map<String, String> options) {
    return new ProviderSettings(
        vendor,
        model,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of(transport),
        options,
        name -> Optional.ofNullable(environment.get(name)));
  }

  private HttpCall call(String vendor, String model, Map<String, String> environment) {
    return call(settings(vendor, model, environment, Map.of()));
  }

  private HttpCall call(ProviderSettings settings) {
    provider.open(settings).send(Models.hello(settings.model()));
    return transport.calls.get(transport.calls.size() - 1);
  }

  @Test
  void vendors_areThoseThatAreDocumented() {
    assertThat(vendors())
        .extracting(VendorInfo::name)
        .containsExactly(
            "openai",
            "azure_openai",
            "ollama-openai",
            "groq",
            "deepseek",
            "together",
            "fireworks",
            "cerebras",
            "openrouter",
            "perplexity",
            "xai",
            "mistral",
            "databricks",
            "anyscale",
            "writer",
            "litellm",
            "vllm",
            "llamacpp",
            "lmstudio",
            "huggingface",
            "nvidia",
            "sambanova",
            "moonshot",
            "dashscope",
            "zai",
            "github",
            "openai-compatible",
            "openai-responses");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void open_keyFromTheEnvironment_isSentToTheVendorsAddress(VendorInfo vendor) {
    String variable = vendor.keyVariables().isEmpty() ? "NONE" : vendor.keyVariables().get(0);
    ProviderSettings settings =
        settings(vendor.name(), "m", Map.of(variable, Models.KEY), Map.of())
            .withBaseUrl(vendor.baseUrl().isEmpty() ? "https://my.host" : vendor.baseUrl() + "/");

    HttpCall call = call(settings);

    assertThat(call.uri().toString())
        .startsWith(
            vendor.baseUrl().isEmpty()
                ? "https://my.host/"
                : vendor.baseUrl()
                    + (vendor.name().endsWith("responses") ? "/responses" : "/chat"));
    assertThat(call.headers().values()).anySatisfy(value -> assertThat(value).contains(Models.KEY));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void open_noKey_namesTheVariableOrSendsNone(VendorInfo vendor) {
    ProviderSettings settings =
        settings(vendor.name(), "m", Map.of(), Map.of()).withBaseUrl("http://localhost:1");
    boolean local =
        vendor.baseUrl().startsWith("http://localhost")
            || vendor.name().equals("openai-compatible");

    if (local) {
      assertThat(call(settings).headers()).doesNotContainKey("Authorization");
    } else {
      assertThatThrownBy(() -> provider.open(settings))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(String.join(" or ", vendor.keyVariables()))
          .hasMessageContaining("Instructor.builder(\"" + vendor.name() + "/m\").apiKey(…)");
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void profile_everyVendor_endsInAModeThatNeedsNothing(VendorInfo vendor) {
    ChatModel model =
        provider.open(
            settings(vendor.name(), "some-model", Map.of(), Map.of())
                .withBaseUrl("http://localhost:1")
                .withApiKey(ApiKey.of("k")));
    ModelProfile profile = model.profile();

    assertThat(profile.provider()).isEqualTo(vendor.name());
    assertThat(profile.model()).isEqualTo("some-model");
    assertThat(profile.modes()).doesNotHaveDuplicates().endsWith(Mode.PROMPTED);
    assertThat(profile.modes().get(0)).isEqualTo(vendor.defaultMode());
    assertThat(profile.unsupported())
        .isNotEmpty()
        .allSatisfy(
            signal -> {
              assertThat(signal.text()).isEqualTo(signal.text().toLowerCase(Locale.ROOT));
              assertThat(signal.source()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "openai,     gpt-5-mini,          TOOLS",
    "openai,     gpt-4o,              TOOLS",
    "openai,     o1-mini,             PROMPTED",
    "groq,       openai/gpt-oss-120b, JSON_SCHEMA",
    "groq,       llama-3.3-70b,       TOOLS",
    "deepseek,   deepseek-v4-flash,   JSON",
    "deepseek,   deepseek-chat,       TOOLS",
    "ollama-openai, qwen3,            JSON_SCHEMA",
    "perplexity, sonar,               JSON_SCHEMA",
    "cerebras,   gpt-oss-120b,        JSON_SCHEMA",
    "xai,        grok-4,              JSON_SCHEMA",
    "mistral,    mistral-small,       JSON_SCHEMA",
    "fireworks,  kimi-k2p5,           TOOLS",
  })
  void profile_model_prefersItsBestMode(String vendor, String model, Mode best) {
    assertThat(Models.open(vendor, model, transport).profile().modes().get(0)).isEqualTo(best);
  }

  @ParameterizedTest
  @CsvSource({
    "openai,     gpt-5-mini,          TOOLS,       openai-strict",
    "openai,     gpt-5-mini,          JSON_SCHEMA, openai-strict",
    "groq,       openai/gpt-oss-120b, JSON_SCHEMA, groq",
    "groq,       openai/gpt-oss-120b, TOOLS,       plain",
    "groq,       llama-3.3-70b,       JSON_SCHEMA, plain",
    "groq,       openai/gpt-oss-safeguard-20b, JSON_SCHEMA, plain",
    "cerebras,   gpt-oss-120b,        JSON_SCHEMA, cerebras",
    "cerebras,   gpt-oss-120b,        TOOLS,       cerebras",
    "fireworks,  kimi-k2p5,           JSON_SCHEMA, fireworks",
    "xai,        grok-4,              TOOLS,       xai",
    "mistral,    mistral-small,       JSON_SCHEMA, mistral",
    "ollama-openai, qwen3,            JSON_SCHEMA, ollama",
    "llamacpp,   any,                 JSON_SCHEMA, llamacpp",
    "lmstudio,   any,                 JSON_SCHEMA, llamacpp",
    "vllm,       any,                 JSON_SCHEMA, plain",
    "xai,        grok-4,              PROMPTED,    plain",
  })
  void profile_model_speaksItsVendorsDialect(
      String vendor, String model, Mode mode, String dialect) {
    assertThat(Models.open(vendor, model, transport).profile().dialect(mode).name())
        .isEqualTo(dialect);
  }

  @Test
  void profile_olderOpenAiModels_haveNoJsonSchema() {
    assertThat(Models.open("openai", "gpt-4-turbo", transport).profile().modes())
        .containsExactly(Mode.TOOLS, Mode.JSON, Mode.PROMPTED);
    assertThat(Models.open("openai", "gpt-4", transport).profile().modes())
        .containsExactly(Mode.TOOLS, Mode.PROMPTED);
    assertThat(Models.open("openai", "gpt-4.1", transport).profile().modes())
        .contains(Mode.JSON_SCHEMA);
  }

  @Test
  void profiles_everyRow_saysWhereItWasRead() {
    assertThat(Vendors.ALL)
        .flatExtracting(vendor -> vendor.vendor().profiles())
        .allSatisfy(row -> assertThat(row.source()).matches("\\w.+, \\w+ 20\\d\\d"));
  }

  @Test
  void open_openAiBaseUrlVariable_isHonoured() {
    Map<String, String> environment =
        Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "http://localhost:9/proxy/v1/");

    assertThat(call("openai", "m", environment).uri())
        .hasToString("http://localhost:9/proxy/v1/chat/completions");
  }

  @Test
  void open_compatibleWithoutAddress_saysHowToGiveOne() {
    assertThatThrownBy(() -> provider.open(settings("openai-compatible", "m", Map.of(), Map.of())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "openai-compatible has no address of its own: set the environment variable"
                + " OPENAI_BASE_URL, or call"
                + " Instructor.builder(\"openai-compatible/m\").baseUrl(…)");
  }

  @ParameterizedTest
  @CsvSource({
    "https://r.openai.azure.com,"
        + " https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
    "https://r.openai.azure.com/openai/,"
        + " https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
    "https://r.openai.azure.com/openai/deployments/other,"
        + " https://r.openai.azure.com/openai/deployments/other/chat/completions?api-version=2024-10-21",
    "https://r.openai.azure.com?api-version=2025-01-01-preview,"
        + " https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2025-01-01-preview",
    "https://r.openai.azure.com/openai/v1/,"
        + " https://r.openai.azure.com/openai/v1/chat/completions",
  })
  void open_azureEndpoint_becomesTheDeploymentsAddress(String endpoint, String expected) {
    HttpCall call =
        call(
            "azure_openai",
            "my gpt",
            Map.of("AZURE_OPENAI_ENDPOINT", endpoint, "AZURE_OPENAI_API_KEY", "k"));

    assertThat(call.uri()).hasToString(expected);
    assertThat(call.headers()).containsEntry("api-key", "k").doesNotContainKey("Authorization");
  }

  @Test
  void open_azureVersionAndToken_areTakenFromOptionsAndEnvironment() {
    Map<String, String> environment =
        Map.of(
            "AZURE_OPENAI_ENDPOINT",
            "https://r.openai.azure.com",
            "AZURE_OPENAI_AD_TOKEN",
            "token",
            "OPENAI_API_VERSION",
            "2025-03-01-preview");

    HttpCall byEnvironment = call("azure_openai", "m", environment);
    HttpCall byOptions =
        call(
            settings(
                    "azure_openai",
                    "m",
                    environment,
                    Map.of("api-version", "2025-04-01-preview", "auth", "bearer"))
                .withApiKey(ApiKey.of("other")));

    assertThat(byEnvironment.uri()).hasQuery("api-version=2025-03-01-preview");
    assertThat(byEnvironment.headers()).containsEntry("Authorization", "Bearer token");
    assertThat(byOptions.uri()).hasQuery("api-version=2025-04-01-preview");
    assertThat(byOptions.headers()).containsEntry("Authorization", "Bearer other");
  }

  @ParameterizedTest
  @CsvSource({
    "adb-1.azuredatabricks.net,                           https://adb-1.azuredatabricks.net/serving-endpoints",
    "https://adb-1.azuredatabricks.net/,                  https://adb-1.azuredatabricks.net/serving-endpoints",
    "https://adb-1.azuredatabricks.net/serving-endpoints, https://adb-1.azuredatabricks.net/serving-endpoints",
  })
  void open_databricksHost_getsItsPath(String host, String expected) {
    HttpCall call =
        call("databricks", "m", Map.of("DATABRICKS_HOST", host, "DATABRICKS_TOKEN", "k"));

    assertThat(call.uri()).hasToString(expected + "/chat/completions");
    assertThat(call.headers()).containsEntry("Authorization", "Bearer k");
  }

  @Test
  void open_callersHeaders_winOverOurs() {
    ProviderSettings settings =
        new ProviderSettings(
            "openai",
            "m",
            Optional.of(ApiKey.of("k")),
            Optional.empty(),
            Map.of("authorization", "Bearer mine", "X-Team", "blue"),
            Optional.of(transport),
            Map.of(),
            name -> Optional.empty());

    assertThat(call(settings).headers())
        .containsEntry("Authorization", "Bearer mine")
        .containsEntry("X-Team", "blue")
        .hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"no address", "ftp://host/v1", "https://user:pw@host/v1", "https://", "host/v1"})
  void open_addressThatIsNone_isRefusedWithoutShowingIt(String address) {
    ProviderSettings settings =
        settings("openai", "m", Map.of("OPENAI_API_KEY", "k"), Map.of()).withBaseUrl(address);

    assertThatThrownBy(() -> provider.open(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("openai: the base URL is no address")
        .hasMessageNotContaining("pw");
  }

  @Test
  void open_keySupplier_isAskedForEveryRequest() {
    int[] count = {0};
    ChatModel model =
        provider.open(
            settings("openai", "m", Map.of(), Map.of())
                .withApiKey(ApiKey.of(() -> "key" + ++count[0])));

    model.send(Models.hello("m"));
    model.send(Models.hello("m"));

    assertThat(transport.calls)
        .extracting(call -> call.headers().get("Authorization"))
        .containsExactly("Bearer key1", "Bearer key2");
  }
}
