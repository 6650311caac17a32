package dev.instructor.llamacpp.internal.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What has come of a file. */
final class Part {
  private final Path path;
  private final AtomicLong size = new AtomicLong();
  private volatile long total = -1;

  /** Is told how far it has come. */
  interface Told {
    void at(long bytes, long total);
  }

  /** The file cannot be written: no other try helps. */
  static final class Unwritable extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException why;

    Unwritable(IOException why) {
      super(why);
      this.why = why;
    }

    IOException why() {
      return why;
    }
  }

  Part(Path target) throws IOException {
    this.path = target.resolveSibling(target.getFileName() + ".part");
    size.set(Files.exists(path) ? Files.size(path) : 0);
  }

  Path path() {
    return path;
  }

  /** Returns how many bytes there are. */
  long size() {
    return size.get();
  }

  /** Returns how many bytes the last body was to make of it; negative if it did not say. */
  long total() {
    return total;
  }

  void restart() throws IOException {
    Files.deleteIfExists(path);
    size.set(0);
  }

  String sha256() {
    try (InputStream stream = Files.newInputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns what writes a body behind what is there.
   *
   * @param begin where in the file the body begins; what does not go on from here is left out
   * @return gives whether it was written
   */
  HttpResponse.BodySubscriber<Boolean> body(long begin, HttpResponse.ResponseInfo info, Told told) {
    if (begin != 0 && begin != size()) {
      return HttpResponse.BodySubscribers.replacing(false);
    }
    size.set(begin);
    long length = info.headers().firstValueAsLong("Content-Length").orElse(-1);
    total = length < 0 ? -1 : begin + length;
    return new Writer(told);
  }

  private final class Writer implements HttpResponse.BodySubscriber<Boolean> {
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();
    private final Told told;
    private Flow.@Nullable Subscription subscription;
    private @Nullable FileChannel channel;

    Writer(Told told) {
      this.told = told;
    }

    @Override
    public CompletionStage<Boolean> getBody() {
      return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      try {
        channel =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .truncate(size());
        channel.position(size());
        told.at(size(), total);
        given.request(Long.MAX_VALUE);
      } catch (IOException e) {
        given.cancel();
        result.completeExceptionally(new Unwritable(e));
      }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      try {
        for (ByteBuffer buffer : buffers) {
          while (buffer.hasRemaining() && channel != null) {
            size.addAndGet(channel.write(buffer));
          }
        }
        told.at(size(), total);
      } catch (IOException e) {
        if (subscription != null) {
          subscription.cancel();
        }
        onError(new Unwritable(e));
      }
    }

    @Override
    public void onError(Throwable failure) {
      close();
      result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      close();
      result.complete(true);
    }

    private void close() {
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        result.completeExceptionally(new Unwritable(e));
      }
    }
  }
}
