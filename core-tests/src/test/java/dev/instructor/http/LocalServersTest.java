package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.LocalServer;
import dev.instructor.provider.ModelProvider.VendorInfo;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shared.LoopbackServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that people run themselves: what is said when one is not there, or lacks the model. */
class LocalServersTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  record User(String name, int age) {}

  static Stream<String> local() {
    return ModelProviders.vendors().stream()
        .filter(vendor -> vendor.server().isPresent())
        .map(VendorInfo::name);
  }

  private static ProviderException failure(String model, String baseUrl) {
    try (Instructor client =
        Instructor.builder(model)
            .environment(name -> Optional.empty())
            .baseUrl(baseUrl)
            .transportRetry(RetryPolicy.none())
            .build()) {
      return catchThrowableOfType(
          ProviderException.class, () -> client.create(User.class, "Jason is 25"));
    }
  }

  private static HttpChatModel open(String provider, String baseUrl) {
    return (HttpChatModel)
        ModelProviders.open(
            ProviderSettings.of(provider, "m")
                .withEnvironment(name -> Optional.empty())
                .withBaseUrl(baseUrl));
  }

  @Test
  void vendors_thatAreLocal_areThoseOfThisTest() {
    assertThat(local())
        .containsExactlyInAnyOrder(
            "ollama", "ollama-openai", "litellm", "vllm", "llamacpp", "lmstudio");
  }

  @ParameterizedTest
  @CsvSource({
    "ollama/qwen3,         '',  Ollama,    ollama serve, OLLAMA_BASE_URL or OLLAMA_HOST",
    "ollama/qwen3,         /v1, Ollama,    ollama serve, OLLAMA_BASE_URL",
    "ollama-openai/qwen3,  /v1, Ollama,    ollama serve, OLLAMA_BASE_URL",
    "lmstudio/qwen/qwen3,  /v1, LM Studio, lms server start, base URL",
    "llamacpp/qwen3,       /v1, llama.cpp, llama-server -m model.gguf, base URL",
    "vllm/Qwen/Qwen3-8B,   /v1, vLLM,      vllm serve Qwen/Qwen3-8B, base URL",
    "litellm/ollama/qwen3, '',  LiteLLM,   litellm --model ollama/qwen3, LITELLM_PROXY_API_BASE",
  })
  void create_noServer_saysHowToStartOne(
      String model, String path, String product, String command, String address) {
    String authority = "127.0.0.1:" + LoopbackServer.closedPort();

    ProviderException failure = failure(model, "http://" + authority + path);

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure)
        .hasMessageContaining("no " + product + " server answers at " + authority)
        .hasMessageContaining("start it with `" + command + "`")
        .hasMessageContaining(address);
  }

  @ParameterizedTest
  @MethodSource("local")
  void stream_noServer_saysTheSame(String provider) {
    String baseUrl = "http://127.0.0.1:" + LoopbackServer.closedPort();
    try (Instructor client =
        Instructor.builder(provider + "/m")
            .environment(name -> Optional.empty())
            .baseUrl(baseUrl)
            .transportRetry(RetryPolicy.none())
            .build()) {
      assertThatThrownBy(() -> client.prompt("x").stream(User.class).forEach(partial -> {}))
          .isInstanceOf(ProviderException.class)
          .hasMessage(failure(provider + "/m", baseUrl).getMessage());
    }
  }

  /** As the servers themselves say it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ollama/qwen3|{\"error\":\"model 'qwen3' not found\"}|get it with `ollama pull qwen3`",
        "ollama-openai/qwen3|{\"error\":{\"message\":\"model 'qwen3' not found\",\"type\":\"not_found_error\",\"param\":null,\"code\":null}}|get it with `ollama pull qwen3`",
        "lmstudio/qwen/qwen3|{\"error\":{\"message\":\"No models loaded. Please load a model in the developer page or use the `lms load` command.\",\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":\"model_not_found\"}}|get it with `lms get qwen/qwen3`, then `lms load qwen/qwen3`",
        "vllm/Qwen/Qwen3-8B|{\"error\":{\"message\":\"The model `Qwen/Qwen3-8B` does not exist.\",\"type\":\"NotFoundError\",\"param\":\"model\",\"code\":404}}|start one that has with `vllm serve Qwen/Qwen3-8B`",
      })
  void create_unknownModel_saysHowToGetIt(String model, String body, String advice) {
    try (LoopbackServer server = LoopbackServer.json(404, body)) {
      ProviderException failure =
          failure(
              model, "http://" + server.authority() + (model.startsWith("ollama/") ? "" : "/v1"));

      assertThat(failure.status()).hasValue(404);
      assertThat(failure.body()).contains(body);
      assertThat(failure)
          .hasMessageContaining("the server does not have this model")
          .hasMessageContaining(advice);
    }
  }

  @Test
  void create_noServerAtAnAddressWithTheModel_saysHowToStartOne() {
    String authority = "127.0.0.1:" + LoopbackServer.closedPort();

    assertThat(failure("vllm/m", "http://" + authority + "/{model}/v1"))
        .hasMessageContaining("no vLLM server answers at " + authority);
  }

  @Test
  void create_wrongAddress_isNotTakenForAMissingModel() {
    try (LoopbackServer server = LoopbackServer.json(404, "{\"detail\":\"Not Found\"}")) {
      assertThat(failure("vllm/m", "http://" + server.authority()))
          .hasMessageContaining("base URL")
          .hasMessageNotContaining("vllm serve");
    }
  }

  /** A command that is pasted into a shell must be that command and no other. */
  @ParameterizedTest
  @CsvSource({"$(rm -rf ~)", "a;b", "-x", "a b", "`x`"})
  void create_nameThatAShellWouldRead_isNotPutIntoTheCommand(String model) {
    try (LoopbackServer server =
        LoopbackServer.json(404, "{\"error\":\"the model was not found\"}")) {
      assertThat(failure("ollama/" + model, "http://" + server.authority()))
          .hasMessageContaining("`ollama pull MODEL`");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lmstudio|/v1|/v1/models|{\"object\":\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
        "ollama|''|/api/tags|{\"models\":[{\"name\":\"a\"},{\"name\":\"b\"}]}",
        "litellm|''|/models|{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"object\":\"list\"}"
      })
  void servedModels_areThoseTheServerLists(String vendor, String base, String path, String body) {
    try (LoopbackServer server = LoopbackServer.json(200, body)) {
      HttpChatModel model = open(vendor, "http://" + server.authority() + base);

      assertThat(model.servedModels(SOON)).containsExactly("a", "b");
      assertThat(server.requests).containsExactly("GET " + path);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"text/html|<html>", "application/json|{\"status\":\"UP\"}", "application/json|[]"})
  void servedModels_somethingElse_isToldApart(String type, String body) {
    try (LoopbackServer server = LoopbackServer.answering(200, type, body)) {
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () -> open("llamacpp", "http://" + server.authority()).servedModels(SOON));

      assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
      assertThat(failure).hasMessageContaining("that is no llama.cpp server");
    }
  }

  @Test
  void servedModels_noServer_saysHowToStartOne() {
    assertThatThrownBy(
            () ->
                open("vllm", "http://127.0.0.1:" + LoopbackServer.closedPort()).servedModels(SOON))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("vllm serve m");
  }

  @Test
  void servedModels_hostedVendor_isNotAsked() {
    assertThatThrownBy(
            () ->
                open("openai-compatible", "http://127.0.0.1:" + LoopbackServer.closedPort())
                    .servedModels(SOON))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void start_andObtain_areOneLineEach() {
    Map<String, LocalServer> servers =
        ModelProviders.vendors().stream()
            .filter(vendor -> vendor.server().isPresent())
            .collect(Collectors.toMap(VendorInfo::name, vendor -> vendor.server().orElseThrow()));

    assertThat(servers.values())
        .allSatisfy(
            server ->
                assertThat(Stream.concat(Stream.of(server.start("m")), server.obtain("m").stream()))
                    .allMatch(command -> command.matches("[\\w./ -]+")));
    assertThat(servers.get("lmstudio").obtain("m")).isEqualTo(List.of("lms get m", "lms load m"));
    assertThat(servers.get("vllm").start("m")).isEqualTo("vllm serve m");
  }
}
