package dev.instructor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call under way. Cancelling it, or any stage that was made from it, interrupts the thread that
 * runs the call, which ends the exchange.
 */
final class CallFuture<T> extends CompletableFuture<T> {
  private final Work work;

  private CallFuture(Work work) {
    this.work = work;
  }

  static <T> CompletableFuture<T> start(Executor executor, Supplier<T> call) {
    Work work = new Work();
    CallFuture<T> future = new CallFuture<>(work);
    executor.execute(
        () -> {
          if (!work.begin()) {
            return;
          }
          try {
            future.complete(call.get());
          } catch (Throwable failure) {
            future.completeExceptionally(failure);
          } finally {
            work.end();
          }
        });
    return future;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CallFuture<>(work);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      work.abort();
    }
    return cancelled;
  }

  @Override
  public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
    CompletableFuture<T> self = super.orTimeout(timeout, unit);
    var unused =
        self.whenComplete(
            (value, failure) -> {
              if (failure instanceof TimeoutException) {
                work.abort();
              }
            });
    return self;
  }

  /** The thread that runs a call, as long as it does. */
  private static final class Work {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread runner;
    private boolean aborted;
    private boolean interrupted;

    /** Returns false if the call was cancelled before it began. */
    boolean begin() {
      lock.lock();
      try {
        if (!aborted) {
          runner = Thread.currentThread();
        }
        return !aborted;
      } finally {
        lock.unlock();
      }
    }

    void end() {
      lock.lock();
      try {
        runner = null;
        if (interrupted) {
          // The thread goes back to the executor: the interrupt was for this call alone.
          Thread.interrupted();
        }
      } finally {
        lock.unlock();
      }
    }

    void abort() {
      lock.lock();
      try {
        aborted = true;
        if (runner != null) {
          interrupted = true;
          runner.interrupt();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
