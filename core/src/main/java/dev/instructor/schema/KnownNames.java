package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of properties that a schema states, wherever in it. Any other name in an answer is the
 * model's own.
 */
final class KnownNames {
  private static final String UNKNOWN = "*";

  private final Set<String> names = new HashSet<>();

  private KnownNames() {}

  static KnownNames of(JsonObject schema) {
    KnownNames known = new KnownNames();
    known.collect(schema);
    return known;
  }

  private void collect(Json schema) {
    if (schema instanceof JsonObject object) {
      object
          .object("properties")
          .ifPresent(properties -> names.addAll(properties.members().keySet()));
      object.items("required").forEach(name -> name.asText().ifPresent(names::add));
      object.members().values().forEach(this::collect);
    } else if (schema instanceof JsonArray array) {
      array.items().forEach(this::collect);
    }
  }

  /** Returns a pointer in which every name that the schema does not state is a star. */
  String shown(String pointer) {
    StringBuilder shown = new StringBuilder();
    for (String segment : JsonPointer.parse(pointer).segments()) {
      boolean known = names.contains(segment) || isIndex(segment);
      shown.append(JsonPointer.child("", known ? segment : UNKNOWN));
    }
    return shown.toString();
  }

  private static boolean isIndex(String segment) {
    return segment.length() < 8 && segment.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
