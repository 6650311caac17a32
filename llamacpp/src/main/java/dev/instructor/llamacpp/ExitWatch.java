package dev.instructor.llamacpp;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets the process end. Each loaded model has a native thread that is no daemon and never ends, so
 * that a JVM with a model would stay for ever after its {@code main}. A daemon waits for all other
 * threads in the way the JVM does, and then exits as the JVM would have.
 */
final class ExitWatch {
  /** The thread in which the JVM waits for all that are no daemons. */
  private static final String JVM_WAITS = "DestroyJavaVM";

  private static final AtomicInteger MODELS = new AtomicInteger();

  private static volatile boolean mainFailed;

  private ExitWatch() {}

  /** To be told of each model that was loaded; the first starts the watch. */
  static void modelLoaded() {
    if (MODELS.getAndIncrement() == 0) {
      Thread watch = new Thread(ExitWatch::watch, "gguf-exit");
      watch.setDaemon(true);
      watch.start();
    }
  }

  private static void watch() {
    noticeFailureOfMain();
    try {
      while (!isEnd()) {
        Thread other = anyOther();
        if (other != null) {
          waitFor(other);
        } else {
          // Between the end of the last thread and the moment when the JVM begins to wait.
          Thread.sleep(20);
        }
      }
    } catch (InterruptedException e) {
      return;
    }
    System.exit(mainFailed ? 1 : 0);
  }

  private static void waitFor(Thread other) throws InterruptedException {
    other.join();
  }

  /** The launcher exits with 1 if main threw; without a handler of its own that can be seen. */
  private static void noticeFailureOfMain() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      // Its number is not the same in all JDKs: the launcher's thread goes by its name.
      ThreadGroup group = thread.getThreadGroup();
      if (thread.getName().equals("main")
          && group != null
          && thread.getUncaughtExceptionHandler() == group) {
        thread.setUncaughtExceptionHandler(
            (main, failure) -> {
              mainFailed = true;
              group.uncaughtException(main, failure);
            });
      }
    }
  }

  /**
   * Returns whether nothing is left but the JVM that waits and the threads of the models. Those are
   * the only ones without a frame of Java; if there are more, someone else's are among them.
   */
  private static boolean isEnd() {
    boolean jvmWaits = false;
    int bare = 0;
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      if (thread.getKey().getName().equals(JVM_WAITS)) {
        jvmWaits = true;
      } else if (!thread.getKey().isDaemon()) {
        if (thread.getValue().length > 0) {
          return false;
        }
        bare++;
      }
    }
    return jvmWaits && bare <= MODELS.get();
  }

  private static @Nullable Thread anyOther() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> !thread.getKey().isDaemon() && thread.getValue().length > 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
