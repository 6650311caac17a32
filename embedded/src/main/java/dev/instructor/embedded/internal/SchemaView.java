package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a schema's places with local references followed, {@code allOf} merged and null taken out.
 */
final class SchemaView {
  private static final int MAX_REFERENCES = 32;

  private final JsonObject document;

  SchemaView(JsonObject document) {
    this.document = document;
  }

  /**
   * A place of the schema.
   *
   * @param document its keywords, without references and without null
   * @param nullable whether null is allowed
   * @param variants the members of its {@code anyOf} or {@code oneOf} if there are several
   */
  record Resolved(JsonObject document, boolean nullable, List<Resolved> variants) {}

  Resolved root() {
    return resolve(document);
  }

  Resolved resolve(Json schema) {
    return resolve(schema, MAX_REFERENCES);
  }

  private Resolved resolve(Json schema, int left) {
    JsonObject here = merged(schema.asObject().orElse(JsonObject.empty()), left);
    boolean nullable = allowsNull(here);
    for (String keyword : List.of("anyOf", "oneOf")) {
      List<Json> listed = here.items(keyword);
      if (listed.isEmpty() || left <= 0) {
        continue;
      }
      List<Resolved> variants = new ArrayList<>();
      for (Json variant : listed) {
        Resolved resolved = resolve(variant, left / 4);
        if (isNull(resolved.document())) {
          nullable = true;
        } else {
          nullable |= resolved.nullable();
          variants.add(resolved);
        }
      }
      JsonObject rest = here.without(keyword);
      if (variants.size() == 1) {
        Resolved only = variants.get(0);
        return new Resolved(combined(only.document(), rest), nullable, only.variants());
      }
      if (!variants.isEmpty()) {
        return new Resolved(rest, nullable, List.copyOf(variants));
      }
    }
    return new Resolved(here, nullable, List.of());
  }

  /** Follows {@code $ref} and merges {@code allOf}; what stands beside them wins. */
  private JsonObject merged(JsonObject schema, int left) {
    if (left <= 0) {
      return JsonObject.empty();
    }
    JsonObject result = schema.without("$ref").without("allOf");
    Optional<String> reference = schema.text("$ref").filter(ref -> ref.startsWith("#"));
    if (reference.isPresent()) {
      result = combined(merged(target(reference.get()), left - 1), result);
    }
    for (Json part : schema.items("allOf")) {
      result = combined(merged(part.asObject().orElse(JsonObject.empty()), left / 4), result);
    }
    return result;
  }

  private JsonObject target(String reference) {
    String pointer = reference.substring(1);
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      return JsonObject.empty();
    }
    return document.at(pointer).flatMap(Json::asObject).orElse(JsonObject.empty());
  }

  private static JsonObject combined(JsonObject base, JsonObject over) {
    JsonObject.Builder result = base.toBuilder().putAll(over);
    if (base.has("properties") && over.has("properties")) {
      result.put(
          "properties",
          base.object("properties").orElse(JsonObject.empty()).toBuilder()
              .putAll(over.object("properties").orElse(JsonObject.empty()))
              .build());
      List<Json> required = new ArrayList<>(base.items("required"));
      required.addAll(over.items("required"));
      result.put("required", Json.array(required));
    }
    return result.build();
  }

  private static boolean allowsNull(JsonObject schema) {
    return schema.items("type").contains(Json.of("null"))
        || schema.get("nullable").filter(Json.of(true)::equals).isPresent()
        || schema.items("enum").contains(Json.ofNull());
  }

  private static boolean isNull(JsonObject schema) {
    return schema.text("type").filter("null"::equals).isPresent()
        || schema.get("const").filter(Json::isNull).isPresent();
  }

  /** Returns the type, guessed from other keywords where none is stated; a string by default. */
  static String type(JsonObject schema) {
    Optional<String> stated =
        schema
            .text("type")
            .or(
                () ->
                    schema.items("type").stream()
                        .flatMap(type -> type.asText().stream())
                        .filter(type -> !type.equals("null"))
                        .findFirst());
    if (stated.isPresent()) {
      return stated.get();
    }
    if (schema.has("properties") || schema.has("additionalProperties")) {
      return "object";
    }
    return schema.has("items") || schema.has("prefixItems") ? "array" : "string";
  }

  /** Returns what stands for nothing where such a value is required. */
  static Json emptyValue(JsonObject schema) {
    return switch (type(schema)) {
      case "object" -> JsonObject.empty();
      case "array" -> Json.array(List.of());
      default -> Json.ofNull();
    };
  }

  /** Returns what a variant calls itself: its discriminator, its title, or its first property. */
  static Json variantName(Resolved variant) {
    JsonObject properties = variant.document().object("properties").orElse(JsonObject.empty());
    for (Json property : properties.members().values()) {
      Optional<Json> fixed = property.asObject().flatMap(SchemaView::fixedValue);
      if (fixed.flatMap(Json::asText).isPresent()) {
        return fixed.get();
      }
    }
    return Json.of(
        variant
            .document()
            .text("title")
            .orElseGet(() -> properties.members().keySet().stream().findFirst().orElse("other")));
  }

  private static Optional<Json> fixedValue(JsonObject property) {
    List<Json> options = property.items("enum");
    return property
        .get("const")
        .or(() -> options.stream().filter(o -> options.size() == 1).findFirst());
  }
}
