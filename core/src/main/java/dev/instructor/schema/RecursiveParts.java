package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which parts of a document contain themselves, by their JSON pointers. */
final class RecursiveParts {
  private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

  private final JsonObject document;

  /** The parts that are referred to, in the order in which they are found, and what they need. */
  private final Map<String, Set<String>> needed = new LinkedHashMap<>();

  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, Set<String>> reached = new HashMap<>();

  RecursiveParts(JsonObject document) {
    this.document = document;
    find("");
  }

  private void find(String pointer) {
    if (needed.containsKey(pointer)) {
      return;
    }
    order.put(pointer, order.size());
    Set<String> references = new LinkedHashSet<>();
    needed.put(pointer, references);
    collect(target(pointer), references);
    references.forEach(this::find);
  }

  Json target(String pointer) {
    return JsonPointer.parse(pointer).in(document).orElse(JsonObject.empty());
  }

  private static void collect(Json part, Set<String> references) {
    if (part instanceof JsonArray array) {
      array.items().forEach(item -> collect(item, references));
    } else if (part instanceof JsonObject schema) {
      schema
          .text("$ref")
          .filter(SchemaReferences::isLocalPointer)
          .map(SchemaReferences::pointer)
          .ifPresent(references::add);
      schema
          .members()
          .forEach(
              (keyword, value) -> {
                if (SchemaKeywords.NAMED.contains(keyword) && value instanceof JsonObject named) {
                  if (!DEFINITIONS.contains(keyword)) {
                    named.members().values().forEach(each -> collect(each, references));
                  }
                } else if (!SchemaKeywords.DATA.contains(keyword)) {
                  collect(value, references);
                }
              });
    }
  }

  /** Returns whether a part contains itself. */
  boolean isRecursive(String pointer) {
    return reaches(pointer, pointer);
  }

  /** Returns whether two parts contain each other. */
  boolean isSameCycle(String one, String other) {
    return reaches(one, other) && reaches(other, one);
  }

  /** Returns whether the second of two parts of a cycle was found no later than the first. */
  boolean leadsBack(String from, String to) {
    return order.getOrDefault(to, 0) <= order.getOrDefault(from, 0);
  }

  private boolean reaches(String from, String to) {
    return reached.computeIfAbsent(from, this::everything).contains(to);
  }

  private Set<String> everything(String from) {
    Set<String> all = new LinkedHashSet<>();
    follow(from, all);
    return all;
  }

  private void follow(String from, Set<String> all) {
    for (String next : needed.getOrDefault(from, Set.of())) {
      if (all.add(next)) {
        follow(next, all);
      }
    }
  }
}
