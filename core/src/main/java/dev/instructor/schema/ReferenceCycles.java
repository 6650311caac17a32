package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which parts of a schema lead back to themselves by references. */
final class ReferenceCycles {
  private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

  private final JsonObject document;
  private final Map<String, Set<String>> reached = new HashMap<>();
  private final Map<String, Set<String>> reachedDirectly = new HashMap<>();
  private final Map<String, Integer> order = new HashMap<>();

  ReferenceCycles(JsonObject document) {
    this.document = document;
  }

  /** Returns whether a part contains itself. */
  boolean isRecursive(String pointer) {
    return reached(pointer, true).contains(pointer);
  }

  /** Returns whether two parts contain each other. */
  boolean isSameCycle(String one, String other) {
    return reached(one, true).contains(other) && reached(other, true).contains(one);
  }

  /** Returns whether two parts contain each other without a property on the way. */
  boolean isSameCycleWithoutProperty(String one, String other) {
    return reached(one, false).contains(other) && reached(other, false).contains(one);
  }

  /** Returns whether the second of two parts of a cycle was found no later than the first. */
  boolean leadsBack(String from, String to) {
    if (order.isEmpty()) {
      find("");
    }
    return order.getOrDefault(to, 0) <= order.getOrDefault(from, 0);
  }

  /** Numbers the parts that are referred to, in the order in which they are found. */
  private void find(String pointer) {
    if (order.putIfAbsent(pointer, order.size()) == null) {
      Set<String> next = new LinkedHashSet<>();
      collect(target(pointer), true, next);
      next.forEach(this::find);
    }
  }

  /** Returns the part at a place; an empty one if there is none. */
  Json target(String pointer) {
    return JsonPointer.parse(pointer).in(document).orElse(JsonObject.empty());
  }

  private Set<String> reached(String from, boolean properties) {
    Map<String, Set<String>> all = properties ? reached : reachedDirectly;
    Set<String> known = all.get(from);
    if (known == null) {
      known = new LinkedHashSet<>();
      follow(from, properties, known);
      all.put(from, known);
    }
    return known;
  }

  private void follow(String from, boolean properties, Set<String> all) {
    Set<String> next = new LinkedHashSet<>();
    collect(target(from), properties, next);
    for (String pointer : next) {
      if (all.add(pointer)) {
        follow(pointer, properties, all);
      }
    }
  }

  /** Returns what a subschema refers to without a property in between. */
  Set<String> direct(Json schema) {
    Set<String> references = new LinkedHashSet<>();
    collect(schema, false, references);
    return references;
  }

  private static void collect(Json part, boolean properties, Set<String> references) {
    if (part instanceof JsonArray array) {
      array.items().forEach(item -> collect(item, properties, references));
    } else if (part instanceof JsonObject schema) {
      schema
          .text("$ref")
          .filter(SchemaReferences::isLocalPointer)
          .map(SchemaReferences::pointer)
          .ifPresent(references::add);
      schema.members().forEach((word, value) -> member(word, value, properties, references));
    }
  }

  private static void member(
      String keyword, Json value, boolean properties, Set<String> references) {
    if (SchemaKeywords.NAMED.contains(keyword) && value instanceof JsonObject named) {
      if (properties && !DEFINITIONS.contains(keyword)) {
        named.members().values().forEach(each -> collect(each, true, references));
      }
    } else if (!SchemaKeywords.DATA.contains(keyword)) {
      collect(value, properties, references);
    }
  }
}
