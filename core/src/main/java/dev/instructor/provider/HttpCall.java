package dev.instructor.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request to send. Its {@code toString} shows neither header values nor the body.
 *
 * @param provider the vendor's name, for messages
 * @param method the method, such as {@code POST}
 * @param uri the address
 * @param headers the headers
 * @param body the body, sent as UTF-8; empty for none
 * @param timeout how long the whole exchange may take; empty for no limit
 */
public record HttpCall(
    String provider,
    String method,
    URI uri,
    Map<String, String> headers,
    String body,
    Optional<Duration> timeout) {

  /** Returns method, host and path. */
  @Override
  public String toString() {
    return "HttpCall[" + method + " " + uri.getHost() + uri.getPath() + "]";
  }
}
