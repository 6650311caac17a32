package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.chat.Mode;
import dev.instructor.error.ProviderException;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.provider.Transport;
import dev.instructor.test.OpenAiTwin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a caller sets on an HttpClient of their own: HTTP/2, TLS, a proxy. */
@Timeout(180)
class OwnHttpClientTest {
  record Number(int number) {}

  record User(String name, int age) {}

  private static final User JASON = new User("Jason", 25);
  private static final String GOOD = "{\"name\":\"Jason\",\"age\":25}";
  private static final int STREAMS = 100;
  private static final int CALLS = 300;

  private static Instructor over(HttpClient http, String baseUrl, String key) {
    return Instructor.builder("openai/gpt-4o-mini")
        .apiKey(key)
        .baseUrl(baseUrl)
        .mode(Mode.JSON_SCHEMA)
        .transport(Transport.of(http))
        .transportRetry(
            RetryPolicy.defaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(1)))
        .totalTimeout(Duration.ofSeconds(90))
        .build();
  }

  private static HttpClient client(Http2Server server, HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(server.sslContext()).build();
  }

  /** Makes calls that are all answered at once, when every one of them has reached the server. */
  private static void callAtOnce(Http2Server server, Instructor instructor) throws Exception {
    server.holdUntil(CALLS);
    ExecutorService threads = Executors.newFixedThreadPool(CALLS);
    try {
      List<CompletableFuture<Integer>> calls =
          IntStream.range(0, CALLS)
              .mapToObj(
                  number ->
                      CompletableFuture.supplyAsync(
                          () -> instructor.create(Number.class, "number " + number).number(),
                          threads))
              .toList();
      // A lost call would keep the others waiting for it.
      calls.forEach(
          call ->
              call.whenComplete(
                  (value, failure) -> {
                    if (failure != null) {
                      server.release();
                    }
                  }));
      List<Throwable> lost = new ArrayList<>();
      for (CompletableFuture<Integer> call : calls) {
        Throwable failure = call.handle((value, e) -> e).get(120, TimeUnit.SECONDS);
        if (failure != null) {
          lost.add(failure);
        }
      }
      assertThat(lost.stream().map(Throwable::getMessage)).isEmpty();
      assertThat(calls.stream().map(CompletableFuture::join))
          .containsExactlyElementsOf(IntStream.range(0, CALLS).boxed().toList());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void http11_300CallsInFlight_loseNone(@TempDir Path folder) throws Exception {
    try (Http2Server server = new Http2Server(folder, STREAMS)) {
      callAtOnce(server, over(client(server, HttpClient.Version.HTTP_1_1), server.baseUrl(), "k"));

      assertThat(server.requests("HTTP/1.1")).isEqualTo(CALLS);
    }
  }

  @Test
  void http2_300CallsInFlightAnd100Streams_loseNone(@TempDir Path folder) throws Exception {
    try (Http2Server server = new Http2Server(folder, STREAMS)) {
      Instructor instructor =
          over(client(server, HttpClient.Version.HTTP_2), server.baseUrl(), "k");
      // From here on there is one connection, and the JDK takes no second one.
      instructor.create(Number.class, "number 1");

      callAtOnce(server, instructor);

      assertThat(server.requests("HTTP/2.0")).isBetween(1, STREAMS);
      assertThat(server.requests("HTTP/1.1")).isEqualTo(CALLS - server.requests("HTTP/2.0"));
    }
  }

  @Test
  void http2_300FirstCallsAtOnce_loseNone(@TempDir Path folder) throws Exception {
    try (Http2Server server = new Http2Server(folder, STREAMS)) {
      callAtOnce(server, over(client(server, HttpClient.Version.HTTP_2), server.baseUrl(), "k"));

      assertThat(server.requests("HTTP/2.0")).isPositive();
    }
  }

  @Test
  void sslContext_thatTrustsTheServer_isUsed() {
    try (OpenAiTwin twin = OpenAiTwin.builder().tls().start()) {
      twin.answer(GOOD);
      HttpClient http = HttpClient.newBuilder().sslContext(twin.sslContext()).build();

      assertThat(over(http, twin.baseUrl(), twin.apiKey()).create(User.class, "x"))
          .isEqualTo(JASON);
    }
  }

  @Test
  void untrustedCertificate_namesTheRemedyAndIsNotRepeated() {
    try (OpenAiTwin twin = OpenAiTwin.builder().tls().apiKey("sk-canary-4711").start()) {
      Instructor instructor = over(HttpClient.newHttpClient(), twin.baseUrl(), twin.apiKey());

      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class, () -> instructor.create(User.class, "canary-document-4712"));

      assertThat(failure.kind()).isEqualTo(ProviderException.Kind.CONNECTION);
      assertThat(failure.retryable()).isFalse();
      assertThat(failure)
          .hasMessageContaining("certificate of 127.0.0.1")
          .hasMessageContaining("not trusted")
          .hasMessageContaining("SSLContext to Transport.of");
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).doesNotContain("canary");
      assertThat(twin.requests()).isEmpty();
      assertThat(twin.ledger().connections()).isEqualTo(1);
    }
  }

  @Test
  void proxy_carriesTheRequest() throws Exception {
    try (OpenAiTwin twin = OpenAiTwin.start();
        ForwardProxy proxy = new ForwardProxy(URI.create(twin.baseUrl()))) {
      twin.answer(GOOD);
      HttpClient http = HttpClient.newBuilder().proxy(proxy.selector()).build();

      // The name is known to nobody but the proxy.
      User user = over(http, "http://provider.invalid/v1", twin.apiKey()).create(User.class, "x");

      assertThat(user).isEqualTo(JASON);
      assertThat(proxy.requested())
          .containsExactly(URI.create("http://provider.invalid/v1/chat/completions"));
      assertThat(twin.requests()).hasSize(1);
    }
  }
}
