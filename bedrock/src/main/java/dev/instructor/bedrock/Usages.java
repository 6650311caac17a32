package dev.instructor.bedrock;

import dev.instructor.chat.Usage;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads token counts ("TokenUsage" of the API reference). What was read from the cache or written
 * to it does not count among {@code inputTokens}, as the recorded totals show.
 */
final class Usages {
  private Usages() {}

  static Usage read(JsonObject usage) {
    OptionalLong read = number(usage.get("cacheReadInputTokens"));
    OptionalLong written = number(usage.get("cacheWriteInputTokens"));
    OptionalLong input = number(usage.get("inputTokens"));
    return new Usage(
        input.isPresent()
            ? OptionalLong.of(input.getAsLong() + read.orElse(0) + written.orElse(0))
            : input,
        number(usage.get("outputTokens")),
        read,
        OptionalLong.empty());
  }

  private static OptionalLong number(Optional<Json> value) {
    if (value.isPresent() && value.get() instanceof JsonNumber number && number.isIntegral()) {
      long count = number.value().longValue();
      return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }
    return OptionalLong.empty();
  }
}
