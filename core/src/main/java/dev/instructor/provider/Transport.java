package dev.instructor.provider;

import java.net.http.HttpClient;

/**
 * Carries HTTP exchanges. Implementations are thread-safe.
 *
 * <p>Every failure is a {@link dev.instructor.error.ProviderException} of kind CONNECTION, TIMEOUT,
 * INTERRUPTED or PROTOCOL; an error status is no failure here. An interrupted thread ends its
 * exchange promptly and stays interrupted.
 */
public interface Transport extends AutoCloseable {
  /**
   * Returns the default transport, shared by all models of the process: the JDK's client with
   * HTTP/1.1, a connect timeout of 10 seconds, no redirects, the JVM's proxy and TLS settings, and
   * {@link ResponseLimits#defaults()}. It is made at the first call and needs no closing.
   */
  static Transport standard() {
    return JdkTransport.Standard.INSTANCE;
  }

  /**
   * Returns a transport over a client of the caller's, for proxies, TLS settings or HTTP/2, with
   * {@link ResponseLimits#defaults()}. Closing it leaves the client alone. Requests beyond the
   * streams that a server allows on the client's HTTP/2 connection go over HTTP/1.1.
   *
   * @throws dev.instructor.error.ConfigurationException if the client follows redirects: it would
   *     send the key to whatever address the server names
   */
  static Transport of(HttpClient client) {
    return of(client, ResponseLimits.defaults());
  }

  /**
   * Returns a transport over a client of the caller's, with other limits.
   *
   * @throws dev.instructor.error.ConfigurationException if the client follows redirects
   */
  static Transport of(HttpClient client, ResponseLimits limits) {
    return new JdkTransport(client, limits);
  }

  /** Sends a request and returns the whole response. */
  HttpReply exchange(HttpCall call);

  /** Sends a request and returns as soon as the response's headers have arrived. */
  HttpStream open(HttpCall call);

  /** Releases connections. Does nothing unless overridden. */
  @Override
  default void close() {}
}
