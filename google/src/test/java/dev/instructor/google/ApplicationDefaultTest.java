package dev.instructor.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.instructor.chat.ChatModel;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.shared.ReplayTransport;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Application default credentials: a service account's file, and a token server on this machine.
 */
class ApplicationDefaultTest {
  private static final String GEMINI =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}]}";

  @TempDir private Path folder;
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lifetime = new AtomicInteger(3_600);
  private final AtomicInteger status = new AtomicInteger(200);
  private final ReplayTransport transport =
      new ReplayTransport(200, Map.of("content-type", List.of("application/json")), GEMINI);
  private HttpServer server;
  private Path file;

  @BeforeEach
  void startTokenServer() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer =
              (status.get() == 200
                      ? "{\"access_token\":\"ya29.%s\",\"expires_in\":%s,\"token_type\":\"Bearer\"}"
                          .formatted(asked.size(), lifetime.get())
                      : "{\"error\":\"invalid_grant\",\"error_description\":\"canary@example.com\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status.get(), answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    file = Files.writeString(folder.resolve("account.json"), account());
  }

  @AfterEach
  void stopTokenServer() {
    server.stop(0);
  }

  private String account() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return Json.object()
        .put("type", "service_account")
        .put("project_id", "project-of-the-file")
        .put("private_key_id", "1")
        .put("private_key", pem)
        .put("client_email", "robot@example.com")
        .put("client_id", "1")
        .put("token_uri", "http://127.0.0.1:" + server.getAddress().getPort() + "/token")
        .build()
        .toString();
  }

  private ChatModel open(String model) {
    Map<String, String> environment = Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    return new GoogleProvider()
        .open(
            ProviderSettings.of("vertexai", model)
                .withTransport(transport)
                .withEnvironment(name -> Optional.ofNullable(environment.get(name))));
  }

  @Test
  void send_accountsFile_bringsTokenAndProject() {
    ChatModel model = open("gemini-3-flash-preview");

    assertThat(asked).as("nothing is sent when a model is opened").isEmpty();
    model.send(Models.hello("gemini-3-flash-preview"));
    model.send(Models.hello("gemini-3-flash-preview"));

    assertThat(asked).hasSize(1).first().asString().contains("grant_type=");
    assertThat(transport.calls)
        .hasSize(2)
        .allSatisfy(
            call -> {
              assertThat(call.headers()).containsEntry("Authorization", "Bearer ya29.1");
              assertThat(call.uri().getPath()).contains("/projects/project-of-the-file/");
            });
  }

  @Test
  void send_tokenThatExpires_isFetchedAgain() {
    lifetime.set(1);
    ChatModel model = open("gemini-3-flash-preview");

    model.send(Models.hello("gemini-3-flash-preview"));
    model.send(Models.hello("gemini-3-flash-preview"));

    assertThat(asked).hasSize(2);
    assertThat(transport.calls.get(1).headers()).containsEntry("Authorization", "Bearer ya29.2");
  }

  @Test
  void send_accountThatGetsNoToken_isAFailureWithoutTheAccountsName() {
    status.set(400);
    ChatModel model = open("gemini-3-flash-preview");

    assertThatThrownBy(() -> model.send(Models.hello("gemini-3-flash-preview")))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("vertexai")
        .hasMessageNotContaining("canary");
    assertThat(transport.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "{\"type\":\"unknown\"}"})
  void send_fileThatHoldsNoCredentials_isTheCallersMistake(String content) throws IOException {
    Files.writeString(file, content);
    ChatModel model =
        new GoogleProvider()
            .open(
                ProviderSettings.of("vertexai", "claude-opus-5")
                    .withTransport(transport)
                    .withOption("project", "p")
                    .withEnvironment(
                        name ->
                            name.equals("GOOGLE_APPLICATION_CREDENTIALS")
                                ? Optional.of(file.toString())
                                : Optional.empty()));

    assertThatThrownBy(() -> model.send(Models.hello("claude-opus-5")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gcloud auth application-default login");
  }

  /** Opens a model in a world without the library. */
  @Test
  void open_withoutTheLibrary_showsTheDependencyToPaste() throws Exception {
    URL[] urls =
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.contains("google-auth-library"))
            .map(ApplicationDefaultTest::url)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> providers = loader.loadClass("dev.instructor.provider.ModelProviders");
      Object settings = providers.getMethod("parse", String.class).invoke(null, "vertexai/gemini");

      Throwable thrown =
          catchThrowable(
              () -> providers.getMethod("open", settings.getClass()).invoke(null, settings));

      assertThat(thrown).isInstanceOf(InvocationTargetException.class);
      assertThat(thrown.getCause())
          .hasMessageContainingAll(
              "<artifactId>google-auth-library-oauth2-http</artifactId>",
              "GOOGLE_OAUTH_ACCESS_TOKEN");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
