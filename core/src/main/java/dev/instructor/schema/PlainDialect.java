package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The dialect that changes nothing but the root. */
final class PlainDialect implements SchemaDialect {
  private static final Set<String> ROOT_ONLY =
      Set.of("$schema", "$id", "id", "$defs", "definitions", "$vocabulary");

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public AdaptedSchema adapt(JsonSchema schema) {
    return adapt(schema, name(), List.of());
  }

  /** Adapts for another dialect that cannot take the schema, with what that one lost. */
  static AdaptedSchema adapt(JsonSchema schema, String dialect, List<AdaptedSchema.Loss> lost) {
    JsonObject document = schema.requireValid().document();
    SchemaDrafts draft = SchemaDrafts.of(document);
    JsonObject root = SchemaKeywords.rewrite(document, PlainDialect::withoutRemarks);
    if (draft == SchemaDrafts.DRAFT_2020_12) {
      root = root.without("$schema");
    }
    JsonObject object = inlined(root);
    if (RootShape.isPlainObject(object)) {
      JsonObject sent =
          object.has("type") ? object : Json.object().put("type", "object").putAll(object).build();
      return new AdaptedSchema(dialect, sent, false, lost, Restorer.SAME.restoration());
    }
    String name = RootShape.name(document, root);
    return new AdaptedSchema(
        dialect,
        wrapped(name, root),
        false,
        lost,
        new RootShape.Unwrapping(name, Restorer.SAME.restoration(), schema));
  }

  private static JsonObject withoutRemarks(JsonObject schema) {
    return schema.without("title").without("$comment");
  }

  /** Returns the root with a reference at its top replaced by what it refers to. */
  private static JsonObject inlined(JsonObject root) {
    Optional<JsonObject> target =
        root.text("$ref")
            .filter(reference -> reference.startsWith("#/"))
            .flatMap(reference -> root.at(SchemaReferences.pointer(reference)))
            .flatMap(Json::asObject);
    if (target.isEmpty() || !RootShape.isPlainObject(target.get())) {
      return root;
    }
    JsonObject.Builder merged = target.get().toBuilder();
    root.without("$ref").members().forEach(merged::put);
    return merged.build();
  }

  private static JsonObject wrapped(String name, JsonObject root) {
    // References to places in the root follow it to its new place.
    UnaryOperator<JsonObject> moved =
        schema ->
            schema.members().get("$ref") instanceof JsonString reference
                ? schema.with("$ref", Json.of(moved(reference.value(), name)))
                : schema;
    JsonObject.Builder inner = SchemaKeywords.rewrite(root, moved).toBuilder();
    JsonObject.Builder outer = Json.object();
    JsonObject all = inner.build();
    JsonObject.Builder value = all.toBuilder();
    ROOT_ONLY.forEach(value::remove);
    outer.putAll(RootShape.wrapped(name, value.build(), false));
    for (String keyword : List.of("$schema", "$id", "id", "$defs", "definitions")) {
      all.get(keyword).ifPresent(kept -> outer.put(keyword, kept));
    }
    return outer.build();
  }

  private static String moved(String reference, String name) {
    return !SchemaReferences.isLocalPointer(reference)
            || reference.startsWith("#/$defs/")
            || reference.startsWith("#/definitions/")
        ? reference
        : "#/properties/" + name + reference.substring(1);
  }
}
