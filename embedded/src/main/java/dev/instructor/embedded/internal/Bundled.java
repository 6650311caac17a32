package dev.instructor.embedded.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The bundled extractor, loaded once for the whole process: by a thread of its own, because a
 * client has other work to do between being made and asking for the first time.
 */
final class Bundled {
  private static final CompletableFuture<Extractor> LOADED =
      CompletableFuture.supplyAsync(
          () -> new Extractor(Weights.load(), Tuning.BUNDLED), Bundled::inBackground);

  private Bundled() {}

  /** Begins to load, if that has not been done; what fails is told by {@link #get}. */
  static void prepare() {
    // The initialisation of this class is all that it takes.
  }

  /** Returns the extractor, as soon as it is loaded. */
  static Extractor get() {
    try {
      return LOADED.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(null, task, "instructor-embedded", 0, false);
    thread.setDaemon(true);
    thread.start();
  }
}
