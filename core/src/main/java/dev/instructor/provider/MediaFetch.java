package dev.instructor.provider;

import dev.instructor.chat.Audio;
import dev.instructor.chat.Image;
import dev.instructor.chat.Part.Media;
import dev.instructor.chat.Part.Media.Kind;
import dev.instructor.chat.Pdf;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * How an image, a recording or a document is fetched from its address, for vendors that take no
 * addresses. Nothing is fetched unless the client was built with {@code fetchMedia}.
 *
 * <p>Only what is on the public Internet is fetched: every address that the host's name is resolved
 * to is checked, the connection goes to one that was checked, and so for each of at most five
 * redirects; none leads from https to http. The JVM's proxy is not used, since it would resolve the
 * name again. No cookie and no key is sent.
 *
 * <p>Immutable and thread-safe.
 */
public final class MediaFetch {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> ANY =
      Set.of("", "application/octet-stream", "binary/octet-stream");

  private static final MediaFetch DEFAULT =
      new MediaFetch(
          OptionalLong.empty(),
          Duration.ofSeconds(30),
          FetchTarget.USUAL_PORTS,
          host -> List.of(InetAddress.getAllByName(host)),
          SocketChannel::connect,
          Optional.empty());

  private final OptionalLong maxBytes;
  private final Duration timeout;
  private final Set<Integer> ports;
  private final Resolver resolver;
  private final Connector connector;
  private final Optional<SSLContext> tls;

  private MediaFetch(
      OptionalLong maxBytes,
      Duration timeout,
      Set<Integer> ports,
      Resolver resolver,
      Connector connector,
      Optional<SSLContext> tls) {
    this.maxBytes = maxBytes;
    this.timeout = timeout;
    this.ports = ports;
    this.resolver = resolver;
    this.connector = connector;
    this.tls = tls;
  }

  /** Finds the addresses of a host. */
  @FunctionalInterface
  public interface Resolver {
    /**
     * Returns all addresses of a host.
     *
     * @throws UnknownHostException if it has none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /** Connects a channel. */
  @FunctionalInterface
  public interface Connector {
    /**
     * Connects to an address that was checked.
     *
     * @param channel a new channel in blocking mode; it is closed by the caller
     * @throws IOException if that fails
     */
    void connect(SocketChannel channel, InetSocketAddress address) throws IOException;
  }

  /**
   * Returns the usual policy: the ports 80 and 443, at most {@link Kind#maxBytes()}, and 30 seconds
   * for all of one fetch.
   */
  public static MediaFetch publicAddresses() {
    return DEFAULT;
  }

  /**
   * Returns this policy with another limit of size.
   *
   * @param bytes the most bytes one fetch may bring; never more than {@link Kind#maxBytes()}
   * @throws ConfigurationException if not positive
   */
  public MediaFetch withMaxBytes(long bytes) {
    if (bytes <= 0) {
      throw new ConfigurationException("the most bytes of a fetch must be positive");
    }
    return new MediaFetch(OptionalLong.of(bytes), timeout, ports, resolver, connector, tls);
  }

  /**
   * Returns this policy with another time for all of one fetch, redirects included.
   *
   * @throws ConfigurationException if not positive
   */
  public MediaFetch withTimeout(Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new ConfigurationException("the timeout of a fetch must be positive");
    }
    return new MediaFetch(maxBytes, value, ports, resolver, connector, tls);
  }

  /** Returns this policy with other ports that may be fetched from. */
  public MediaFetch withPorts(int... values) {
    return new MediaFetch(
        maxBytes,
        timeout,
        Arrays.stream(values).boxed().collect(Collectors.toCollection(TreeSet::new)),
        resolver,
        connector,
        tls);
  }

  /** Returns this policy with another way to find the addresses of a host; they are checked. */
  public MediaFetch withResolver(Resolver value) {
    return new MediaFetch(maxBytes, timeout, ports, value, connector, tls);
  }

  /**
   * Returns this policy with another way to connect to an address that was checked, such as a
   * tunnel of one's own. Where it connects to is its own responsibility.
   */
  public MediaFetch withConnector(Connector value) {
    return new MediaFetch(maxBytes, timeout, ports, resolver, value, tls);
  }

  /**
   * Returns this policy with TLS settings of one's own, such as a private certificate authority.
   * That a certificate is the named host's is checked all the same.
   */
  public MediaFetch withTls(SSLContext context) {
    return new MediaFetch(maxBytes, timeout, ports, resolver, connector, Optional.of(context));
  }

  Set<Integer> ports() {
    return ports;
  }

  Resolver resolver() {
    return resolver;
  }

  Connector connector() {
    return connector;
  }

  SSLSocketFactory tls() {
    return tls.map(SSLContext::getSocketFactory)
        .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * Returns the content of what is at an address.
   *
   * @param media something at an address
   * @param left how much time there is; empty for the policy's own limit
   * @throws ConfigurationException if the address or what is there is refused
   * @throws ProviderException if the server cannot be reached, fails, or takes too long; of kind
   *     INTERRUPTED if the thread is interrupted
   */
  public Media fetch(Media media, Optional<Duration> left) {
    if (!(media.content() instanceof Media.Url at)) {
      return media;
    }
    Duration time = left.filter(rest -> rest.compareTo(timeout) < 0).orElse(timeout);
    long limit = Math.min(maxBytes.orElse(Long.MAX_VALUE), media.kind().maxBytes());
    try (FetchClock clock = FetchClock.start(time)) {
      return fetch(media, at.url(), limit, clock);
    }
  }

  private Media fetch(Media media, URI first, long limit, FetchClock clock) {
    URI uri = first;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      try {
        FetchTarget target = FetchTarget.of(uri, this);
        try (FetchExchange exchange = FetchExchange.open(target, this, clock)) {
          if (!REDIRECTS.contains(exchange.status())) {
            return content(media, exchange, target.host(), limit);
          }
          uri = next(target, exchange);
        }
      } catch (IOException e) {
        throw clock.failure(String.valueOf(uri.getHost()), e);
      }
    }
    throw FetchTarget.refused("it redirects more than " + MAX_REDIRECTS + " times");
  }

  private static URI next(FetchTarget target, FetchExchange exchange) {
    String location = exchange.header("location").orElse("");
    URI next;
    try {
      next = target.uri().resolve(location);
    } catch (IllegalArgumentException e) {
      throw FetchTarget.refused(target.host() + " redirects to what is no address");
    }
    if (location.isEmpty()) {
      throw FetchTarget.refused(target.host() + " redirects to nowhere");
    }
    if (target.tls() && !"https".equalsIgnoreCase(next.getScheme())) {
      throw FetchTarget.refused(target.host() + " redirects from https to something else");
    }
    return next;
  }

  private static Media content(Media media, FetchExchange exchange, String host, long limit)
      throws IOException {
    int status = exchange.status();
    if (status != 200) {
      if (status == 429 || status >= 500) {
        throw ProviderException.builder(host, ProviderException.Kind.STATUS)
            .status(status)
            .retryable(true)
            .what("the server of an image, a recording or a document has trouble")
            .build();
      }
      throw FetchTarget.refused("%s answers with the status %s".formatted(host, status));
    }
    String type =
        exchange
            .header("content-type")
            .orElse("")
            .split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT);
    if (!fits(media, type)) {
      throw wrong(media, host, type);
    }
    byte[] bytes =
        exchange
            .body(limit)
            .orElseThrow(
                () ->
                    FetchTarget.refused(
                        "what %s sends is larger than %s bytes".formatted(host, limit)));
    try {
      return named(media, read(media, bytes));
    } catch (ConfigurationException other) {
      throw wrong(media, host, type);
    }
  }

  private static boolean fits(Media media, String type) {
    return ANY.contains(type)
        || switch (media.kind()) {
          case IMAGE -> type.startsWith("image/");
          // Containers that hold sound alone are often called video.
          case AUDIO ->
              type.startsWith("audio/")
                  || type.startsWith("video/")
                  || type.equals("application/ogg");
          case DOCUMENT ->
              type.equals("application/pdf") || (isText(media) && type.startsWith("text/"));
        };
  }

  private static boolean isText(Media media) {
    return media.type().startsWith("text/");
  }

  private static Media read(Media media, byte[] bytes) {
    return switch (media.kind()) {
      case IMAGE -> Image.ofBytes(bytes);
      case AUDIO -> Audio.ofBytes(bytes);
      case DOCUMENT ->
          isText(media)
              ? new Media(
                  Kind.DOCUMENT,
                  media.type(),
                  new Media.Data(Base64.getEncoder().encodeToString(bytes)),
                  media.name())
              : Pdf.ofBytes(bytes);
    };
  }

  private static Media named(Media media, Media read) {
    return new Media(read.kind(), read.type(), read.content(), media.name());
  }

  private static ConfigurationException wrong(Media media, String host, String type) {
    return FetchTarget.refused(
        "what %s sends is no %s%s"
            .formatted(
                host,
                media.kind().name().toLowerCase(Locale.ROOT),
                type.isEmpty() ? "" : ", although it says " + type));
  }
}
