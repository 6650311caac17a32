package dev.instructor.test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A place at which an answer waits until the test lets it on: slowness without sleeping. Shut at
 * first. Thread-safe.
 */
public final class Gate {
  /** How long a test waits for something that should come at once. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Semaphore permits = new Semaphore(0);
  private final CountDownLatch reached = new CountDownLatch(1);
  private final AtomicBoolean open = new AtomicBoolean();

  /** Lets one pass: one that waits, or else the next that comes. */
  public void release() {
    permits.release();
  }

  /** Lets everyone pass, now and later. */
  public void open() {
    if (open.compareAndSet(false, true)) {
      permits.release(Integer.MAX_VALUE / 2);
    }
  }

  /**
   * Waits until someone has come to the gate, at most 30 seconds.
   *
   * @throws AssertionError if nobody came
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitReached() throws InterruptedException {
    if (!reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("Nobody came to the gate within " + PATIENCE.toSeconds() + " s");
    }
  }

  /** Waits for a permit. */
  void pass() throws InterruptedException {
    reached.countDown();
    permits.acquire();
  }

  /** Waits for a permit; returns false if there was none in time. */
  boolean pass(Duration limit) throws InterruptedException {
    reached.countDown();
    return permits.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
