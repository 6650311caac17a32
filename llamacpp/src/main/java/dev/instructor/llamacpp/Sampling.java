package dev.instructor.llamacpp;

import de.kherud.llama.InferenceParameters;
import dev.instructor.chat.ChatOptions;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Writes options into the engine's parameters, in llama.cpp's names and ranges. */
final class Sampling {
  /** What the engine has beyond the common options. */
  private static final Map<String, BiConsumer<InferenceParameters, JsonNumber>> FURTHER =
      new TreeMap<>(
          Map.of(
              "top_k", (p, n) -> p.setTopK(n.value().intValue()),
              "min_p", (p, n) -> p.setMinP(n.value().floatValue()),
              "typical_p", (p, n) -> p.setTypicalP(n.value().floatValue()),
              "repeat_penalty", (p, n) -> p.setRepeatPenalty(n.value().floatValue()),
              "repeat_last_n", (p, n) -> p.setRepeatLastN(n.value().intValue()),
              "presence_penalty", (p, n) -> p.setPresencePenalty(n.value().floatValue()),
              "frequency_penalty", (p, n) -> p.setFrequencyPenalty(n.value().floatValue())));

  private Sampling() {}

  /**
   * Checks that all options can be kept to.
   *
   * @throws ConfigurationException if one cannot
   */
  static void check(ChatOptions options) {
    write(options, new InferenceParameters(""));
  }

  static void write(ChatOptions options, InferenceParameters parameters) {
    if (options.reasoningEffort().isPresent()) {
      throw new ConfigurationException(
          "A model in a GGUF file cannot be told how much to think: leave reasoningEffort out");
    }
    options
        .temperature()
        .ifPresent(value -> parameters.setTemperature((float) within("temperature", value, 100)));
    options.topP().ifPresent(value -> parameters.setTopP((float) within("topP", value, 1)));
    options
        .seed()
        .ifPresent(
            value -> parameters.setSeed((int) within("seed", (double) value, Integer.MAX_VALUE)));
    options.maxTokens().ifPresent(value -> within("maxTokens", value, Integer.MAX_VALUE));
    options.extra().forEach((name, value) -> further(name, value, parameters));
  }

  private static double within(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new ConfigurationException(
          "%s is %s; llama.cpp takes 0 to %s".formatted(name, value, most));
    }
    return value;
  }

  private static void further(String name, Json value, InferenceParameters parameters) {
    BiConsumer<InferenceParameters, JsonNumber> known = FURTHER.get(name);
    if (known == null || !(value instanceof JsonNumber number)) {
      throw new ConfigurationException(
          "The option \"%s\" cannot be set for a GGUF file; numbers can be set for %s"
              .formatted(name, String.join(", ", FURTHER.keySet())));
    }
    known.accept(parameters, number);
  }
}
