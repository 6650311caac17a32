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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is fetched and what is refused. Names resolve to what a test says, and connections to public
 * addresses lead to a server on this machine.
 */
class MediaFetchTest {
  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
  private static final String PUBLIC = "93.184.216.34";

  private final List<InetSocketAddress> connected = new ArrayList<>();

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every name is at these addresses; literal ones are what they are. */
  private static MediaFetch.Resolver at(String... addresses) {
    return host ->
        host.matches("[0-9.]+|.*:.*")
            ? List.of(InetAddress.getByName(host))
            : List.of(addresses).stream().map(MediaFetchTest::address).toList();
  }

  private MediaFetch to(RawServer server, MediaFetch.Resolver resolver) {
    return MediaFetch.publicAddresses()
        .withResolver(resolver)
        .withConnector(
            (channel, address) -> {
              connected.add(address);
              channel.connect(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), server.uri().getPort()));
            });
  }

  private static MediaFetch toNowhere(MediaFetch.Resolver resolver) {
    return MediaFetch.publicAddresses()
        .withResolver(resolver)
        .withConnector(
            (channel, address) -> {
              throw new AssertionError("connected to " + address);
            });
  }

  private static String head(String status, String... headers) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + String.join("\r\n", headers)
        + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
  }

  private static RawServer.Script png(String... headers) {
    return connection -> {
      connection.write(head("200 OK", headers));
      connection.write(PNG);
      connection.hangUp();
    };
  }

  private static RawServer.Script redirecting(Map<String, String> locations) {
    return connection -> {
      String path = connection.path();
      String location = locations.get(path);
      if (location == null) {
        png("Content-Type: image/png").answer(connection);
      } else {
        connection.write(head("302 Found", "Location: " + location, "Content-Length: 0"));
        connection.hangUp();
      }
    };
  }

  private static Media fetched(MediaFetch fetch, String url) {
    return fetch.fetch(Image.ofUrl(url), Optional.empty());
  }

  private static void assertRefused(MediaFetch fetch, Media media, String... words) {
    assertThatThrownBy(() -> fetch.fetch(media, Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("not fetched")
        .satisfies(e -> List.of(words).forEach(word -> assertThat(e).hasMessageContaining(word)));
  }

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::5db8:d822",
        "64:ff9b:1::a00:1",
        "2001::7f00:1",
        "2001:0:5ef5:79fd:0:59d:a0e5:ba1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:db8::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2606:4700::5efe:7f00:1",
        "2606:4700::200:5efe:a00:1",
      })
  void fetch_hostThatResolvesToNoPublicAddress_isRefusedUnconnected(String address) {
    assertRefused(
        toNowhere(host -> List.of(address(address))),
        Image.ofUrl("http://images.example/a.png"),
        "images.example",
        "public");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "172.15.0.1",
        "172.32.0.1",
        "100.128.0.1",
        "198.20.0.1",
        "192.167.1.1",
        "11.0.0.1",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "2a00:1450:4001::1"
      })
  void fetch_publicAddressNextToOthers_isConnectedTo(String address) throws IOException {
    try (RawServer server = new RawServer(png("Content-Type: image/png"))) {
      fetched(to(server, host -> List.of(address(address))), "http://images.example/a.png");

      assertThat(connected).containsExactly(new InetSocketAddress(address(address), 80));
    }
  }

  @Test
  void fetch_hostWithOnePrivateAddressAmongPublicOnes_isRefused() {
    assertRefused(
        toNowhere(at(PUBLIC, "10.0.0.1")), Image.ofUrl("http://images.example/a.png"), "public");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/a.png",
        "http://017700000001/a.png",
        "http://0x7f000001/a.png",
        "http://0177.0.0.1/a.png",
        "http://0x7f.0.0.1/a.png",
        "http://127.1/a.png",
        "http://127.0.1/a.png",
        "http://127.0.0.01/a.png",
        "http://127.0.0.0x1/a.png",
        "http://93.184.216.034/a.png",
        "http://images.example.1/a.png",
        "http://256.256.256.256/a.png",
        "http://127.0.0.1/a.png",
        "http://127.0.0.1./a.png",
        "http://[::1]/a.png",
        "http://[::ffff:127.0.0.1]/a.png",
        "http://[::ffff:7f00:1]/a.png",
        "http://[fe80::1%25eth0]/a.png",
        "http://[2002:7f00:1::]/a.png",
        "http://1%32%37.0.0.1/a.png",
      })
  void fetch_hostInAnyFormOfNumbers_isRefused(String url) {
    assertRefused(toNowhere(at(PUBLIC)), Image.ofUrl(url));
  }

  @ParameterizedTest
  @CsvSource({
    "https://user@images.example/a.png, user name",
    "https://user:secret@images.example/a.png, user name",
    "http://images.example:8080/a.png, 8080",
    "https://images.example:22/a.png, 22",
    "gs://bucket/a.png, neither http",
    "s3://bucket/a.png, neither http",
  })
  void fetch_userinfoPortOrScheme_isRefusedWithoutASecret(String url, String words) {
    assertRefused(toNowhere(at(PUBLIC)), Image.ofUrl(url), words);
    assertThatThrownBy(() -> fetched(toNowhere(at(PUBLIC)), url)).hasMessageNotContaining("secret");
  }

  @Test
  void fetch_portOfThePolicy_isConnectedTo() throws IOException {
    try (RawServer server = new RawServer(png("Content-Type: image/png"))) {
      fetched(to(server, at(PUBLIC)).withPorts(8080), "http://images.example:8080/a.png");

      assertThat(connected).containsExactly(new InetSocketAddress(address(PUBLIC), 8080));
      assertThat(server.requests()).singleElement().asString().contains("images.example:8080");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://internal.example/a.png",
        "http://127.0.0.1/a.png",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "http://[::1]/",
        "//internal.example/a.png",
        "file:///etc/passwd",
        "gopher://images.example/",
        "http://user@images.example/",
        "http://images.example:6379/",
        "",
      })
  void fetch_redirectToWhatIsRefused_isRefused(String location) throws IOException {
    try (RawServer server = new RawServer(redirecting(Map.of("/a", location)))) {
      MediaFetch.Resolver resolver =
          host ->
              host.equals("internal.example")
                  ? List.of(address("10.0.0.1"))
                  : at(PUBLIC).resolve(host);

      assertRefused(to(server, resolver), Image.ofUrl("http://images.example/a"));
      assertThat(connected).hasSize(1);
    }
  }

  @Test
  void fetch_fiveRedirects_areFollowedAndTheSixthIsNot() throws IOException {
    Map<String, String> five =
        Map.of(
            "/0",
            "1",
            "/1",
            "/2",
            "/2",
            "http://other.example/3",
            "/3",
            "//x.example/4",
            "/4",
            "/end");
    try (RawServer server = new RawServer(redirecting(five))) {
      MediaFetch fetch = to(server, at(PUBLIC));

      assertThat(fetched(fetch, "http://images.example/0").type()).isEqualTo("image/png");
      assertThat(connected).hasSize(6);
    }
    try (RawServer server = new RawServer(redirecting(Map.of("/a", "/a")))) {
      assertRefused(to(server, at(PUBLIC)), Image.ofUrl("http://images.example/a"), "5 times");
      assertThat(server.requests()).hasSize(6);
    }
  }

  @Test
  void fetch_nameThatIsRebound_isConnectedToWhereItWasChecked() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    MediaFetch.Resolver rebinding =
        host -> List.of(address(asked.getAndIncrement() == 0 ? PUBLIC : "127.0.0.1"));
    try (RawServer server = new RawServer(png("Content-Type: image/png"))) {
      fetched(to(server, rebinding), "http://images.example/a.png");

      assertThat(asked).hasValue(1);
      assertThat(connected)
          .singleElement()
          .satisfies(at -> assertThat(at.isUnresolved()).isFalse())
          .isEqualTo(new InetSocketAddress(address(PUBLIC), 80));
    }
  }

  @Test
  void fetch_redirectToTheSameNameReboundToLoopback_isRefused() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    MediaFetch.Resolver rebinding =
        host -> List.of(address(asked.getAndIncrement() == 0 ? PUBLIC : "127.0.0.1"));
    try (RawServer server = new RawServer(redirecting(Map.of("/a", "/b")))) {
      assertRefused(to(server, rebinding), Image.ofUrl("http://images.example/a"), "public");
      assertThat(connected).hasSize(1);
    }
  }

  @Test
  void fetch_firstAddressThatCannotBeReached_isFollowedByTheNext() throws IOException {
    try (RawServer server = new RawServer(png("Content-Type: image/png"))) {
      MediaFetch usual = to(server, at("93.184.216.34", "93.184.216.35"));
      MediaFetch fetch =
          usual.withConnector(
              (channel, address) -> {
                if (address.getAddress().equals(address(PUBLIC))) {
                  throw new IOException("unreachable");
                }
                usual.connector().connect(channel, address);
              });

      assertThat(fetched(fetch, "http://images.example/a").type()).isEqualTo("image/png");
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
