package dev.instructor.provider;

import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the failures of one exchange into words: host and port, what happened, what to do. Nothing
 * of headers, query or bodies.
 */
final class ExchangeFailure {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpCall call;

  ExchangeFailure(HttpCall call) {
    this.call = call;
  }

  /**
   * Returns whether an HTTP/2 connection has as many requests in flight as its server allows. JDKs
   * 17 to 25 tell it by an IOException's text alone; {@code StreamLimitException} came later.
   */
  static boolean noFreeStream(IOException failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at.toString().contains("too many concurrent streams")
          || at.getClass().getSimpleName().equals("StreamLimitException")) {
        return true;
      }
    }
    return false;
  }

  ProviderException interrupted() {
    return builder(Kind.INTERRUPTED)
        .what("the thread was interrupted, so the exchange was ended")
        .build();
  }

  ProviderException tooLarge(int limit) {
    return builder(Kind.PROTOCOL)
        .what(
            "the response of %s is larger than %s bytes (ResponseLimits), so it was not read on"
                .formatted(host(), limit))
        .build();
  }

  ProviderException timeout(Deadline deadline) {
    String what =
        deadline.passed()
            ? "%s had not answered in full when the time for the exchange was up"
            : "%s was silent for longer than ResponseLimits allows";
    return builder(Kind.TIMEOUT).what(what.formatted(host())).build();
  }

  ProviderException of(Throwable cause, Deadline deadline) {
    if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
      return timeout(deadline);
    }
    if (deadline.passed()) {
      return timeout(deadline);
    }
    if (has(cause, CertificateException.class)) {
      return builder(Kind.CONNECTION)
          .what(
              "the certificate of %s is not trusted; if a proxy or a server of your own is meant,"
                      .formatted(host())
                  + " give an HttpClient with its SSLContext to Transport.of")
          .cause(cause)
          .build();
    }
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return connection(unreachable(cause), cause);
    }
    if (cause instanceof SSLException) {
      return connection("the TLS connection to %s failed".formatted(host()), cause);
    }
    // The text of a ProtocolException quotes what the server sent.
    return connection(
        "the connection to %s broke before the response was complete".formatted(host()),
        cause instanceof ProtocolException ? null : cause);
  }

  private ProviderException connection(String what, @Nullable Throwable cause) {
    return builder(Kind.CONNECTION).what(what).retryable(true).cause(cause).build();
  }

  private String unreachable(Throwable cause) {
    if (has(cause, UnresolvedAddressException.class)) {
      return "the host name in %s is not known; check the base URL and the network"
          .formatted(host());
    }
    String name = call.uri().getHost();
    return name != null && LOOPBACK.contains(name.toLowerCase(Locale.ROOT))
        ? "nothing answers at %s; is the server running?".formatted(host())
        : "no connection to %s; check the base URL, the network and the proxy".formatted(host());
  }

  private ProviderException.Builder builder(Kind kind) {
    return ProviderException.builder(call.provider(), kind);
  }

  private String host() {
    URI uri = call.uri();
    return uri.getPort() < 0 ? String.valueOf(uri.getHost()) : uri.getHost() + ":" + uri.getPort();
  }

  static boolean has(Throwable cause, Class<? extends Throwable> type) {
    for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
