package dev.instructor.provider;

import java.util.Map;

/**
 * Signs requests whose proof of who sends them depends on the whole request, where a key in a
 * header is not enough. Implementations are thread-safe, and show no secret in their {@code
 * toString}.
 */
@FunctionalInterface
public interface RequestSigner {
  /**
   * Returns the headers that a request needs beyond its own; they replace those of the same name.
   * It is asked once for every request that is sent, repetitions included, so that neither a date
   * nor a key that ends is used twice.
   *
   * @param call the request as it would be sent without them
   * @throws dev.instructor.error.ConfigurationException if there is nothing to sign with
   * @throws dev.instructor.error.ProviderException if what it signs with cannot be fetched
   */
  Map<String, String> headers(HttpCall call);
}
