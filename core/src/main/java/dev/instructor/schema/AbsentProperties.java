package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Required properties that were sent as optional, because what leads back to itself has to end
 * somewhere. A model that ends it by leaving them out has said that they are null or empty.
 */
final class AbsentProperties {
  private static final List<Json> NOTHING =
      List.of(Json.ofNull(), Json.array(List.of()), JsonObject.empty());

  private final Map<String, Map<String, Json>> valueOf = new HashMap<>();

  /**
   * Notes a property.
   *
   * @param at the place of the object
   * @param schema the property's schema
   */
  void add(String at, String name, JsonSchema schema) {
    NOTHING.stream()
        .filter(value -> schema.check(value).isEmpty())
        .findFirst()
        .ifPresent(
            value -> valueOf.computeIfAbsent(at, place -> new LinkedHashMap<>()).put(name, value));
  }

  AdaptedSchema.Restoration restoration(JsonSchema schema) {
    SchemaPart whole = SchemaPart.of(schema);
    return valueOf.isEmpty() ? Restorer.SAME.restoration() : answer -> restored(answer, whole);
  }

  private Json restored(Json answer, SchemaPart schema) {
    if (answer instanceof JsonArray array) {
      return schema.alternatives().stream()
          .flatMap(part -> part.items().stream())
          .findFirst()
          .<Json>map(
              items ->
                  Json.array(array.items().stream().map(item -> restored(item, items)).toList()))
          .orElse(answer);
    }
    return answer instanceof JsonObject object
        ? meant(object, schema).<Json>map(part -> restored(object, part)).orElse(answer)
        : answer;
  }

  private Json restored(JsonObject object, SchemaPart part) {
    JsonObject.Builder restored = Json.object();
    object
        .members()
        .forEach(
            (name, value) ->
                restored.put(
                    name,
                    part.property(name)
                        .or(part::otherProperties)
                        .map(child -> restored(value, child))
                        .orElse(value)));
    valueOf
        .getOrDefault(part.pointer(), Map.of())
        .forEach(
            (name, value) -> {
              if (!object.has(name)) {
                restored.put(name, value);
              }
            });
    return restored.build();
  }

  /** Returns the alternative that an object is meant to be, if just one is possible. */
  private static Optional<SchemaPart> meant(JsonObject object, SchemaPart schema) {
    List<SchemaPart> possible =
        schema.alternatives().stream().filter(part -> mayBe(object, part)).toList();
    return possible.size() == 1 ? Optional.of(possible.get(0)) : Optional.empty();
  }

  private static boolean mayBe(JsonObject object, SchemaPart part) {
    boolean isObject =
        part.schema().text("type").map("object"::equals).orElse(part.schema().has("properties"));
    return isObject
        && part.properties().stream().allMatch(name -> mayBe(object.get(name), part, name));
  }

  private static boolean mayBe(Optional<Json> value, SchemaPart part, String name) {
    JsonObject property = part.property(name).map(SchemaPart::schema).orElse(JsonObject.empty());
    List<Json> fixed = property.get("const").map(List::of).orElseGet(() -> property.items("enum"));
    return value.isEmpty() || fixed.isEmpty() || fixed.stream().anyMatch(value.get()::sameAs);
  }
}
