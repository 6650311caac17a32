package dev.instructor;

import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Partial values for reactive programs: cold, one request for each subscription, sent with the
 * first demand. A thread of the executor works while there is demand, and none while there is not.
 */
record PartialPublisher<T>(Executor executor, Supplier<PartialStream<T>> streams)
    implements Flow.Publisher<Partial<T>> {

  @Override
  public void subscribe(Flow.Subscriber<? super Partial<T>> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    new Subscription<>(executor, streams, subscriber).begin();
  }

  private static final class Subscription<T> implements Flow.Subscription {
    private final Executor executor;
    private final Supplier<PartialStream<T>> streams;
    private final Flow.Subscriber<? super Partial<T>> subscriber;
    private final AtomicLong demand = new AtomicLong();
    // How many calls asked for work since the last look: above zero, one thread is at it. The
    // first is the one that subscribes, so that nothing is signalled before onSubscribe is over.
    private final AtomicInteger due = new AtomicInteger(1);
    private final RunningCall running = new RunningCall();
    private volatile @Nullable Throwable refused;
    private volatile @Nullable PartialStream<T> stream;
    private volatile boolean cancelled;
    // Only touched by the thread that is at work.
    private @Nullable Iterator<Partial<T>> partials;

    private Subscription(
        Executor executor,
        Supplier<PartialStream<T>> streams,
        Flow.Subscriber<? super Partial<T>> subscriber) {
      this.executor = executor;
      this.streams = streams;
      this.subscriber = subscriber;
    }

    private void begin() {
      subscriber.onSubscribe(this);
      if (due.decrementAndGet() > 0) {
        execute();
      }
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        refused =
            new IllegalArgumentException(
                "the demand must be positive, not " + n + " (Reactive Streams, rule 3.9)");
      } else {
        demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      }
      schedule();
    }

    @Override
    public void cancel() {
      cancelled = true;
      running.abort();
      schedule();
    }

    private void schedule() {
      if (due.getAndIncrement() == 0) {
        execute();
      }
    }

    private void execute() {
      try {
        executor.execute(this::work);
      } catch (RejectedExecutionException e) {
        // Nobody is at work, so this thread may speak to the subscriber.
        if (!cancelled) {
          cancelled = true;
          subscriber.onError(e);
        }
        release();
      }
    }

    private void work() {
      int seen = due.get();
      while (true) {
        serve();
        seen = due.addAndGet(-seen);
        if (seen == 0) {
          return;
        }
      }
    }

    private void serve() {
      if (!cancelled && running.begin()) {
        try {
          hand();
        } finally {
          running.end();
        }
      }
      if (cancelled) {
        release();
      }
    }

    private void hand() {
      Throwable illegal = refused;
      if (illegal != null) {
        fail(illegal);
        return;
      }
      while (demand.get() > 0 && !cancelled) {
        Partial<T> next;
        try {
          next = next();
        } catch (Throwable failure) {
          fail(failure);
          return;
        }
        if (cancelled) {
          return;
        }
        subscriber.onNext(next);
        if (demand.get() != Long.MAX_VALUE) {
          demand.decrementAndGet();
        }
        if (next.isDone() && !cancelled) {
          cancelled = true;
          subscriber.onComplete();
        }
      }
    }

    /** The last partial is the one that is done, so there is always a next one, or a failure. */
    private Partial<T> next() {
      Iterator<Partial<T>> known = partials;
      if (known == null) {
        PartialStream<T> opened = streams.get();
        stream = opened;
        known = opened.iterator();
        partials = known;
      }
      return known.next();
    }

    private void fail(Throwable failure) {
      if (!cancelled) {
        cancelled = true;
        subscriber.onError(failure);
      }
    }

    private void release() {
      PartialStream<T> open = stream;
      if (open != null) {
        open.close();
      }
      stream = null;
    }
  }
}
