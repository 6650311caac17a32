package dev.instructor.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, addresses, keys and profiles. */
class VendorsTest {
  private final GoogleProvider provider = new GoogleProvider();
  private final ReplayTransport transport =
      new ReplayTransport(
          200, Map.of("content-type", List.of("application/json")), "{\"candidates\":[]}");

  private ProviderSettings settings(String name, Map<String, String> environment) {
    return new ProviderSettings(
        name,
        "gemini-3-flash-preview",
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of(transport),
        Map.of(),
        variable -> Optional.ofNullable(environment.get(variable)));
  }

  private HttpCall call(ProviderSettings settings) {
    provider.open(settings).send(Models.hello(settings.model()));
    return transport.calls.get(0);
  }

  static Stream<String> names() {
    return new GoogleProvider().vendors().stream().map(VendorInfo::name);
  }

  @Test
  void vendors_areThoseThatAreDocumented() {
    assertThat(names())
        .containsExactly("google", "gemini", "generative-ai", "vertexai", "anthropic-vertex");
  }

  @ParameterizedTest
  @CsvSource({"GOOGLE_API_KEY, google", "GEMINI_API_KEY, gemini", "GEMINI_API_KEY, generative-ai"})
  void open_keyFromTheEnvironment_isSentToTheGeminiApi(String variable, String name) {
    HttpCall call = call(settings(name, Map.of(variable, Models.KEY)));

    assertThat(call.uri())
        .hasToString(
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-3-flash-preview:generateContent");
    assertThat(call.headers()).containsEntry("x-goog-api-key", Models.KEY);
    assertThat(call.headers()).doesNotContainKey("Authorization");
  }

  @Test
  void open_bothKeys_takesTheOneThatTheSdkTakes() {
    assertThat(
            call(settings("google", Map.of("GEMINI_API_KEY", "b", "GOOGLE_API_KEY", "a")))
                .headers())
        .containsEntry("x-goog-api-key", "a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "gemini", "generative-ai"})
  void open_noKey_namesTheVariables(String name) {
    assertThatThrownBy(() -> provider.open(settings(name, Map.of())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("GOOGLE_API_KEY or GEMINI_API_KEY")
        .hasMessageContaining("Instructor.builder(\"" + name + "/gemini-3-flash-preview\")");
  }

  @ParameterizedTest
  @CsvSource({
    "https://proxy.example/,        https://proxy.example/v1beta/models/",
    "https://proxy.example/v1,      https://proxy.example/v1/models/",
    "https://proxy.example/v1beta/, https://proxy.example/v1beta/models/",
    "https://proxy.example/gemini,  https://proxy.example/gemini/v1beta/models/",
  })
  void open_baseUrl_isThatOfTheSdk(String baseUrl, String expected) {
    Map<String, String> environment =
        Map.of("GOOGLE_API_KEY", "k", "GOOGLE_GEMINI_BASE_URL", baseUrl);

    assertThat(call(settings("google", environment)).uri().toString()).startsWith(expected);
    assertThat(call(settings("google", Map.of("GOOGLE_API_KEY", "k")).withBaseUrl(baseUrl)).uri())
        .isEqualTo(transport.calls.get(0).uri());
  }

  @Test
  void open_versionOption_isHonoured() {
    ProviderSettings settings =
        settings("google", Map.of("GOOGLE_API_KEY", "k")).withOption("api-version", "v1alpha");

    assertThat(call(settings).uri().getPath()).startsWith("/v1alpha/models/");
  }

  @Test
  void stream_baseUrlWithAQuery_keepsBoth() {
    ProviderSettings settings =
        settings("google", Map.of("GOOGLE_API_KEY", "k")).withBaseUrl("https://p.example?team=7");

    provider.open(settings).stream(Models.hello("m")).close();

    assertThat(transport.calls.get(0).uri().getQuery()).isEqualTo("alt=sse&team=7");
  }

  @ParameterizedTest
  @CsvSource({
    "models/gemini-2.5-flash, /v1beta/models/gemini-2.5-flash:generateContent",
    "tunedModels/mine,        /v1beta/tunedModels/mine:generateContent",
    "odd model?,              /v1beta/models/odd%20model%3F:generateContent",
  })
  void send_modelsName_isAResource(String model, String path) {
    provider.open(settings("google", Map.of("GOOGLE_API_KEY", "k"))).send(Models.hello(model));

    assertThat(transport.calls.get(0).uri().getRawPath()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "'',           https://aiplatform.googleapis.com, global",
    "global,       https://aiplatform.googleapis.com, global",
    "us-central1,  https://us-central1-aiplatform.googleapis.com, us-central1",
    "eu,           https://aiplatform.eu.rep.googleapis.com, eu",
  })
  void open_vertex_isTheProjectsAddress(String location, String host, String expected) {
    Map<String, String> environment =
        Map.of(
            "GOOGLE_CLOUD_PROJECT", "p-1",
            "GOOGLE_CLOUD_LOCATION", location,
            "GOOGLE_OAUTH_ACCESS_TOKEN", "ya29.canary");

    HttpCall call = call(settings("vertexai", environment));

    assertThat(call.uri())
        .hasToString(
            host
                + "/v1beta1/projects/p-1/locations/"
                + expected
                + "/publishers/google/models/gemini-3-flash-preview:generateContent");
    assertThat(call.headers()).containsEntry("Authorization", "Bearer ya29.canary");
  }

  @ParameterizedTest
  @CsvSource({
    "https://p.example,                                   /v1beta1/projects/p/locations/global/publishers/google/models/",
    "https://p.example/v1,                                /v1/projects/p/locations/global/publishers/google/models/",
    "https://p.example/v1/projects/q/locations/eu,        /v1/projects/q/locations/eu/publishers/google/models/",
    "https://p.example/v1/projects/q/locations/eu/publishers/google, /v1/projects/q/locations/eu/publishers/google/models/",
  })
  void open_vertexBaseUrl_isCompleted(String baseUrl, String path) {
    ProviderSettings settings =
        settings("vertexai", Map.of("GOOGLE_VERTEX_BASE_URL", baseUrl))
            .withApiKey(ApiKey.of("t"))
            .withOption("project", "p");

    assertThat(call(settings).uri().getPath()).startsWith(path);
  }

  @Test
  void open_vertexWithoutProject_saysHowToGiveOne() {
    ProviderSettings settings = settings("vertexai", Map.of()).withApiKey(ApiKey.of("t"));

    assertThatThrownBy(() -> provider.open(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("GOOGLE_CLOUD_PROJECT");
  }

  @Test
  void open_otherName_isRefused() {
    assertThatThrownBy(() -> provider.open(settings("openai", Map.of())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("google/MODEL");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-flash-preview,     JSON_SCHEMA TOOLS JSON PROMPTED",
    "gemini-2.0-flash,           JSON_SCHEMA TOOLS JSON PROMPTED",
    "some-new-model,             JSON_SCHEMA TOOLS JSON PROMPTED",
    "gemma-3-27b-it,             PROMPTED",
    "models/gemma-3n-e4b-it,     PROMPTED",
    "gemma-4-31b-it,             JSON_SCHEMA TOOLS JSON PROMPTED",
    "gemini-2.5-flash-image,     PROMPTED",
    "gemini-3-pro-image-preview, JSON_SCHEMA JSON PROMPTED",
  })
  void profile_model_hasItsModesBestFirst(String model, String modes) {
    ModelProfile profile = Models.open("google", model, transport).profile();

    assertThat(profile.modes())
        .containsExactlyElementsOf(Stream.of(modes.split(" ")).map(Mode::valueOf).toList());
    assertThat(profile.maxTokensParameter()).isEqualTo("maxOutputTokens");
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "gemini", "generative-ai", "vertexai"})
  void profile_signals_areLowerCaseAndHaveASource(String name) {
    assertThat(
            Models.open(Models.settings(name, "m", transport).withOption("project", "p"))
                .profile()
                .unsupported())
        .isNotEmpty()
        .allSatisfy(
            signal -> {
              assertThat(signal.text()).isEqualTo(signal.text().toLowerCase(Locale.ROOT));
              assertThat(signal.source()).isNotBlank();
            });
  }
}
