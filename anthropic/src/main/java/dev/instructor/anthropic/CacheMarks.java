package dev.instructor.anthropic;

import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Marks the ends of what may be cached ("Prompt caching"). */
final class CacheMarks {
  private static final int MOST = 4;
  private static final JsonObject MARK = Json.object().put("type", "ephemeral").build();

  /** "What cannot be cached": thinking cannot be marked itself. */
  private static final Set<String> NEVER = Set.of("thinking", "redacted_thinking");

  private CacheMarks() {}

  static void refuseTooMany(List<Message> messages) {
    long marks =
        messages.stream()
            .flatMap(message -> message.parts().stream())
            .filter(Part.CacheMark.class::isInstance)
            .count();
    if (marks > MOST) {
      throw new ConfigurationException(
          "Anthropic takes %s cache marks in a request, and there are %s: keep the last ones"
              .formatted(MOST, marks));
    }
  }

  /** Puts the mark on the last block that can have it, if there is one. */
  static void mark(List<Json> blocks) {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Optional<JsonObject> block = blocks.get(i).asObject();
      if (block.isPresent() && !NEVER.contains(block.get().text("type").orElse(""))) {
        blocks.set(i, block.get().with("cache_control", MARK));
        return;
      }
    }
  }

  static boolean isMarked(Json block) {
    return block.at("/cache_control").isPresent();
  }
}
