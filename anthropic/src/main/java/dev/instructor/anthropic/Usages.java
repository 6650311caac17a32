package dev.instructor.anthropic;

import dev.instructor.chat.Usage;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads token counts. What was read from the cache or written to it does not count among {@code
 * input_tokens} ("Prompt caching", section "Tracking cache performance").
 */
final class Usages {
  private Usages() {}

  static Usage read(JsonObject usage) {
    OptionalLong read = number(usage.get("cache_read_input_tokens"));
    OptionalLong written = number(usage.get("cache_creation_input_tokens"));
    OptionalLong input = number(usage.get("input_tokens"));
    return new Usage(
        input.isPresent()
            ? OptionalLong.of(input.getAsLong() + read.orElse(0) + written.orElse(0))
            : input,
        number(usage.get("output_tokens")),
        read,
        number(usage.at("/output_tokens_details/thinking_tokens")));
  }

  /**
   * Returns the counts of two reports of one stream: those of the later one, as far as it has them.
   */
  static JsonObject later(JsonObject first, JsonObject second) {
    JsonObject.Builder all = first.toBuilder();
    second
        .members()
        .forEach(
            (name, value) -> {
              if (!value.isNull()) {
                all.put(name, value);
              }
            });
    return all.build();
  }

  private static OptionalLong number(Optional<Json> value) {
    if (value.isPresent() && value.get() instanceof JsonNumber number && number.isIntegral()) {
      long count = number.value().longValue();
      return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }
    return OptionalLong.empty();
  }
}
