package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Google supports in {@code responseJsonSchema} and {@code parametersJsonSchema}, written from
 * its documentation (Gemini API, "GenerationConfig": responseJsonSchema, and "Structured outputs",
 * read in November 2026) and from recorded requests; nothing of it is shared with the dialect that
 * has to keep to it.
 *
 * <p>Immutable and thread-safe.
 */
public final class GeminiSchemaRules {
  private static final Set<String> KEYWORDS =
      Set.of(
          "$id",
          "$defs",
          "$ref",
          "$anchor",
          "type",
          "format",
          "title",
          "description",
          "enum",
          "items",
          "prefixItems",
          "minItems",
          "maxItems",
          "minimum",
          "maximum",
          "anyOf",
          "oneOf",
          "properties",
          "additionalProperties",
          "required",
          "propertyOrdering");

  private static final Set<String> TYPES =
      Set.of("string", "number", "boolean", "integer", "object", "array", "null");

  private static final Set<String> FORMATS = Set.of("date-time", "date", "time");

  /** Not documented; measured in googleapis/python-genai#2170. */
  private static final int MOST_ITEMS = 960;

  private final JsonObject document;
  private final List<Violation> violations = new ArrayList<>();

  /** What each part refers to from within properties that must be there, or from none. */
  private final Map<String, Set<String>> demanded = new LinkedHashMap<>();

  private long items;

  private GeminiSchemaRules(JsonObject document) {
    this.document = document;
  }

  /**
   * One thing that is not supported.
   *
   * @param place the JSON pointer of the subschema
   * @param message what is wrong
   * @param refused whether the vendor refuses the request for it; else it ignores what it does not
   *     know ("While the full JSON Schema may be sent, not all features are supported")
   */
  public record Violation(String place, String message, boolean refused) {}

  /** Returns everything in a schema that is not supported. */
  public static List<Violation> violations(JsonObject schema) {
    GeminiSchemaRules rules = new GeminiSchemaRules(schema);
    rules.root();
    return List.copyOf(rules.violations);
  }

  /** Returns the first reason to refuse a schema. */
  static Optional<Violation> refusal(JsonObject schema) {
    return violations(schema).stream().filter(Violation::refused).findFirst();
  }

  private void say(String place, String message, boolean refused) {
    violations.add(new Violation(place, message, refused));
  }

  private void root() {
    schema(document, "", "", false);
    document
        .object("$defs")
        .ifPresent(
            named ->
                named
                    .members()
                    .forEach(
                        (name, part) -> part(part, "/$defs/" + name, "/$defs/" + name, false)));
    for (String part : demanded.keySet()) {
      if (reaches(part, part, new LinkedHashSet<>())) {
        say(part, "a cyclic reference that is not within a non-required property", true);
        break;
      }
    }
    if (items > MOST_ITEMS) {
      say("", "Request contains an invalid argument.", true);
    }
  }

  private boolean reaches(String from, String to, Set<String> seen) {
    for (String next : demanded.getOrDefault(from, Set.of())) {
      if (next.equals(to) || (seen.add(next) && reaches(next, to, seen))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads a subschema.
   *
   * @param within the part of the document that references name, which it stands in
   * @param optional whether it stands within a property that is not required
   */
  private void part(Json part, String at, String within, boolean optional) {
    if (part instanceof JsonObject object) {
      schema(object, at, within, optional);
    } else {
      say(at, "is no schema object", false);
    }
  }

  private void schema(JsonObject schema, String at, String within, boolean optional) {
    for (String keyword : schema.members().keySet()) {
      if (!KEYWORDS.contains(keyword)) {
        say(at, "does not know " + keyword, false);
      }
    }
    schema.get("$ref").ifPresent(reference -> reference(schema, reference, at, within, optional));
    types(schema, at);
    values(schema, at);
    array(schema, at, within, optional);
    object(schema, at, within, optional);
    for (String keyword : List.of("anyOf", "oneOf")) {
      int index = 0;
      for (Json branch : schema.items(keyword)) {
        part(branch, at + "/" + keyword + "/" + index++, within, optional);
      }
    }
  }

  private void reference(
      JsonObject schema, Json reference, String at, String within, boolean optional) {
    String text = reference.asText().orElse("");
    for (String sibling : schema.members().keySet()) {
      if (!sibling.startsWith("$")) {
        say(at, "$ref is set, so " + sibling + " must not be set", true);
      }
    }
    if (!text.startsWith("#") || document.at(text.substring(1)).isEmpty()) {
      say(at, "reference to undefined schema at " + text, true);
    } else if (!optional) {
      demanded.computeIfAbsent(within, part -> new LinkedHashSet<>()).add(text.substring(1));
    }
  }

  private void types(JsonObject schema, String at) {
    for (Json type : list(schema, "type")) {
      if (!TYPES.contains(type.asText().orElse(""))) {
        say(at, "Invalid value for type: " + type, true);
      }
    }
    schema
        .get("format")
        .filter(format -> !FORMATS.contains(format.asText().orElse("")))
        .ifPresent(format -> say(at, "does not know the format " + format, false));
  }

  private static List<Json> list(JsonObject schema, String keyword) {
    Json value = schema.get(keyword).orElse(Json.array(List.of()));
    return value instanceof JsonArray array ? array.items() : List.of(value);
  }

  private void values(JsonObject schema, String at) {
    if (schema.has("enum") && schema.items("enum").isEmpty()) {
      say(at, "enum: must not be empty", true);
    }
    for (Json value : schema.items("enum")) {
      if (!(value instanceof JsonString || value instanceof JsonNumber)) {
        say(at, "enum is for strings and numbers, not " + value, false);
      }
    }
  }

  private void array(JsonObject schema, String at, String within, boolean optional) {
    schema.get("items").ifPresent(part -> part(part, at + "/items", within, optional));
    int index = 0;
    for (Json part : schema.items("prefixItems")) {
      part(part, at + "/prefixItems/" + index++, within, optional);
    }
    boolean array = list(schema, "type").contains(Json.of("array"));
    if (array && !schema.has("items") && !schema.has("prefixItems")) {
      say(at, "items: missing field.", false);
    }
    if (schema.get("maxItems").orElse(Json.ofNull()) instanceof JsonNumber most) {
      items += most.value().longValue();
    }
  }

  private void object(JsonObject schema, String at, String within, boolean optional) {
    Set<String> required = new LinkedHashSet<>();
    schema.items("required").forEach(name -> name.asText().ifPresent(required::add));
    Map<String, Json> properties = schema.object("properties").orElse(JsonObject.empty()).members();
    for (String name : required) {
      if (!properties.containsKey(name)) {
        say(at, "required: property " + name + " is not defined", true);
      }
    }
    properties.forEach(
        (name, part) ->
            part(part, at + "/properties/" + name, within, optional || !required.contains(name)));
    schema
        .object("additionalProperties")
        .ifPresent(part -> part(part, at + "/additionalProperties", within, true));
    if (schema.has("propertyOrdering")) {
      List<Json> names = properties.keySet().stream().<Json>map(Json::of).toList();
      if (!Set.copyOf(schema.items("propertyOrdering")).equals(Set.copyOf(names))) {
        say(at, "propertyOrdering does not name the properties", true);
      }
    } else if (properties.size() > 1) {
      say(at, "has no propertyOrdering, so models before Gemini 2.5 sort the properties", false);
    }
  }
}
