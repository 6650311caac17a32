package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.Image;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a fetch connects to, and where it does not. */
class MediaFetchAddressTest extends MediaFetchFixture {
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
}
