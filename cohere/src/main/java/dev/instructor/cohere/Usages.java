package dev.instructor.cohere;

import dev.instructor.chat.Usage;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads token counts: those that the model really read and wrote, of which the billed ones are a
 * part, since what was read from the cache is counted with them.
 */
final class Usages {
  private Usages() {}

  static Usage read(JsonObject usage) {
    JsonObject counts =
        usage.object("tokens").or(() -> usage.object("billed_units")).orElse(JsonObject.empty());
    return new Usage(
        number(counts.get("input_tokens")),
        number(counts.get("output_tokens")),
        number(usage.get("cached_tokens")),
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
