package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.Image;
import dev.instructor.chat.Part.Media;
import dev.instructor.error.ConfigurationException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names resolve to what a test says, and connections to public addresses lead to a server on this
 * machine.
 */
abstract class MediaFetchFixture {
  static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
  static final String PUBLIC = "93.184.216.34";

  final List<InetSocketAddress> connected = new ArrayList<>();

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every name is at these addresses; literal ones are what they are. */
  static MediaFetch.Resolver at(String... addresses) {
    return host ->
        host.matches("[0-9.]+|.*:.*")
            ? List.of(InetAddress.getByName(host))
            : List.of(addresses).stream().map(MediaFetchFixture::address).toList();
  }

  MediaFetch to(RawServer server, MediaFetch.Resolver resolver) {
    return MediaFetch.publicAddresses()
        .withResolver(resolver)
        .withConnector(
            (channel, address) -> {
              connected.add(address);
              channel.connect(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), server.uri().getPort()));
            });
  }

  static MediaFetch toNowhere(MediaFetch.Resolver resolver) {
    return MediaFetch.publicAddresses()
        .withResolver(resolver)
        .withConnector(
            (channel, address) -> {
              throw new AssertionError("connected to " + address);
            });
  }

  static String head(String status, String... headers) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + String.join("\r\n", headers)
        + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
  }

  static RawServer.Script png(String... headers) {
    return connection -> {
      connection.write(head("200 OK", headers));
      connection.write(PNG);
      connection.hangUp();
    };
  }

  static RawServer.Script redirecting(Map<String, String> locations) {
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

  static Media fetched(MediaFetch fetch, String url) {
    return fetch.fetch(Image.ofUrl(url), Optional.empty());
  }

  static void assertRefused(MediaFetch fetch, Media media, String... words) {
    assertThatThrownBy(() -> fetch.fetch(media, Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("not fetched")
        .satisfies(e -> List.of(words).forEach(word -> assertThat(e).hasMessageContaining(word)));
  }
}
