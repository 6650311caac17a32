package dev.instructor.openai;

import dev.instructor.chat.Usage;
import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads token counts, under all the names that vendors give them. */
final class Usages {
  // Chat completions; the Responses API.
  private static final List<String> INPUT = List.of("/prompt_tokens", "/input_tokens");
  private static final List<String> OUTPUT = List.of("/completion_tokens", "/output_tokens");

  // Places seen: OpenAI; the Responses API; Moonshot; Fireworks; DeepSeek.
  private static final List<String> CACHED =
      List.of(
          "/prompt_tokens_details/cached_tokens",
          "/input_tokens_details/cached_tokens",
          "/cached_tokens",
          "/num_cached_tokens",
          "/prompt_cache_hit_tokens");

  private static final List<String> REASONING =
      List.of(
          "/completion_tokens_details/reasoning_tokens",
          "/output_tokens_details/reasoning_tokens",
          "/reasoning_tokens");

  private Usages() {}

  static Usage read(JsonObject usage) {
    OptionalLong input = first(usage, INPUT);
    OptionalLong output = first(usage, OUTPUT);
    OptionalLong reasoning = first(usage, REASONING);
    return new Usage(
        input, withThinking(usage, input, output, reasoning), first(usage, CACHED), reasoning);
  }

  /** xAI does not count the thinking among the completion tokens; the total tells. */
  private static OptionalLong withThinking(
      JsonObject usage, OptionalLong input, OptionalLong output, OptionalLong reasoning) {
    OptionalLong total = number(usage.get("total_tokens"));
    boolean apart =
        reasoning.orElse(0) > 0
            && input.isPresent()
            && output.isPresent()
            && total.orElse(0) == input.getAsLong() + output.getAsLong() + reasoning.getAsLong();
    return apart ? OptionalLong.of(output.getAsLong() + reasoning.getAsLong()) : output;
  }

  private static OptionalLong first(JsonObject usage, List<String> pointers) {
    for (String pointer : pointers) {
      OptionalLong value = number(usage.at(pointer));
      if (value.isPresent()) {
        return value;
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong number(Optional<Json> value) {
    if (value.isPresent() && value.get() instanceof JsonNumber number && number.isIntegral()) {
      long count = number.value().longValue();
      return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }
    return OptionalLong.empty();
  }
}
