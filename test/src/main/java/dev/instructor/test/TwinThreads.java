package dev.instructor.test;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads of a twin: virtual where the JDK has them, so that it can serve thousands. */
final class TwinThreads {
  private TwinThreads() {}

  static ExecutorService open() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "provider-twin");
            thread.setDaemon(true);
            return thread;
          });
    }
  }
}
