package dev.instructor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A call under way. Cancelling it, or any stage that was made from it, interrupts the thread that
 * runs the call, which ends the exchange.
 */
final class CallFuture<T> extends CompletableFuture<T> {
  private final RunningCall running;

  private CallFuture(RunningCall running) {
    this.running = running;
  }

  static <T> CompletableFuture<T> start(Executor executor, Supplier<T> call) {
    RunningCall running = new RunningCall();
    CallFuture<T> future = new CallFuture<>(running);
    executor.execute(
        () -> {
          if (!running.begin()) {
            return;
          }
          try {
            future.complete(call.get());
          } catch (Throwable failure) {
            future.completeExceptionally(failure);
          } finally {
            running.end();
          }
        });
    return future;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CallFuture<>(running);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      running.abort();
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
                running.abort();
              }
            });
    return self;
  }
}
