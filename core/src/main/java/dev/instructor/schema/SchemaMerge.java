package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Makes one schema of two that both hold, for vendors without {@code allOf}. */
final class SchemaMerge {
  private final Consumer<String> lost;

  /**
   * Creates a merge.
   *
   * @param lost is told each keyword of the second schema that cannot be said beside the first
   */
  SchemaMerge(Consumer<String> lost) {
    this.lost = lost;
  }

  /** Returns a schema that both hold; in annotations the second wins. */
  JsonObject both(JsonObject first, JsonObject second) {
    JsonObject.Builder merged = first.toBuilder();
    for (Map.Entry<String, Json> member : second.members().entrySet()) {
      String keyword = member.getKey();
      Json one = first.members().get(keyword);
      Json other = member.getValue();
      merged.put(keyword, one == null || one.sameAs(other) ? other : value(keyword, one, other));
    }
    return merged.build();
  }

  private Json value(String keyword, Json one, Json other) {
    return switch (keyword) {
      case "type" -> types(one, other);
      case "enum" -> common(one, other);
      case "required" -> union(one, other);
      case "properties", "$defs", "definitions" -> members(one, other);
      case "items", "additionalProperties", "propertyNames" -> schemas(one, other);
      case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties" ->
          greater(one, other) ? one : other;
      case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties" ->
          greater(one, other) ? other : one;
      case "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly" ->
          other;
      default -> {
        lost.accept(keyword);
        yield one;
      }
    };
  }

  private static boolean greater(Json one, Json other) {
    return one instanceof JsonNumber a
        && other instanceof JsonNumber b
        && NumberRules.compare(a, b) > 0;
  }

  private static List<Json> list(Json value) {
    return value instanceof JsonArray array ? array.items() : List.of(value);
  }

  private static Json types(Json one, Json other) {
    Set<Json> both = new LinkedHashSet<>();
    Json integer = Json.of("integer");
    Json number = Json.of("number");
    for (Json type : list(one)) {
      if (list(other).contains(type)) {
        both.add(type);
      } else if ((type.equals(number) && list(other).contains(integer))
          || (type.equals(integer) && list(other).contains(number))) {
        both.add(integer);
      }
    }
    return both.size() == 1 ? both.iterator().next() : Json.array(List.copyOf(both));
  }

  private static Json common(Json one, Json other) {
    return Json.array(
        list(one).stream().filter(v -> list(other).stream().anyMatch(v::sameAs)).toList());
  }

  private static Json union(Json one, Json other) {
    Set<Json> all = new LinkedHashSet<>(list(one));
    all.addAll(list(other));
    return Json.array(List.copyOf(all));
  }

  private static Json members(Json one, Json other) {
    if (!(one instanceof JsonObject a) || !(other instanceof JsonObject b)) {
      return one;
    }
    JsonObject.Builder merged = a.toBuilder();
    b.members()
        .forEach(
            (name, schema) ->
                merged.put(name, a.get(name).map(known -> schemas(known, schema)).orElse(schema)));
    return merged.build();
  }

  private static Json schemas(Json one, Json other) {
    if (one.sameAs(other) || Json.of(true).equals(other) || Json.of(false).equals(one)) {
      return one;
    }
    if (Json.of(true).equals(one) || Json.of(false).equals(other)) {
      return other;
    }
    List<Json> both = new ArrayList<>(List.of(one, other));
    return Json.object().put("allOf", Json.array(both)).build();
  }
}
