package dev.instructor.provider;

import dev.instructor.error.ProviderException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a fetch that takes too long, wherever it is: it closes the channel, which a timeout for each
 * read would never do to a server that sends a byte now and then.
 */
final class FetchClock implements AutoCloseable {
  private final CompletableFuture<Void> timer = new CompletableFuture<>();
  private final AtomicReference<@Nullable SocketChannel> channel = new AtomicReference<>();
  private volatile boolean over;

  private FetchClock() {}

  static FetchClock start(Duration time) {
    FetchClock clock = new FetchClock();
    var unused =
        clock
            .timer
            .orTimeout(time.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete(
                (none, thrown) -> {
                  if (thrown instanceof TimeoutException) {
                    clock.over = true;
                    close(clock.channel.get());
                  }
                });
    return clock;
  }

  /** Watches a channel in place of the one before. */
  void watch(SocketChannel watched) throws IOException {
    channel.set(watched);
    if (over) {
      watched.close();
    }
  }

  private static void close(@Nullable SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is to be closed; that it fails changes nothing.
    }
  }

  /** Returns what a failure means. */
  ProviderException failure(String host, IOException cause) {
    if (Thread.currentThread().isInterrupted()) {
      return builder(host, ProviderException.Kind.INTERRUPTED, cause)
          .what("the thread was interrupted while it fetched an image, a recording or a document")
          .build();
    }
    if (over) {
      return builder(host, ProviderException.Kind.TIMEOUT, cause)
          .retryable(true)
          .what("fetching an image, a recording or a document took too long")
          .build();
    }
    return builder(host, ProviderException.Kind.CONNECTION, cause)
        .retryable(!(cause instanceof UnknownHostException || cause instanceof SSLException))
        .what("an image, a recording or a document could not be fetched")
        .build();
  }

  private static ProviderException.Builder builder(
      String host, ProviderException.Kind kind, IOException cause) {
    return ProviderException.builder(host, kind).cause(cause);
  }

  @Override
  public void close() {
    timer.complete(null);
  }
}
