package dev.instructor.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Image;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.OutputDirective;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.shared.Golden;
import dev.instructor.shared.ReplayTransport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claude through Vertex AI. */
class VertexClaudeTest {
  private static final String MODEL = "claude-sonnet-4-5@20250929";
  private static final JsonObject SCHEMA =
      Json.parse("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}")
          .asObject()
          .orElseThrow();
  private static final String ANSWER =
      "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\"}";

  private final ReplayTransport transport = json(200, ANSWER);

  private static ReplayTransport json(int status, String body) {
    return new ReplayTransport(status, Map.of("content-type", List.of("application/json")), body);
  }

  private static ProviderSettings settings(
      String provider, String model, ReplayTransport transport, Map<String, String> environment) {
    return ProviderSettings.of(provider, model)
        .withTransport(transport)
        .withEnvironment(name -> Optional.ofNullable(environment.get(name)));
  }

  private ChatModel model(ReplayTransport transport) {
    return new GoogleProvider()
        .open(
            settings("vertexai", MODEL, transport, Map.of())
                .withApiKey(ApiKey.of(Models.KEY))
                .withOption("project", "p-1")
                .withOption("location", "us-east5"));
  }

  private static ChatRequest hello(String model) {
    return ChatRequest.of(model, List.of(Message.system("Extract."), Message.user("Hello")));
  }

  @Test
  void send_toolsMode_matchesGoldenFile() {
    model(transport)
        .send(
            hello(MODEL)
                .withOutput(
                    new OutputDirective(Mode.TOOLS, "User", Optional.empty(), SCHEMA, true)));

    Golden.check("vertexai-claude-tools", transport.calls.get(0));
  }

  @Test
  void stream_plainText_matchesGoldenFile() {
    model(transport).stream(hello(MODEL)).close();

    Golden.check("vertexai-claude-stream", transport.calls.get(0));
  }

  @Test
  void send_answer_isReadAsAnthropics() {
    assertThat(model(transport).send(hello(MODEL)).text()).isEqualTo("hi");
  }

  @Test
  void open_variablesOfAnthropicsSdk_areHonoured() {
    Map<String, String> environment =
        Map.of(
            "ANTHROPIC_VERTEX_PROJECT_ID", "p-2",
            "GOOGLE_CLOUD_PROJECT", "other",
            "CLOUD_ML_REGION", "europe-west1",
            "GOOGLE_OAUTH_ACCESS_TOKEN", "ya29.canary");

    new GoogleProvider()
        .open(settings("anthropic-vertex", "claude-opus-5", transport, environment))
        .send(hello("claude-opus-5"));

    assertThat(transport.calls.get(0).uri())
        .hasToString(
            "https://europe-west1-aiplatform.googleapis.com/v1/projects/p-2/locations/europe-west1/publishers/anthropic/models/claude-opus-5:rawPredict");
    assertThat(transport.calls.get(0).headers())
        .containsEntry("Authorization", "Bearer ya29.canary")
        .doesNotContainKey("anthropic-version");
  }

  @Test
  void open_baseUrlOfAnthropicsSdk_isCompleted() {
    Map<String, String> environment =
        Map.of(
            "ANTHROPIC_VERTEX_BASE_URL", "https://proxy.example/v1",
            "GOOGLE_CLOUD_PROJECT", "p",
            "GOOGLE_OAUTH_ACCESS_TOKEN", "t");

    new GoogleProvider()
        .open(settings("vertexai", MODEL, transport, environment))
        .send(hello(MODEL));

    assertThat(transport.calls.get(0).uri())
        .hasToString(
            "https://proxy.example/v1/projects/p/locations/global/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict");
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5@20250929, JSON_SCHEMA TOOLS PROMPTED",
    "claude-opus-5-5,            JSON_SCHEMA TOOLS PROMPTED",
    "claude-sonnet-4@20250514,   TOOLS PROMPTED",
    "claude-3-5-haiku@20241022,  TOOLS PROMPTED",
  })
  void profile_model_isThatOfAnthropicUnderVertexsName(String model, String modes) {
    ChatModel opened =
        new GoogleProvider()
            .open(
                settings("vertexai", model, transport, Map.of())
                    .withApiKey(ApiKey.of("t"))
                    .withOption("project", "p"));

    assertThat(opened.profile().model()).isEqualTo(model);
    assertThat(opened.profile().provider()).isEqualTo("vertexai");
    assertThat(opened.profile().modes())
        .containsExactlyElementsOf(Stream.of(modes.split(" ")).map(Mode::valueOf).toList());
  }

  @Test
  void send_addressOfAnImage_isRefusedSinceThePlatformFetchesNone() {
    ChatModel model = model(transport);
    ChatRequest request =
        ChatRequest.of(MODEL, List.of(Message.user(Image.ofUrl("https://a.example/b.png"))));

    assertThat(model.takesAddress(Image.ofUrl("https://a.example/b.png"))).isFalse();
    assertThatThrownBy(() -> model.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("fetchMedia");
    assertThat(transport.calls).isEmpty();
  }

  private ProviderException failure(int status, String body) {
    return catchThrowableOfType(
        ProviderException.class, () -> model(json(status, body)).send(hello(MODEL)));
  }

  @Test
  void send_errorOfThePlatform_isReadAsGoogles() {
    ProviderException failure =
        failure(
            429,
            "[{\"error\":{\"code\":429,\"message\":\"Quota exceeded\",\"status\":\"RESOURCE_EXHAUSTED\"}}]");

    assertThat(failure.retryable()).isTrue();
    assertThat(failure.code()).contains("RESOURCE_EXHAUSTED");
    assertThat(failure.providerMessage()).contains("Quota exceeded");
  }

  @Test
  void send_errorOfTheModel_isReadAsAnthropics() {
    ProviderException failure =
        failure(
            400,
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"bad\"},\"request_id\":\"req_vrtx_1\"}");

    assertThat(failure.type()).contains("invalid_request_error");
    assertThat(failure.requestId()).contains("req_vrtx_1");
  }
}
