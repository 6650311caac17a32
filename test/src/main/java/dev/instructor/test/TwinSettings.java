package dev.instructor.test;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings of a started twin.
 *
 * @param model provider and model of a client, unless it names another
 * @param apiKey the key that is accepted
 * @param tls whether it speaks TLS
 * @param models the models there are; if empty, every name is one
 * @param otherwise answers what goes beyond the script
 */
record TwinSettings(
    String model,
    String apiKey,
    boolean tls,
    Set<String> models,
    Optional<Function<TwinRequest, TwinReply>> otherwise) {

  boolean hasModel(String name) {
    return models.isEmpty() || models.contains(name);
  }

  /** Returns neither key nor functions. */
  @Override
  public String toString() {
    return "TwinSettings[tls=" + tls + ", models=" + models + "]";
  }
}
