package dev.instructor.embedded;

import dev.instructor.error.ProviderException;
import java.time.Duration;
import java.util.Optional;

/** Ends an extraction whose thread was interrupted or whose time has run out. */
final class Checkpoint implements Runnable {
  private final Optional<Duration> timeout;
  private final long begin = System.nanoTime();

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
    if (Thread.currentThread().isInterrupted()) {
      throw failure(ProviderException.Kind.INTERRUPTED, "the thread was interrupted");
    }
    if (timeout.isPresent()
        && Duration.ofNanos(System.nanoTime() - begin).compareTo(timeout.get()) > 0) {
      throw failure(ProviderException.Kind.TIMEOUT, "not done within " + timeout.get());
    }
  }

  private static ProviderException failure(ProviderException.Kind kind, String what) {
    return ProviderException.builder(ExtractorModel.PROVIDER, kind).what(what).build();
  }
}
