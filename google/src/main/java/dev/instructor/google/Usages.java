package dev.instructor.google;

import dev.instructor.chat.Usage;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.OptionalLong;

/**
 * Reads token counts (Gemini API, "UsageMetadata"). The thinking is not counted among the
 * candidates' tokens, and what built-in tools put into the prompt not among the prompt's.
 */
final class Usages {
  private Usages() {}

  static Usage read(JsonObject usage) {
    OptionalLong thoughts = count(usage, "thoughtsTokenCount");
    return new Usage(
        sum(count(usage, "promptTokenCount"), count(usage, "toolUsePromptTokenCount")),
        sum(count(usage, "candidatesTokenCount"), thoughts),
        count(usage, "cachedContentTokenCount"),
        thoughts);
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isEmpty() && other.isEmpty()
        ? one
        : OptionalLong.of(one.orElse(0) + other.orElse(0));
  }

  private static OptionalLong count(JsonObject usage, String name) {
    if (usage.get(name).orElse(Json.ofNull()) instanceof JsonNumber number && number.isIntegral()) {
      long count = number.value().longValue();
      return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }
    return OptionalLong.empty();
  }
}
