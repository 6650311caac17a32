package dev.instructor.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.LocalServer;
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

class OllamaProviderTest {
  private final ReplayTransport transport =
      ReplayTransport.json("{\"message\":{\"content\":\"hi\"},\"done\":true}");

  private HttpCall call(ProviderSettings settings) {
    ModelProviders.open(settings.withTransport(transport)).send(Chats.hello("qwen3"));
    return transport.calls.get(transport.calls.size() - 1);
  }

  private static ProviderSettings settings(Map<String, String> environment) {
    return ProviderSettings.of("ollama", "qwen3")
        .withEnvironment(name -> Optional.ofNullable(environment.get(name)));
  }

  @Test
  void vendors_isTheOneThatPythonUsersType() {
    assertThat(new OllamaProvider().vendors())
        .containsExactly(
            new ModelProvider.VendorInfo(
                "ollama",
                List.of("OLLAMA_API_KEY"),
                false,
                "http://localhost:11434",
                List.of("OLLAMA_BASE_URL", "OLLAMA_HOST"),
                List.of(Mode.JSON_SCHEMA, Mode.TOOLS, Mode.JSON, Mode.PROMPTED),
                Optional.of(
                    new LocalServer(
                        "Ollama", "ollama serve", List.of("ollama pull {model}"), "/api/tags"))));
  }

  @Test
  void send_nothingSet_goesToThisMachineWithoutAKey() {
    HttpCall call = call(settings(Map.of()));

    assertThat(call.uri()).hasToString("http://localhost:11434/api/chat");
    assertThat(call.headers()).doesNotContainKey("Authorization");
  }

  @Test
  void send_key_isABearerToken() {
    assertThat(call(settings(Map.of("OLLAMA_API_KEY", "k"))).headers())
        .containsEntry("Authorization", "Bearer k");
    assertThat(call(settings(Map.of()).withApiKey(ApiKey.of("mine"))).headers())
        .containsEntry("Authorization", "Bearer mine");
  }

  /** As the vendor's own clients read {@code OLLAMA_HOST}. */
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,                 http://127.0.0.1:11434",
    "127.0.0.1:8080,            http://127.0.0.1:8080",
    ":8080,                     http://127.0.0.1:8080",
    "0.0.0.0,                   http://127.0.0.1:11434",
    "0.0.0.0:8080,              http://127.0.0.1:8080",
    "[::1],                     http://[::1]:11434",
    "[::]:8080,                 http://[::1]:8080",
    "gpu-box,                   http://gpu-box:11434",
    "http://gpu-box,            http://gpu-box",
    "http://gpu-box:11434/,     http://gpu-box:11434",
    "http://gpu-box:11434/api,  http://gpu-box:11434",
    "https://example.com/ollama, https://example.com/ollama",
    "https://example.com:443/ollama/api/, https://example.com:443/ollama",
    "ollama.com,                https://ollama.com",
    "https://ollama.com,        https://ollama.com",
  })
  void send_host_isReadAsTheVendorReadsIt(String host, String expected) {
    assertThat(call(settings(Map.of("OLLAMA_HOST", host))).uri())
        .hasToString(expected + "/api/chat");
    assertThat(call(settings(Map.of()).withBaseUrl(host)).uri())
        .hasToString(expected + "/api/chat");
  }

  @Test
  void send_ourOwnVariable_comesFirst() {
    assertThat(call(settings(Map.of("OLLAMA_BASE_URL", "http://a:1", "OLLAMA_HOST", "b"))).uri())
        .hasToString("http://a:1/api/chat");
  }

  @Test
  void open_whatIsNoAddress_isRefused() {
    ProviderSettings settings = settings(Map.of()).withBaseUrl("ftp://x y");

    assertThatThrownBy(() -> ModelProviders.open(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no address");
  }

  /** The module that speaks it is not among those of this test. */
  @Test
  void open_addressOfTheOpenAiForm_needsTheModuleThatSpeaksIt() {
    for (ProviderSettings settings :
        List.of(
            settings(Map.of()).withBaseUrl("http://localhost:11434/v1/"),
            settings(Map.of("OLLAMA_BASE_URL", "http://localhost:11434/v1")))) {
      assertThatThrownBy(() -> ModelProviders.open(settings))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("instructor-openai");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "qwen3,              http://localhost:11434, JSON_SCHEMA",
    "llama3.1:70b,       http://localhost:11434, JSON_SCHEMA",
    "gpt-oss:120b-cloud, http://localhost:11434, TOOLS",
    "kimi-k3:cloud,      http://localhost:11434, TOOLS",
    "gpt-oss:120b,       https://ollama.com,     TOOLS",
    "gpt-oss:120b,       ollama.com,             TOOLS",
  })
  void profile_localAndInTheCloud(String model, String address, Mode first) {
    ModelProfile profile =
        ModelProviders.open(Chats.settings("ollama/" + model, transport).withBaseUrl(address))
            .profile();

    assertThat(profile.modes()).startsWith(first).endsWith(Mode.PROMPTED);
    assertThat(profile.toolChoice()).isEqualTo(ModelProfile.ToolChoice.AUTO);
    assertThat(profile.maxTokensParameter()).isEqualTo("num_predict");
  }
}
