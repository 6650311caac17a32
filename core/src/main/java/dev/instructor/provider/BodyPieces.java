package dev.instructor.provider;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, handed from the client's thread to the caller's.
 *
 * <p>The JDK's own {@code BodyHandlers.ofInputStream()} will not do: on JDK 17 a thread that waits
 * in it ignores an interrupt, and it knows no deadline.
 */
final class BodyPieces implements HttpResponse.BodySubscriber<BodyPieces>, HttpStream {
  private sealed interface Item {}

  private static final class Piece implements Item {
    private final byte[] bytes;

    private Piece(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private record Failed(Throwable cause) implements Item {}

  private enum Mark implements Item {
    END,
    TOO_LARGE,
    CLOSED
  }

  /** So many pieces, of some 16 kB at most, may be read ahead of the caller. */
  private static final int AHEAD = 8;

  private static final Flow.Subscription CANCELLED =
      new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
      };

  private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
  private final HttpResponse.ResponseInfo info;
  private final int limit;
  private final boolean whole;
  private final Deadline deadline;
  private final ExchangeFailure failure;
  // Written by the client's thread alone.
  private long received;
  // Used by the caller's thread alone.
  private @Nullable Item last;
  private int taken;

  /**
   * Creates the body of one response.
   *
   * @param whole whether everything is wanted at once; else the server is held back until pieces
   *     are taken
   */
  BodyPieces(
      HttpResponse.ResponseInfo info,
      int limit,
      boolean whole,
      Deadline deadline,
      ExchangeFailure failure) {
    this.info = info;
    this.limit = limit;
    this.whole = whole;
    this.deadline = deadline;
    this.failure = failure;
  }

  @Override
  public CompletionStage<BodyPieces> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription value) {
    if (subscription.compareAndSet(null, value)) {
      value.request(whole ? Long.MAX_VALUE : AHEAD);
    } else {
      value.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    int size = 0;
    for (ByteBuffer buffer : buffers) {
      size += buffer.remaining();
    }
    received += size;
    if (whole && received > limit) {
      cancel();
      items.add(Mark.TOO_LARGE);
      return;
    }
    byte[] bytes = new byte[size];
    int offset = 0;
    for (ByteBuffer buffer : buffers) {
      int length = buffer.remaining();
      buffer.get(bytes, offset, length);
      offset += length;
    }
    items.add(new Piece(bytes));
  }

  @Override
  public void onError(Throwable cause) {
    // Newer JDKs report a cancelling as an error.
    if (subscription.get() != CANCELLED) {
      items.add(new Failed(cause));
    }
  }

  @Override
  public void onComplete() {
    items.add(Mark.END);
  }

  @Override
  public int status() {
    return info.statusCode();
  }

  @Override
  public HttpHeaders headers() {
    return info.headers();
  }

  /**
   * Returns the size the headers announce, or {@code otherwise}; at most 64 KiB, as it may be a
   * lie.
   */
  int expectedSize(int otherwise) {
    long announced = headers().firstValueAsLong("content-length").orElse(otherwise);
    return (int) Math.max(0, Math.min(announced, 64 << 10));
  }

  @Override
  public Optional<byte[]> next() {
    Item item = last == null ? take() : last;
    if (item instanceof Piece piece) {
      return Optional.of(piece.bytes);
    }
    last = item;
    if (item instanceof Failed failed) {
      throw failure.of(failed.cause(), deadline);
    }
    if (item == Mark.TOO_LARGE) {
      throw failure.tooLarge(limit);
    }
    return Optional.empty();
  }

  private Item take() {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Item item = items.poll();
      if (item == null) {
        item = items.poll(Math.max(0, deadline.next()), TimeUnit.NANOSECONDS);
      }
      if (item == null || deadline.passed()) {
        cancel();
        throw failure.timeout(deadline);
      }
      request();
      return item;
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw failure.interrupted();
    }
  }

  /** Asks for more when half of what was asked for is used up: each time costs a wake-up. */
  private void request() {
    Flow.Subscription current = subscription.get();
    if (!whole && ++taken == AHEAD / 2 && current != null) {
      taken = 0;
      current.request(AHEAD / 2);
    }
  }

  private void cancel() {
    Flow.Subscription current = subscription.getAndSet(CANCELLED);
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void close() {
    cancel();
    items.add(Mark.CLOSED);
  }
}
