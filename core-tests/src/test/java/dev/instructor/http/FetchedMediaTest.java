package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.instructor.Instructor;
import dev.instructor.chat.Image;
import dev.instructor.chat.Part;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.provider.MediaFetch;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ProviderTwin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client fetches for a vendor that takes no addresses, in whole calls. */
@ProviderTwin
class FetchedMediaTest {
  record Picture(String subject) {}

  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
  private static final Part.Media AT = Image.ofUrl("http://images.example/a.png");

  private final AtomicInteger fetched = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          fetched.incrementAndGet();
          exchange.getResponseHeaders().add("Content-Type", "image/png");
          exchange.sendResponseHeaders(200, PNG.length);
          exchange.getResponseBody().write(PNG);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  /** The host is public for who asks, and on this machine for who connects. */
  private MediaFetch fetch() {
    return MediaFetch.publicAddresses()
        .withResolver(host -> List.of(InetAddress.getByName("93.184.216.34")))
        .withConnector((channel, address) -> channel.connect(server.getAddress()));
  }

  private static Instructor client(OpenAiTwin twin, String model, MediaFetch fetch) {
    return Instructor.builder(model)
        .baseUrl(twin.baseUrl())
        .apiKey(twin.apiKey())
        .fetchMedia(fetch)
        .build();
  }

  @Test
  void create_vendorThatTakesNoAddress_isSentTheContentFetchedOnceACall(OpenAiTwin twin) {
    twin.answer("{}").answer("{\"subject\":\"cat\"}");

    Picture picture =
        client(twin, "ollama/llava", fetch()).prompt("What is this?", AT, AT).create(Picture.class);

    assertThat(picture).isEqualTo(new Picture("cat"));
    assertThat(fetched).hasValue(1);
    assertThat(twin.requests())
        .hasSize(2)
        .allSatisfy(
            request ->
                assertThat(request.body().toString())
                    .contains("data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==")
                    .doesNotContain("images.example"));
  }

  @Test
  void create_vendorThatTakesTheAddress_isHandedItAllTheSame(OpenAiTwin twin) {
    twin.answer("{\"subject\":\"cat\"}");

    client(twin, "openai/gpt-5-mini", fetch()).prompt("What is this?", AT).create(Picture.class);

    assertThat(fetched).hasValue(0);
    assertThat(twin.requests().get(0).body().toString()).contains("http://images.example/a.png");
  }

  @Test
  void create_addressOnThisMachine_isRefusedBeforeAnythingIsSent(OpenAiTwin twin) {
    Part.Media here = Image.ofUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/a.png");
    Instructor client =
        client(
            twin,
            "ollama/llava",
            MediaFetch.publicAddresses().withPorts(server.getAddress().getPort()));

    assertThatThrownBy(() -> client.prompt("What is this?", here).create(Picture.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("public Internet");
    assertThat(fetched).hasValue(0);
    assertThat(twin.requests()).isEmpty();
  }

  private MediaFetch toTls(OpenAiTwin twin) {
    int port = URI.create(twin.baseUrl()).getPort();
    return fetch()
        .withTls(twin.sslContext())
        .withConnector(
            (channel, address) ->
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  @Test
  void fetch_https_checksThatTheCertificateIsTheNamedHosts() {
    try (OpenAiTwin twin = OpenAiTwin.builder().tls().start()) {
      MediaFetch fetch = toTls(twin);

      // The twin has no pictures: that it is asked is what matters.
      assertThatThrownBy(
              () -> fetch.fetch(Image.ofUrl("https://localhost/a.png"), Optional.empty()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("status 4");
      assertThatThrownBy(
              () -> fetch.fetch(Image.ofUrl("https://images.example/a.png"), Optional.empty()))
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ProviderException.Kind.CONNECTION);
                assertThat(e.getCause()).isInstanceOf(SSLException.class);
              });
    }
  }

  @Test
  void fetch_certificateNobodyKnows_isRefused() {
    try (OpenAiTwin twin = OpenAiTwin.builder().tls().start()) {
      MediaFetch fetch = toTls(twin).withTls(defaultContext());

      assertThatThrownBy(
              () -> fetch.fetch(Image.ofUrl("https://localhost/a.png"), Optional.empty()))
          .isInstanceOf(ProviderException.class)
          .hasCauseInstanceOf(SSLException.class);
    }
  }

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
