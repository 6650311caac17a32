package dev.instructor.embedded;

import dev.instructor.error.ProviderException;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends an extraction whose thread was interrupted, whose time has run out, or that nobody waits for
 * any more. {@link #close()} may come from another thread.
 */
final class Checkpoint implements Runnable {
  private final Optional<Duration> timeout;
  private final long begin = System.nanoTime();
  private volatile boolean closed;

  Checkpoint(Optional<Duration> timeout) {
    this.timeout = timeout;
  }

  /**
   * Does nothing if the extraction may go on.
   *
   * @throws ProviderException if it may not; the interrupt flag stays set
   */
  @Override
  public void run() {
    if (closed) {
      throw failure(ProviderException.Kind.INTERRUPTED, "the stream was closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw failure(ProviderException.Kind.INTERRUPTED, "the thread was interrupted");
    }
    if (timeout.isPresent()
        && Duration.ofNanos(System.nanoTime() - begin).compareTo(timeout.get()) > 0) {
      throw failure(ProviderException.Kind.TIMEOUT, "not done within " + timeout.get());
    }
  }

  /** Ends the extraction at the next check. */
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  private static ProviderException failure(ProviderException.Kind kind, String what) {
    return ProviderException.builder(ExtractorModel.PROVIDER, kind).what(what).build();
  }
}
