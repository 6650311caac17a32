package dev.instructor.llamacpp;

import dev.instructor.error.ConfigurationException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a model is loaded, in the words of llama.cpp's own command line.
 *
 * @param contextSize how many tokens question and answer may have together; empty for the model's
 *     own, but at most {@link #DEFAULT_CONTEXT}
 * @param threads how many threads compute; empty for the engine's own choice
 * @param gpuLayers how many layers a GPU holds, if the engine was built for one
 * @param parallel how many requests are worked on at once; they share the context
 */
record EngineOptions(
    OptionalInt contextSize, OptionalInt threads, OptionalInt gpuLayers, int parallel) {

  /** What a laptop has room for with a model of some billion parameters. */
  static final int DEFAULT_CONTEXT = 8_192;

  static final String CONTEXT_SIZE = "ctx-size";
  private static final String THREADS = "threads";
  private static final String GPU_LAYERS = "gpu-layers";
  private static final String PARALLEL = "parallel";
  static final Set<String> NAMES =
      new TreeSet<>(Set.of(CONTEXT_SIZE, THREADS, GPU_LAYERS, PARALLEL));

  /**
   * Reads the options of a client.
   *
   * @throws ConfigurationException if one is no number, or out of range
   */
  static EngineOptions of(Map<String, String> options) {
    return new EngineOptions(
        number(options, CONTEXT_SIZE, 64),
        number(options, THREADS, 1),
        number(options, GPU_LAYERS, 0),
        number(options, PARALLEL, 1).orElse(1));
  }

  private static OptionalInt number(Map<String, String> options, String name, int least) {
    String text = options.get(name);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least) {
      throw new ConfigurationException(
          "The option %s is '%s' and has to be a whole number from %s on"
              .formatted(name, text, least));
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  /** Returns how many tokens one request has room for. */
  int contextOf(GgufHeader model) {
    return contextSize.orElse(
        Math.min(DEFAULT_CONTEXT, model.contextLength().orElse(DEFAULT_CONTEXT)));
  }
}
