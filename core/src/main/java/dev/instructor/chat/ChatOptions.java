package dev.instructor.chat;

import dev.instructor.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the model is to generate. What is absent is not sent, so that the vendor's default holds.
 *
 * @param temperature randomness, from 0; the upper limit is the vendor's
 * @param topP the share of probability that is sampled from, 0 to 1
 * @param maxTokens how many tokens the answer may have at most
 * @param seed a seed for repeatable sampling, where the vendor has it
 * @param stop texts at which generation ends
 * @param reasoningEffort how much to think, in the vendor's words, such as {@code low}
 * @param extra further members of the request's body, as they stand
 */
public record ChatOptions(
    OptionalDouble temperature,
    OptionalDouble topP,
    OptionalInt maxTokens,
    OptionalLong seed,
    List<String> stop,
    Optional<String> reasoningEffort,
    Map<String, Json> extra) {

  private static final ChatOptions NONE =
      new ChatOptions(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          OptionalLong.empty(),
          List.of(),
          Optional.empty(),
          Map.of());

  /** Creates options with copies of the collections. */
  public ChatOptions {
    stop = List.copyOf(stop);
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** Returns options that leave everything to the vendor. */
  public static ChatOptions none() {
    return NONE;
  }

  /** Returns these options with a temperature. */
  public ChatOptions withTemperature(double value) {
    return new ChatOptions(
        OptionalDouble.of(value), topP, maxTokens, seed, stop, reasoningEffort, extra);
  }

  /** Returns these options with a share of probability to sample from. */
  public ChatOptions withTopP(double value) {
    return new ChatOptions(
        temperature, OptionalDouble.of(value), maxTokens, seed, stop, reasoningEffort, extra);
  }

  /** Returns these options with a token limit for the answer. */
  public ChatOptions withMaxTokens(int value) {
    return new ChatOptions(
        temperature, topP, OptionalInt.of(value), seed, stop, reasoningEffort, extra);
  }

  /** Returns these options with a seed. */
  public ChatOptions withSeed(long value) {
    return new ChatOptions(
        temperature, topP, maxTokens, OptionalLong.of(value), stop, reasoningEffort, extra);
  }

  /** Returns these options with the texts at which generation ends. */
  public ChatOptions withStop(List<String> value) {
    return new ChatOptions(temperature, topP, maxTokens, seed, value, reasoningEffort, extra);
  }

  /** Returns these options with a reasoning effort. */
  public ChatOptions withReasoningEffort(String value) {
    return new ChatOptions(temperature, topP, maxTokens, seed, stop, Optional.of(value), extra);
  }

  /** Returns these options with one further member of the request's body. */
  public ChatOptions withExtra(String name, Json value) {
    Map<String, Json> more = new LinkedHashMap<>(extra);
    more.put(name, value);
    return new ChatOptions(temperature, topP, maxTokens, seed, stop, reasoningEffort, more);
  }

  /** Returns which options are set, without the values of {@link #extra()}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ChatOptions[temperature=%s, topP=%s, maxTokens=%s, seed=%s, stop=%d, reasoningEffort=%s, extra=%s]",
        temperature,
        topP,
        maxTokens,
        seed,
        stop.size(),
        reasoningEffort,
        extra.keySet());
  }
}
