package dev.instructor;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread that runs a call, as long as it does, so that the call can be aborted from another.
 */
final class RunningCall {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread runner;
  private boolean aborted;
  private boolean interrupted;

  /** Marks this thread as the one that runs; returns false if the call was aborted before. */
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

  /** Marks that this thread does something else from now on. */
  void end() {
    lock.lock();
    try {
      runner = null;
      if (interrupted) {
        // The thread goes back to the executor: the interrupt was for this call alone.
        Thread.interrupted();
        interrupted = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts the thread that runs the call, and lets none begin any more. */
  void abort() {
    lock.lock();
    try {
      aborted = true;
      if (runner != null && runner != Thread.currentThread()) {
        interrupted = true;
        runner.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
