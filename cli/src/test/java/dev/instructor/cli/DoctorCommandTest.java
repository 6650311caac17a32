package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ModelProviders;
import dev.instructor.shared.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code doctor} says of keys, servers and files that the test has put there. */
class DoctorCommandTest {
  private static final String CANARY = "sk-canary-0815";

  @TempDir private Path home;
  private Console console = new Console("");

  @BeforeEach
  void lookInAnEmptyHome() {
    console = new Console("").withEnvironment("HOME", home.toString());
  }

  private String text(String... options) {
    assertThat(run(options)).as(console.err()).isZero();
    assertThat(console.err()).isEmpty();
    return console.out();
  }

  private int run(String... options) {
    return console.run(
        Stream.concat(Stream.of("doctor"), Stream.of(options)).toArray(String[]::new));
  }

  private JsonObject json(String... options) {
    assertThat(run(Stream.concat(Stream.of("--json"), Stream.of(options)).toArray(String[]::new)))
        .isZero();
    assertThat(console.out().lines()).hasSize(1);
    return Json.parse(console.out()).asObject().orElseThrow();
  }

  private static List<JsonObject> objects(JsonObject whole, String name) {
    return ((JsonArray) whole.get(name).orElseThrow())
        .items().stream().map(item -> item.asObject().orElseThrow()).toList();
  }

  private static JsonObject server(JsonObject whole, String provider) {
    return objects(whole, "servers").stream()
        .filter(server -> server.text("provider").equals(Optional.of(provider)))
        .findFirst()
        .orElseThrow();
  }

  private void file(String path, String content) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void text_bareMachine_stillHasSomethingToRun() {
    String text = text("--offline");

    assertThat(text)
        .contains("ok  Java ", Runtime.version().toString())
        .contains("ok  Bundled model  embedded/extractor, ", " MB: small, and often wrong")
        .contains("Without -m     embedded/extractor; INSTRUCTOR_MODEL names another")
        .contains("--  none; `instructor providers` lists the variables")
        .contains("--  Ollama     http://localhost:11434    not asked")
        .contains("--  none of Hugging Face, llama.cpp, LM Studio and Ollama on this machine")
        .contains("instructor extract -m embedded/extractor -F \"name: string\" \"Jason is 25\"");
  }

  @Test
  void text_muchToSay_staysWithin80Columns() {
    try (LoopbackServer ollama =
        LoopbackServer.json(
            200,
            "{\"models\":[{\"name\":\"a-model-with-a-long-name:8b\"},{\"name\":\"another-model-with-a-longer-name:70b\"},{\"name\":\"b\"}]}")) {
      console
          .withEnvironment("OLLAMA_HOST", ollama.authority())
          .withEnvironment("AZURE_OPENAI_API_KEY", CANARY)
          .withEnvironment("AWS_BEARER_TOKEN_BEDROCK", CANARY);

      assertThat(text().lines().filter(line -> !line.contains(" extract -m ")))
          .allMatch(line -> line.length() <= 80)
          .noneMatch(line -> line.endsWith(" "));
    }
  }

  @Test
  void keys_areNamedAndNeverShown() {
    console.withEnvironment("OPENAI_API_KEY", CANARY).withEnvironment("GROQ_API_KEY", " ");

    String text = text("--offline");

    assertThat(text)
        .contains("ok  OPENAI_API_KEY  openai, openai-responses\n")
        .contains("instructor extract -m openai/gpt-5-mini ")
        .doesNotContain("GROQ_API_KEY", "canary", "0815");
  }

  @Test
  void keys_inJson_areNamedAndNeverShown() {
    console.withEnvironment("OPENAI_API_KEY", CANARY);

    JsonObject openai = objects(json("--offline"), "keys").get(0);

    assertThat(openai.get("variables")).contains(Json.strings(List.of("OPENAI_API_KEY")));
    assertThat(openai.get("missing")).contains(Json.ofNull());
    assertThat(console.out()).doesNotContain("canary", "0815");
  }

  @Test
  void keys_vendorThatNeedsMore_saysWhat() {
    console.withEnvironment("AZURE_OPENAI_API_KEY", CANARY);

    JsonObject azure = objects(json("--offline"), "keys").get(0);

    assertThat(azure.text("provider")).contains("azure_openai");
    assertThat(azure.text("missing").orElseThrow()).contains("AZURE_OPENAI_ENDPOINT");
    assertThat(console.out()).doesNotContain("canary", "-m azure_openai");
  }

  /** A command that nobody could copy would be worse than none. */
  @Test
  void keys_modelsOfTheCommands_areThoseOfTheDocumentation() throws IOException {
    StringBuilder pages = new StringBuilder();
    try (Stream<Path> files = Files.list(LauncherTest.root().resolve("docs/providers"))) {
      for (Path file : files.toList()) {
        pages.append(Files.readString(file));
      }
    }
    for (String variable :
        List.of(
            "ANTHROPIC_API_KEY",
            "AWS_BEARER_TOKEN_BEDROCK",
            "CO_API_KEY",
            "GOOGLE_API_KEY",
            "GROQ_API_KEY",
            "MISTRAL_API_KEY",
            "OPENAI_API_KEY")) {
      console.withEnvironment(variable, CANARY);
    }
    console.withEnvironment("AWS_REGION", "us-east-1");

    List<String> models =
        text("--offline")
            .lines()
            .filter(line -> line.contains(" -m ") && !line.contains("embedded/"))
            .map(line -> line.replaceAll(".* -m (\\S+) .*", "$1"))
            .toList();

    assertThat(models)
        .hasSize(7)
        .allSatisfy(model -> assertThat(pages).contains("fromProvider(\"%s\")".formatted(model)));
  }

  @Test
  void servers_running_listsItsModels() {
    try (LoopbackServer ollama =
        LoopbackServer.json(
            200, "{\"models\":[{\"name\":\"nomic-embed-text\"},{\"name\":\"qwen3:8b\"}]}")) {
      console.withEnvironment("OLLAMA_BASE_URL", "http://" + ollama.authority());

      JsonObject whole = json();

      assertThat(server(whole, "ollama").text("state")).contains("running");
      assertThat(server(whole, "ollama").get("models"))
          .contains(Json.strings(List.of("nomic-embed-text", "qwen3:8b")));
      assertThat(whole.get("commands").orElseThrow().toString())
          .contains("-m ollama/qwen3:8b ")
          .doesNotContain("embed-text");
      assertThat(ollama.requests).containsExactly("GET /api/tags");
    }
  }

  @Test
  void servers_openAiFormOfOllama_isAskedInThatForm() {
    try (LoopbackServer ollama = LoopbackServer.json(200, "{\"data\":[{\"id\":\"qwen3\"}]}")) {
      console.withEnvironment("OLLAMA_BASE_URL", "http://" + ollama.authority() + "/v1");

      assertThat(text()).contains("ok  Ollama ", ollama.authority() + "/v1", "qwen3");
      assertThat(ollama.requests).containsExactly("GET /v1/models");
    }
  }

  @Test
  void servers_absent_saysHowToStartIt() {
    console.withEnvironment("OLLAMA_BASE_URL", "http://127.0.0.1:" + LoopbackServer.closedPort());

    JsonObject ollama = server(json(), "ollama");

    assertThat(ollama.text("state")).contains("absent");
    assertThat(ollama.text("hint")).contains("ollama serve");
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"status\":\"UP\"}', something else answers there",
    "401, '{\"error\":\"no\"}',   it wants a key; in LITELLM_PROXY_API_KEY",
    "500, '{\"error\":\"no\"}',   it answers with HTTP 500"
  })
  void servers_unclear_saysWhatIsThere(int status, String body, String hint) {
    try (LoopbackServer litellm = LoopbackServer.json(status, body)) {
      console.withEnvironment("LITELLM_PROXY_API_BASE", "http://" + litellm.authority());

      JsonObject server = server(json(), "litellm");

      assertThat(server.text("state")).contains("unclear");
      assertThat(server.text("hint")).contains(hint.replace(';', ','));
    }
  }

  @Test
  void servers_whatIsNoAddress_isTold() {
    console.withEnvironment("LITELLM_PROXY_API_BASE", "not an address");

    assertThat(server(json("--offline"), "litellm").text("hint").orElseThrow())
        .contains("no address");
  }

  @Test
  void offline_asksNobody() {
    try (LoopbackServer ollama = LoopbackServer.json(200, "{\"models\":[]}")) {
      console.withEnvironment("OLLAMA_BASE_URL", "http://" + ollama.authority());

      assertThat(server(json("--offline"), "ollama").text("state")).contains("not_asked");
      assertThat(ollama.requests).isEmpty();
    }
  }

  @Test
  void files_inTheUsualFolders_areFound() throws IOException {
    String hub = ".cache/huggingface/hub/models--Qwen--Qwen3-0.6B-GGUF/snapshots/23749fef/";
    file(hub + "Qwen3-0.6B-Q8_0.gguf", "GGUF");
    file(hub + "mmproj-F16.gguf", "GGUF");
    file("blob", "GGUF");
    Files.createSymbolicLink(
        home.resolve(hub + "linked.gguf"), home.resolve("blob").toAbsolutePath());
    file(hub + "README.md", "no model");
    file(".cache/llama.cpp/ggml-org_gemma-3-1b-it-GGUF_Q4_K_M.gguf", "GGUF....");
    file(".cache/instructor/gguf/user/repo/main/own.gguf", "GGUF");
    file(".lmstudio/models/bartowski/big/big-00001-of-00002.gguf", "GGUF");
    file(".lmstudio/models/bartowski/big/big-00002-of-00002.gguf", "GGUF");
    file(".ollama/models/blobs/sha256-7d8f", "GGUF");
    file(
        ".ollama/models/manifests/registry.ollama.ai/library/smollm/135m",
        "{\"layers\":[{\"mediaType\":\"application/vnd.ollama.image.license\",\"digest\":\"sha256:aa\"},{\"mediaType\":\"application/vnd.ollama.image.model\",\"digest\":\"sha256:7d8f\"}]}");
    file(".ollama/models/manifests/registry.ollama.ai/library/smollm/broken", "{");

    List<JsonObject> files = objects(json("--offline"), "files");

    assertThat(files)
        .extracting(
            file -> file.text("owner").orElseThrow() + ": " + file.text("name").orElseThrow())
        .containsExactly(
            "Hugging Face: Qwen3-0.6B-Q8_0.gguf",
            "Hugging Face: linked.gguf",
            "LM Studio: big-00001-of-00002.gguf",
            "Ollama: smollm:135m",
            "instructor: own.gguf",
            "llama.cpp: ggml-org_gemma-3-1b-it-GGUF_Q4_K_M.gguf");
    assertThat(files.get(5).get("bytes")).contains(Json.of(8));
    assertThat(files.get(3).text("path").orElseThrow()).endsWith("sha256-7d8f");
  }

  /** Where the module that runs them is not there, there is nothing to run. */
  @Test
  void files_withTheirProvider_canBeRun() throws IOException {
    file(".cache/llama.cpp/a b.gguf", "GGUF");
    boolean gguf =
        ModelProviders.vendors().stream().anyMatch(vendor -> vendor.name().equals("gguf"));

    assertThat(text("--offline").contains("-m 'gguf/" + home + "/.cache/llama.cpp/a b.gguf' "))
        .isEqualTo(gguf);
  }

  @ParameterizedTest
  @CsvSource({
    "HF_HOME,        hub/models--a--b/snapshots/1/m.gguf",
    "HF_HUB_CACHE,   models--a--b/snapshots/1/m.gguf",
    "XDG_CACHE_HOME, huggingface/hub/models--a--b/snapshots/1/m.gguf",
    "XDG_CACHE_HOME, llama.cpp/m.gguf",
    "LLAMA_CACHE,    m.gguf"
  })
  void files_inFoldersThatTheEnvironmentNames_areFound(String variable, String path)
      throws IOException {
    file("elsewhere/" + path, "GGUF");
    console.withEnvironment(variable, home.resolve("elsewhere").toString());

    assertThat(text("--offline")).contains(" m.gguf\n");
  }

  @Test
  void files_ollamasFolderElsewhere_isFound() throws IOException {
    file("elsewhere/blobs/sha256-7d8f", "GGUF");
    file(
        "elsewhere/manifests/hf.co/user/repo/Q4",
        "{\"layers\":[{\"mediaType\":\"application/vnd.ollama.image.model\",\"digest\":\"sha256:7d8f\"}]}");
    console.withEnvironment("OLLAMA_MODELS", home.resolve("elsewhere").toString());

    assertThat(text("--offline")).contains("ok  Ollama  0.0 MB  repo:Q4\n");
  }

  @Test
  void defaultModel_fromTheEnvironment_isNamed() {
    console.withEnvironment("INSTRUCTOR_MODEL", "ollama/qwen3");

    assertThat(text("--offline")).contains("Without -m     ollama/qwen3, from INSTRUCTOR_MODEL");
  }

  @Test
  void colours_areForTerminalsAlone() {
    assertThat(text("--offline")).doesNotContain("\u001b");
    lookInAnEmptyHome();
    console.withScreen(24, 80);
    assertThat(text("--offline")).contains("\u001b[32mok\u001b[0m", "80 columns, 24 rows, colours");
    lookInAnEmptyHome();
    console.withScreen(24, 80).withEnvironment("NO_COLOR", "1");
    assertThat(text("--offline")).doesNotContain("\u001b");
  }

  /** The object is an interface for programs: what it holds is documented. */
  @Test
  void json_members_areThoseOfTheDocumentation() throws IOException {
    String page = Files.readString(LauncherTest.root().resolve("docs/cli.md"));

    assertThat(json("--offline").members().keySet())
        .containsExactly(
            "version",
            "java",
            "screen",
            "bundled",
            "default",
            "keys",
            "servers",
            "files",
            "commands")
        .allSatisfy(member -> assertThat(page).contains("| `" + member + "` |"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--online", "text"})
  void mistake_isUsage(String argument) {
    assertThat(run(argument)).isEqualTo(2);
  }
}
