package dev.instructor.provider;

/**
 * Carries HTTP exchanges. Implementations are thread-safe.
 *
 * <p>Every failure is a {@link dev.instructor.error.ProviderException} of kind CONNECTION, TIMEOUT,
 * INTERRUPTED or PROTOCOL; an error status is no failure here. An interrupted thread ends its
 * exchange promptly and stays interrupted.
 */
public interface Transport extends AutoCloseable {
  /** Sends a request and returns the whole response. */
  HttpReply exchange(HttpCall call);

  /** Sends a request and returns as soon as the response's headers have arrived. */
  HttpStream open(HttpCall call);

  /** Releases connections. Does nothing unless overridden. */
  @Override
  default void close() {}
}
