package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes recursion out, for vendors that have references but no recursion: each level of a part
 * that contains itself gets a definition of its own, and the last one ends it. There an alternative
 * that would go deeper is left out, likewise a property that need not be there, and a list is
 * empty.
 */
final class Unrolling {
  private static final Set<String> NOT_COPIED = Set.of("$defs", "definitions");
  private static final JsonObject NOTHING = Json.object().put("type", "null").build();

  private final ReferenceCycles parts;
  private final int levels;
  private final Map<Place, String> names = new LinkedHashMap<>();
  private final Map<String, JsonObject> definitions = new LinkedHashMap<>();
  private final Set<Place> impossible = new HashSet<>();
  private final Set<AdaptedSchema.Loss> lost = new LinkedHashSet<>();

  /** A level of a part. */
  private record Place(String pointer, int level) {}

  /**
   * A document without recursion.
   *
   * @param document the document
   * @param lost what it cannot say
   */
  record Unrolled(JsonObject document, List<AdaptedSchema.Loss> lost) {}

  private Unrolling(ReferenceCycles parts, int levels) {
    this.parts = parts;
    this.levels = levels;
  }

  /** Returns a document with recursion written out; nothing if that cannot end. */
  static Optional<Unrolled> of(JsonObject document, int levels) {
    Unrolling unrolling = new Unrolling(new ReferenceCycles(document), levels);
    Json root = unrolling.build(document, new Place("", 1));
    if (!(root instanceof JsonObject object) || unrolling.lost.isEmpty()) {
      return Optional.empty();
    }
    JsonObject named = JsonObject.of(unrolling.definitions);
    return Optional.of(
        new Unrolled(
            named.members().isEmpty() ? object : object.with("$defs", named),
            List.copyOf(unrolling.lost)));
  }

  /** Returns a schema that stands within a level of a part; null if it would go too deep. */
  private @Nullable Json build(Json schema, Place within) {
    if (!(schema instanceof JsonObject object)) {
      return schema;
    }
    JsonObject.Builder built = Json.object();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      String keyword = member.getKey();
      Json value = member.getValue();
      boolean fits =
          switch (keyword) {
            case "$ref" -> reference(value, within, built);
            case "properties" -> properties(object, value, within, built);
            case "items" -> items(object, value, within, built);
            case "additionalProperties" -> {
              Json inner = build(value, within);
              built.put(keyword, inner == null ? NOTHING : inner);
              yield true;
            }
            case "anyOf", "oneOf" -> alternatives(keyword, value, within, built);
            case "allOf", "prefixItems" -> all(keyword, value, within, built);
            default -> {
              other(keyword, value, within, built);
              yield true;
            }
          };
      if (!fits) {
        return null;
      }
    }
    return built.build();
  }

  private boolean reference(Json value, Place within, JsonObject.Builder built) {
    String reference = value.asText().orElse("");
    if (!SchemaReferences.isLocalPointer(reference)) {
      built.put("$ref", value);
      return true;
    }
    String pointer = SchemaReferences.pointer(reference);
    boolean inCycle = parts.isSameCycle(within.pointer(), pointer);
    int level =
        !inCycle ? 1 : within.level() + (parts.leadsBack(within.pointer(), pointer) ? 1 : 0);
    if (parts.isRecursive(pointer)) {
      lost.add(
          new AdaptedSchema.Loss(
              pointer, "$ref", "written out to " + levels + " levels; deeper ones are accepted"));
    }
    Optional<String> name = define(new Place(pointer, level));
    name.ifPresent(known -> built.put("$ref", "#/$defs/" + known));
    return name.isPresent();
  }

  private Optional<String> define(Place place) {
    if (names.containsKey(place)) {
      return Optional.ofNullable(names.get(place));
    }
    if (place.level() > levels || impossible.contains(place)) {
      return Optional.empty();
    }
    String name = freeName(place);
    names.put(place, name);
    // Its place among the definitions is before those that it needs.
    definitions.put(name, JsonObject.empty());
    Json built = build(parts.target(place.pointer()), place);
    if (built instanceof JsonObject object) {
      definitions.put(name, object);
      return Optional.of(name);
    }
    if (built != null) {
      definitions.put(name, Json.object().put("allOf", Json.array(List.of(built))).build());
      return Optional.of(name);
    }
    names.remove(place);
    definitions.remove(name);
    impossible.add(place);
    return Optional.empty();
  }

  private String freeName(Place place) {
    String last = place.pointer().substring(place.pointer().lastIndexOf('/') + 1);
    String base = last.isEmpty() ? "Root" : last.replaceAll("[^A-Za-z0-9_.-]", "_");
    String name = place.level() == 1 ? base : base + "_" + place.level();
    while (definitions.containsKey(name)) {
      name += "_";
    }
    return name;
  }

  private boolean properties(
      JsonObject schema, Json value, Place within, JsonObject.Builder built) {
    Set<String> required = new HashSet<>();
    schema.items("required").forEach(name -> name.asText().ifPresent(required::add));
    JsonObject.Builder kept = Json.object();
    for (Map.Entry<String, Json> property :
        value.asObject().orElse(JsonObject.empty()).members().entrySet()) {
      Json inner = build(property.getValue(), within);
      if (inner != null) {
        kept.put(property.getKey(), inner);
      } else if (required.contains(property.getKey())) {
        return false;
      }
    }
    built.put("properties", kept.build());
    return true;
  }

  private boolean items(JsonObject schema, Json value, Place within, JsonObject.Builder built) {
    Json inner = build(value, within);
    if (inner != null) {
      built.put("items", inner);
      return true;
    }
    boolean mayBeEmpty =
        schema
            .get("minItems")
            .filter(least -> !(least instanceof JsonNumber number && number.value().signum() == 0))
            .isEmpty();
    built.put("items", NOTHING);
    built.put("description", "Always empty: no deeper level.");
    return mayBeEmpty;
  }

  private boolean alternatives(String keyword, Json value, Place within, JsonObject.Builder built) {
    List<Json> kept = new ArrayList<>();
    for (Json branch : value.asArray().map(JsonArray::items).orElse(List.of())) {
      Json inner = build(branch, within);
      if (inner != null) {
        kept.add(inner);
      }
    }
    built.put(keyword, Json.array(kept));
    return !kept.isEmpty();
  }

  private boolean all(String keyword, Json value, Place within, JsonObject.Builder built) {
    List<Json> kept = new ArrayList<>();
    for (Json part : value.asArray().map(JsonArray::items).orElse(List.of())) {
      Json inner = build(part, within);
      if (inner == null) {
        return false;
      }
      kept.add(inner);
    }
    built.put(keyword, Json.array(kept));
    return true;
  }

  /** Keywords that hold schemas of no consequence here: where one goes too deep it is left out. */
  private void other(String keyword, Json value, Place within, JsonObject.Builder built) {
    if (NOT_COPIED.contains(keyword)) {
      return;
    }
    if (SchemaKeywords.DATA.contains(keyword)) {
      built.put(keyword, value);
    } else if (SchemaKeywords.NAMED.contains(keyword) && value instanceof JsonObject named) {
      JsonObject.Builder kept = Json.object();
      named
          .members()
          .forEach(
              (name, part) -> {
                Json inner = build(part, within);
                kept.put(name, inner == null ? NOTHING : inner);
              });
      built.put(keyword, kept.build());
    } else if (!(keyword.equals("description") && built.build().has(keyword))) {
      Json inner = build(value, within);
      if (inner != null) {
        built.put(keyword, inner);
      }
    }
  }
}
