package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes an object of a root that is none, and undoes it. */
final class RootShape {
  private static final Set<String> COMBINING =
      Set.of("anyOf", "oneOf", "allOf", "not", "if", "enum", "const", "$ref", "$dynamicRef");

  private RootShape() {}

  /** Returns whether a root can be sent as it is: an object, and no choice between several. */
  static boolean isPlainObject(JsonObject root) {
    boolean object =
        root.has("type")
            ? root.text("type").filter("object"::equals).isPresent()
            : root.has("properties");
    return object && COMBINING.stream().noneMatch(root::has);
  }

  /**
   * Returns the name of the property that the root is wrapped into.
   *
   * @param original the schema before the adaptation
   * @param root the root that is wrapped
   */
  static String name(JsonObject original, JsonObject root) {
    boolean array = root.text("type").filter("array"::equals).isPresent();
    String name = array ? "items" : "value";
    return array || !properties(original, original, new HashSet<>()).contains(name)
        ? name
        : "result";
  }

  /** Returns the properties that an object at the root may have, in any alternative. */
  private static Set<String> properties(JsonObject document, JsonObject schema, Set<String> seen) {
    Set<String> names = new HashSet<>();
    schema.object("properties").ifPresent(named -> names.addAll(named.members().keySet()));
    for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
      for (Json branch : schema.items(keyword)) {
        branch.asObject().ifPresent(b -> names.addAll(properties(document, b, seen)));
      }
    }
    schema
        .text("$ref")
        .filter(SchemaReferences::isLocalPointer)
        .filter(seen::add)
        .flatMap(reference -> document.at(SchemaReferences.pointer(reference)))
        .flatMap(Json::asObject)
        .ifPresent(target -> names.addAll(properties(document, target, seen)));
    return names;
  }

  /**
   * Unwraps an answer, if it is wrapped: one that already has the original form comes back as it
   * is.
   *
   * @param name the property
   * @param inner undoes what else was adapted
   * @param original decides where an answer can be read both ways
   */
  record Unwrapping(String name, AdaptedSchema.Restoration inner, JsonSchema original)
      implements AdaptedSchema.Restoration {
    @Override
    public Json restore(Json answer) {
      if (!(answer instanceof JsonObject object)
          || object.members().size() != 1
          || !object.has(name)) {
        return inner.restore(answer);
      }
      for (Map.Entry<String, Json> only : object.members().entrySet()) {
        Json unwrapped = inner.restore(only.getValue());
        if (!original.check(unwrapped).isEmpty()) {
          Json bare = inner.restore(answer);
          return original.check(bare).isEmpty() ? bare : unwrapped;
        }
        return unwrapped;
      }
      return answer;
    }
  }

  /** Returns the wrapping object; {@code closed} as the dialect wants it. */
  static JsonObject wrapped(String name, JsonObject root, boolean closed) {
    JsonObject.Builder wrapped =
        Json.object()
            .put("type", "object")
            .put("properties", Json.object().put(name, root).build())
            .put("required", Json.strings(List.of(name)));
    return (closed ? wrapped.put("additionalProperties", false) : wrapped).build();
  }
}
