package dev.instructor;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where asynchronous calls run unless the caller says otherwise. */
final class AsyncExecutor {
  private static final class Holder {
    static final Executor SHARED = create();
  }

  private AsyncExecutor() {}

  static Executor shared() {
    return Holder.SHARED;
  }

  /** Virtual threads are reached by reflection: the byte code is Java 17's, they come with 21. */
  private static Executor create() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException older) {
      return Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "instructor-async");
            thread.setDaemon(true);
            return thread;
          });
    }
  }
}
