package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class JdkTransportTest {
  private static final String CANARY = "sk-canary-4711";

  /** The default transport, and one over a client as a user makes it. */
  static Stream<Transport> transports() {
    return Stream.of(Transport.standard(), Transport.of(HttpClient.newHttpClient()));
  }

  private static HttpCall call(URI uri) {
    return call(uri, Optional.empty());
  }

  private static HttpCall call(URI uri, Optional<Duration> timeout) {
    return new HttpCall(
        "acme",
        "POST",
        uri,
        Map.of("Content-Type", "application/json", "Authorization", "Bearer " + CANARY),
        "{\"say\":\"Grüße, " + CANARY + "\"}",
        timeout);
  }

  private static ProviderException failure(Runnable work) {
    ProviderException failure = catchThrowableOfType(ProviderException.class, work::run);
    assertThat(failure).as("a ProviderException").isNotNull();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain(CANARY);
    }
    return failure;
  }

  @ParameterizedTest
  @MethodSource("transports")
  void exchange_twice_returnsWholeBodiesOverOneConnection(Transport transport) throws IOException {
    String body = "{\"text\":\"Grüße 🎈 " + "x".repeat(200_000) + "\"}";
    try (RawServer server = new RawServer(connection -> connection.answer(body))) {
      HttpReply first = transport.exchange(call(server.uri()));
      HttpReply second = transport.exchange(call(server.uri()));

      assertThat(first.status()).isEqualTo(200);
      assertThat(first.body()).isEqualTo(body);
      assertThat(second.body()).isEqualTo(body);
      assertThat(first.headers().firstValue("content-type")).contains("application/json");
      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(
              request ->
                  assertThat(request)
                      .startsWith("POST /v1/chat/completions HTTP/1.1")
                      .contains("Authorization: Bearer " + CANARY)
                      .endsWith("{\"say\":\"Grüße, " + CANARY + "\"}"));
      assertThat(server.connections()).isEqualTo(1);
      assertThat(first.toString()).doesNotContain("text");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void exchange_chunkedBodyCutInsideACharacter_isJoined(Transport transport) throws IOException {
    byte[] bytes = "{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
    try (RawServer server =
        new RawServer(
            connection -> {
              connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              for (byte b : bytes) {
                connection.write("1\r\n");
                connection.write(new byte[] {b});
                connection.write("\r\n");
              }
              connection.write("0\r\n\r\n");
            })) {
      assertThat(transport.exchange(call(server.uri())).body()).isEqualTo("{\"a\":\"ü\"}");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void exchange_brokenConnections_areRetryableConnectionFailures(Transport transport)
      throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
    Map<String, RawServer.Script> faults =
        Map.of(
            "dropped before the head", RawServer.Connection::drop,
            "closed before the head", RawServer.Connection::hangUp,
            "closed within the head",
                connection -> {
                  connection.write("HTTP/1.1 200 OK\r\nContent-");
                  connection.hangUp();
                },
            "closed within a body of known length",
                connection -> {
                  connection.write(head + "{\"half\":");
                  connection.hangUp();
                },
            "dropped within a body of known length",
                connection -> {
                  connection.write(head + "{\"half\":");
                  connection.drop();
                },
            "closed within a chunk",
                connection -> {
                  connection.write(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"half\":");
                  connection.hangUp();
                },
            "closed between chunks",
                connection -> {
                  connection.write(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"half\":\r\n");
                  connection.hangUp();
                });
    for (Map.Entry<String, RawServer.Script> fault : faults.entrySet()) {
      try (RawServer server = new RawServer(fault.getValue())) {
        ProviderException failure = failure(() -> transport.exchange(call(server.uri())));

        assertThat(failure.kind()).as(fault.getKey()).isEqualTo(Kind.CONNECTION);
        assertThat(failure.retryable()).as(fault.getKey()).isTrue();
        assertThat(failure).hasMessageStartingWith("acme: the connection to localhost:");
      }
    }
  }

  @Test
  void exchange_noServer_asksWhetherItRuns() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ProviderException failure =
        failure(() -> Transport.standard().exchange(call(URI.create("http://localhost:" + port))));

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure)
        .hasMessage("acme: nothing answers at localhost:" + port + "; is the server running?");
  }

  @Test
  void exchange_notHttp_isAConnectionFailureWithoutTheServersWords() throws IOException {
    try (RawServer server =
        new RawServer(
            connection -> {
              connection.write("SSH-2.0-" + CANARY + "\r\n\r\n");
              connection.hangUp();
            })) {
      assertThat(failure(() -> Transport.standard().exchange(call(server.uri()))).kind())
          .isEqualTo(Kind.CONNECTION);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void exchange_deadlineBeforeTheHead_isATimeoutThatClosesTheConnection(Transport transport)
      throws Exception {
    deadline(transport, RawServer.Connection::waitForClose);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void exchange_deadlineWithinTheBody_isATimeoutThatClosesTheConnection(Transport transport)
      throws Exception {
    deadline(
        transport,
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
          connection.waitForClose();
        });
  }

  private static void deadline(Transport transport, RawServer.Script script) throws Exception {
    try (RawServer server = new RawServer(script)) {
      ProviderException failure =
          failure(
              () -> transport.exchange(call(server.uri(), Optional.of(Duration.ofMillis(150)))));

      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failure.retryable()).isFalse();
      assertThat(failure).hasMessageContaining("when the time for the exchange was up");
      assertThat(server.awaitClosedByPeer()).as("closed").isTrue();
    }
  }

  @Test
  void exchange_silentWithinTheBody_isATimeoutAfterTheIdleTime() throws Exception {
    Transport transport =
        Transport.of(
            HttpClient.newHttpClient(), new ResponseLimits(1 << 20, Duration.ofMillis(150)));
    try (RawServer server =
        new RawServer(
            connection -> {
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
              connection.waitForClose();
            })) {
      ProviderException failure = failure(() -> transport.exchange(call(server.uri())));

      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failure).hasMessageContaining("silent");
      assertThat(server.awaitClosedByPeer()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void exchange_interruptedBeforeTheHead_endsPromptly(Transport transport) throws Exception {
    interrupt(
        transport,
        (connection, reached) -> {
          reached.countDown();
          connection.waitForClose();
        },
        uri -> transport.exchange(call(uri)));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void exchange_interruptedWithinTheBody_endsPromptly(Transport transport) throws Exception {
    interrupt(transport, JdkTransportTest::half, uri -> transport.exchange(call(uri)));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void open_interruptedWithinTheBody_endsPromptly(Transport transport) throws Exception {
    interrupt(
        transport,
        JdkTransportTest::half,
        uri -> {
          try (HttpStream stream = transport.open(call(uri))) {
            while (stream.next().isPresent()) {
              assertThat(stream.status()).isEqualTo(200);
            }
          }
        });
  }

  private static void half(RawServer.Connection connection, CountDownLatch reached)
      throws IOException {
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
    reached.countDown();
    connection.waitForClose();
  }

  private interface Scene {
    void play(RawServer.Connection connection, CountDownLatch reached) throws IOException;
  }

  private static void interrupt(Transport transport, Scene scene, Consumer<URI> exchange)
      throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    try (RawServer server = new RawServer(connection -> scene.play(connection, reached))) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  exchange.accept(server.uri());
                } catch (ProviderException e) {
                  flag.set(Thread.currentThread().isInterrupted());
                  thrown.set(e);
                }
              });
      caller.start();
      assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
      caller.interrupt();
      caller.join(10_000);
      assertThat(server.awaitClosedByPeer()).as("the connection is closed").isTrue();

      assertThat(thrown.get())
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.INTERRUPTED);
                assertThat(e.retryable()).isFalse();
              });
      assertThat(flag.get()).as("the interrupt flag").isTrue();
    }
  }

  @Test
  void exchange_interruptedBefore_sendsNothing() throws IOException {
    try (RawServer server = new RawServer(connection -> connection.answer("{}"))) {
      Thread.currentThread().interrupt();
      ProviderException failure = failure(() -> Transport.standard().exchange(call(server.uri())));

      assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
      assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void exchange_largerThanTheLimit_isNotReadOn() throws Exception {
    Transport transport =
        Transport.of(
            HttpClient.newHttpClient(), new ResponseLimits(1 << 20, Duration.ofMinutes(1)));
    try (RawServer server =
        new RawServer(
            connection -> {
              connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              while (true) {
                connection.write("1000\r\n" + "x".repeat(4096) + "\r\n");
              }
            })) {
      ProviderException failure = failure(() -> transport.exchange(call(server.uri())));

      assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
      assertThat(failure.retryable()).isFalse();
      assertThat(failure).hasMessageContaining("larger than 1048576 bytes");
      assertThat(server.awaitClosedByPeer()).isTrue();
    }
  }

  @Test
  void exchange_redirect_isReturnedAndNotFollowed() throws IOException {
    try (RawServer other = new RawServer(connection -> connection.answer("{}"));
        RawServer server =
            new RawServer(
                connection ->
                    connection.write(
                        "HTTP/1.1 307 Moved\r\nLocation: "
                            + other.uri()
                            + "\r\nContent-Length: 0\r\n\r\n"))) {
      assertThat(Transport.standard().exchange(call(server.uri())).status()).isEqualTo(307);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void of_clientThatFollowsRedirects_isRefused() {
    HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    assertThatThrownBy(() -> Transport.of(client))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("followRedirects(HttpClient.Redirect.NEVER)");
  }

  @Test
  void exchange_keyWithALineBreak_isRefusedWithoutShowingIt() {
    HttpCall call =
        new HttpCall(
            "acme",
            "POST",
            URI.create("http://localhost:1/v1"),
            Map.of("Authorization", "Bearer " + CANARY + "\nX: y"),
            "{}",
            Optional.empty());

    assertThatThrownBy(() -> Transport.standard().exchange(call))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("\"Authorization\"")
        .hasMessageNotContaining(CANARY)
        .hasNoCause();
    assertThat(call.toString()).doesNotContain(CANARY);
  }

  @Test
  void open_pieces_arriveBeforeTheEnd() throws IOException {
    CountDownLatch seen = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  connection.write("5\r\nfirst\r\n");
                  try {
                    seen.await();
                  } catch (InterruptedException e) {
                    return;
                  }
                  connection.write("4\r\nlast\r\n0\r\n\r\n");
                });
        HttpStream stream = Transport.standard().open(call(server.uri()))) {
      assertThat(stream.next()).map(String::new).contains("first");
      seen.countDown();
      assertThat(stream.next()).map(String::new).contains("last");
      assertThat(stream.next()).isEmpty();
      assertThat(stream.next()).isEmpty();
    }
  }

  @Test
  void open_closedFromAnotherThread_wakesTheReader() throws Exception {
    try (RawServer server = new RawServer(connection -> half(connection, new CountDownLatch(1)));
        HttpStream stream = Transport.standard().open(call(server.uri()))) {
      assertThat(stream.next()).isPresent();
      Thread closer = new Thread(stream::close);
      closer.start();

      assertThat(stream.next()).isEmpty();
      assertThat(server.awaitClosedByPeer()).isTrue();
    }
  }
}
