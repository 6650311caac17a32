package dev.instructor.llamacpp;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A loaded model, and the only class that knows the binding. Its native methods cannot be
 * interrupted and some end the process when they are called wrongly, so all are called here. A
 * model is loaded once and stays for as long as the process: the binding cannot free it.
 * Thread-safe.
 */
final class Engine {
  private static final ReentrantLock LOADING = new ReentrantLock();
  private static final Map<Key, Engine> LOADED = new HashMap<>();

  /** How long a request that waits for its turn goes without looking whether it is wanted. */
  private static final long LOOK_MILLIS = 50;

  private final LlamaModel model;
  private final int context;
  private final Semaphore turns;

  private record Key(Path file, EngineOptions options) {}

  /**
   * What a generation came to.
   *
   * @param tokens how many tokens the engine told of
   * @param ended whether the model ended its answer, rather than a limit
   */
  record Outcome(int tokens, boolean ended) {}

  private Engine(LlamaModel model, int context, int parallel) {
    this.model = model;
    this.context = context;
    this.turns = new Semaphore(parallel, true);
  }

  /**
   * Returns the model of a file, loaded at the first time.
   *
   * @param cache where the native library is unpacked
   * @throws ConfigurationException if the engine does not run here or cannot load this model
   */
  static Engine load(Path file, GgufHeader header, EngineOptions options, Path cache) {
    LOADING.lock();
    try {
      Key key = new Key(file.toRealPath(), options);
      Engine known = LOADED.get(key);
      if (known == null) {
        NativeLibrary.load(cache);
        known = open(key.file(), header, options);
        LOADED.put(key, known);
        ExitWatch.modelLoaded();
      }
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      LOADING.unlock();
    }
  }

  private static Engine open(Path file, GgufHeader header, EngineOptions options) {
    if (file.toString().codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
      throw new ConfigurationException(
          "The engine for GGUF files cannot open '%s': rename it so that the path has no such signs"
              .formatted(file));
    }
    int context = options.contextOf(header);
    ModelParameters parameters =
        new ModelParameters()
            .setModel(file.toString())
            .setCtxSize(Math.multiplyExact(context, options.parallel()))
            .setParallel(options.parallel())
            // Else the engine forgets the beginning of what is too long, and goes on.
            .disableContextShift()
            .disableLog();
    options.threads().ifPresent(parameters::setThreads);
    options.gpuLayers().ifPresent(parameters::setGpuLayers);
    PrintStream out = System.out;
    boolean prints = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    try {
      if (prints) {
        // There the binding says on standard output where its library is.
        System.setOut(System.err);
      }
      return new Engine(new LlamaModel(parameters), context, options.parallel());
    } catch (RuntimeException e) {
      // An exception of the binding, whose class is not public.
      throw new ConfigurationException(
          ("The engine cannot load '%s': its build of llama.cpp (b4916, of March 2025) may not know"
                  + " the architecture '%s', or there is too little memory for the model and a context"
                  + " of %s tokens (providerOption %s)")
              .formatted(file, header.architecture(), context, EngineOptions.CONTEXT_SIZE),
          e);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
      throw NativeLibrary.refused(String.valueOf(e.getMessage()), e);
    } finally {
      if (prints) {
        System.setOut(out);
      }
    }
  }

  /** Returns how many tokens question and answer may have together. */
  int context() {
    return context;
  }

  /** Returns how many tokens a text is. */
  int count(String text) {
    return model.encode(text).length;
  }

  /**
   * Returns a conversation in the form in which the model was trained. The contents must be ASCII:
   * on its way back the binding breaks characters beyond the first 65,536.
   */
  String applyTemplate(List<JsonObject> messages) {
    return model.applyTemplate(
        Json.object().put("messages", Json.array(messages)).build().toString());
  }

  /**
   * Generates an answer, when it is its turn. Requests wait here and not in the engine, which would
   * begin with those that nobody wants any more.
   *
   * @param wanted whether it is still wanted
   * @param more takes each piece and returns whether to go on
   */
  Outcome generate(InferenceParameters parameters, BooleanSupplier wanted, Predicate<String> more) {
    try {
      while (!turns.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (!wanted.getAsBoolean()) {
          return new Outcome(0, false);
        }
      }
    } catch (InterruptedException e) {
      throw Generation.interrupted(e);
    }
    try {
      return wanted.getAsBoolean() ? generate(parameters, more) : new Outcome(0, false);
    } finally {
      turns.release();
    }
  }

  private Outcome generate(InferenceParameters parameters, Predicate<String> more) {
    LlamaIterator outputs = model.generate(parameters).iterator();
    int tokens = 0;
    boolean ended = false;
    while (outputs.hasNext()) {
      LlamaOutput output = outputs.next();
      if (outputs.hasNext()) {
        tokens++;
        // The token that ends an answer has no text.
        ended = output.text.isEmpty();
        if (!more.test(output.text)) {
          outputs.cancel();
        }
      }
    }
    return new Outcome(tokens, ended);
  }
}
