package dev.instructor.cli;

import dev.instructor.json.JsonObject;
import dev.instructor.schema.JsonSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of many lines, most of which are equal: each is made ready once. Thread-safe. */
final class JsonSchemas {
  private static final int MAX = 1_000;

  private final Map<JsonObject, JsonSchema> known = new ConcurrentHashMap<>();

  JsonSchema of(JsonObject document) {
    if (known.size() >= MAX) {
      known.clear();
    }
    return known.computeIfAbsent(document, JsonSchema::of);
  }
}
