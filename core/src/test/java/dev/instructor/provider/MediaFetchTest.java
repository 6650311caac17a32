package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.chat.Audio;
import dev.instructor.chat.Image;
import dev.instructor.chat.Part.Media;
import dev.instructor.chat.Pdf;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched, and what is not taken for an answer. */
class MediaFetchTest extends MediaFetchFixture {
  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Length: 16", "Content-Type: image/png; charset=x"})
  void fetch_imageOnThePublicInternet_isItsContentAndTypedByIt(String header) throws IOException {
    try (RawServer server = new RawServer(png(header.isEmpty() ? "X: y" : header))) {
      Media media = fetched(to(server, at(PUBLIC)), "http://images.example/a%20b.gif?x=1#top");

      assertThat(media.type()).isEqualTo("image/png");
      assertThat(media.content())
          .isEqualTo(new Media.Data(Base64.getEncoder().encodeToString(PNG)));
      assertThat(connected).containsExactly(new InetSocketAddress(address(PUBLIC), 80));
      assertThat(server.requests())
          .singleElement()
          .asString()
          .startsWith("GET /a%20b.gif?x=1 HTTP/1.1\r\n")
          .contains("Host: images.example\r\n")
          .doesNotContainIgnoringCase("cookie")
          .doesNotContainIgnoringCase("authorization");
    }
  }

  @Test
  void fetch_bodyInChunks_isPutTogether() throws IOException {
    RawServer.Script chunked =
        connection -> {
          connection.write(head("200 OK", "Transfer-Encoding: chunked", "Content-Type: image/png"));
          connection.write("8;x=y\r\n");
          connection.write(Arrays.copyOf(PNG, 8));
          connection.write("\r\n8\r\n");
          connection.write(Arrays.copyOfRange(PNG, 8, 16));
          connection.write("\r\n0\r\n\r\n");
          connection.hangUp();
        };
    try (RawServer server = new RawServer(chunked)) {
      assertThat(fetched(to(server, at(PUBLIC)), "http://images.example/a").content())
          .isEqualTo(new Media.Data(Base64.getEncoder().encodeToString(PNG)));
    }
  }

  @Test
  void fetch_largerThanTheLimit_isRefusedHoweverItIsSent() throws IOException {
    RawServer.Script endless =
        connection -> {
          connection.write(head("200 OK", "Content-Type: image/png"));
          connection.write(new byte[2_000]);
          connection.waitForClose();
        };
    RawServer.Script announced =
        connection -> {
          connection.write(head("200 OK", "Content-Length: 99999999999"));
          connection.waitForClose();
        };
    RawServer.Script chunked =
        connection -> {
          connection.write(head("200 OK", "Transfer-Encoding: chunked"));
          connection.write("ffffff\r\n");
          connection.waitForClose();
        };
    for (RawServer.Script script : List.of(endless, announced, chunked)) {
      try (RawServer server = new RawServer(script)) {
        assertRefused(
            to(server, at(PUBLIC)).withMaxBytes(1_000),
            Image.ofUrl("http://images.example/a"),
            "larger than 1000 bytes");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, image",
    "application/json, image",
    "image/png, document",
    "application/pdf, document",
    "image/png, audio",
  })
  void fetch_somethingElse_isRefused(String says, String kind) throws IOException {
    Media wanted =
        switch (kind) {
          case "document" -> Pdf.ofUrl("http://images.example/a");
          case "audio" -> Audio.ofUrl("http://images.example/a");
          default -> Image.ofUrl("http://images.example/a");
        };
    try (RawServer server = new RawServer(png("Content-Type: " + says))) {
      assertRefused(to(server, at(PUBLIC)), wanted, "images.example", "no " + kind);
    }
  }

  @Test
  void fetch_pageThatSaysItIsAnImage_isRefused() throws IOException {
    RawServer.Script page =
        connection -> {
          connection.write(head("200 OK", "Content-Type: image/png"));
          connection.write("<html>secret</html>");
          connection.hangUp();
        };
    try (RawServer server = new RawServer(page)) {
      assertThatThrownBy(() -> fetched(to(server, at(PUBLIC)), "http://images.example/a"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageNotContaining("secret");
    }
  }

  @ParameterizedTest
  @CsvSource({"404 Not Found", "403 Forbidden", "204 No Content", "304 Not Modified"})
  void fetch_statusThatIsNoContent_isRefused(String status) throws IOException {
    try (RawServer server =
        new RawServer(
            connection -> {
              connection.write(head(status, "Content-Length: 0"));
              connection.hangUp();
            })) {
      assertRefused(
          to(server, at(PUBLIC)), Image.ofUrl("http://images.example/a"), status.substring(0, 3));
    }
  }

  private static ProviderException failure(MediaFetch fetch) {
    return catchThrowableOfType(
        ProviderException.class, () -> fetched(fetch, "http://images.example/a"));
  }

  @Test
  void fetch_serverInTrouble_isWorthARepetition() throws IOException {
    try (RawServer server =
        new RawServer(
            connection -> {
              connection.write(head("503 Busy", "Content-Length: 0"));
              connection.hangUp();
            })) {
      ProviderException failure = failure(to(server, at(PUBLIC)));

      assertThat(failure.retryable()).isTrue();
      assertThat(failure.status()).hasValue(503);
      assertThat(failure).hasMessageContaining("images.example");
    }
  }

  @Test
  void fetch_brokenResponse_isAFailureOfTheConnection() throws IOException {
    for (String text :
        List.of(
            "",
            "nonsense\r\n\r\n",
            head("200 OK", "Content-Length: 16") + "short",
            "HTTP/1.1 200 OK\r\nX: " + "y".repeat(40_000),
            head("200 OK", "Transfer-Encoding: chunked") + "zz\r\n")) {
      try (RawServer server =
          new RawServer(
              connection -> {
                connection.write(text);
                connection.hangUp();
              })) {
        assertThat(failure(to(server, at(PUBLIC))).kind())
            .as(text.substring(0, Math.min(30, text.length())))
            .isEqualTo(ProviderException.Kind.CONNECTION);
      }
    }
  }

  @Test
  void fetch_hostWithoutAddress_isNotRepeated() {
    ProviderException failure =
        failure(
            toNowhere(
                host -> {
                  throw new UnknownHostException(host);
                }));

    assertThat(failure.kind()).isEqualTo(ProviderException.Kind.CONNECTION);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void fetch_serverThatSendsAByteNowAndThen_isEndedAtTheTimeout() throws Exception {
    RawServer.Script silent = RawServer.Connection::waitForClose;
    RawServer.Script headOnly =
        connection -> {
          connection.write(head("200 OK", "Content-Type: image/png"));
          connection.waitForClose();
        };
    for (RawServer.Script script : List.of(silent, headOnly)) {
      try (RawServer server = new RawServer(script)) {
        ProviderException failure =
            failure(to(server, at(PUBLIC)).withTimeout(Duration.ofMillis(200)));

        assertThat(failure.kind()).isEqualTo(ProviderException.Kind.TIMEOUT);
        assertThat(server.awaitClosedByPeer()).isTrue();
      }
    }
  }

  @Test
  void fetch_callWithLittleTimeLeft_isEndedThen() throws IOException {
    try (RawServer server = new RawServer(RawServer.Connection::waitForClose)) {
      MediaFetch fetch = to(server, at(PUBLIC));

      assertThatThrownBy(
              () ->
                  fetch.fetch(
                      Image.ofUrl("http://images.example/a"), Optional.of(Duration.ofMillis(100))))
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.TIMEOUT));
    }
  }

  @Test
  void fetch_interruptedThread_endsAtOnceAndStaysInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicReference<ProviderException> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    try (RawServer server =
        new RawServer(
            connection -> {
              asked.countDown();
              connection.waitForClose();
            })) {
      MediaFetch fetch = to(server, at(PUBLIC));
      Thread thread =
          new Thread(
              () -> {
                thrown.set(failure(fetch));
                flag.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
      asked.await();
      thread.interrupt();
      thread.join(10_000);

      assertThat(thrown.get().kind()).isEqualTo(ProviderException.Kind.INTERRUPTED);
      assertThat(flag.get()).isTrue();
    }
  }
}
