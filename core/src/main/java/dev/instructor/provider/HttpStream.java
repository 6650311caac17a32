package dev.instructor.provider;

import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * An HTTP response whose body is still arriving. For one thread; {@link #close()} may come from
 * another.
 */
public interface HttpStream extends AutoCloseable {
  /** Returns the status. */
  int status();

  /** Returns the headers. */
  HttpHeaders headers();

  /**
   * Waits for the next piece of the body and returns it; empty at the end.
   *
   * @throws dev.instructor.error.ProviderException if the exchange fails, its time runs out, or the
   *     thread is interrupted
   */
  Optional<byte[]> next();

  /** Ends the exchange, finished or not. */
  @Override
  void close();
}
