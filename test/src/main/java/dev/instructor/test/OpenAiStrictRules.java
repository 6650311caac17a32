package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What OpenAI refuses in a schema with {@code strict: true}, written from its documentation
 * ("Structured model outputs", sections "Supported schemas" and "Root objects must not be anyOf",
 * read in 2026) and from its recorded error texts; nothing of it is shared with the dialect that
 * has to keep to it.
 *
 * <p>Immutable and thread-safe.
 */
public final class OpenAiStrictRules {
  private static final int MAX_PROPERTIES = 5_000;
  private static final int MAX_NESTING = 10;
  private static final int MAX_STRING_LENGTH = 120_000;
  private static final int MAX_ENUM_VALUES = 1_000;
  private static final int LARGE_ENUM = 250;
  private static final int MAX_LARGE_ENUM_LENGTH = 15_000;

  private static final Set<String> TYPES =
      Set.of("string", "number", "boolean", "integer", "object", "array", "null");

  private static final Set<String> FORMATS =
      Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");

  /** Title and default are not documented, but recorded requests with them were answered. */
  private static final Set<String> ANYWHERE = Set.of("description", "title", "default");

  private static final Set<String> AT_ROOT = Set.of("$defs", "definitions", "$schema");

  private static final Map<String, Set<String>> BY_TYPE =
      Map.of(
          "object", Set.of("properties", "required", "additionalProperties"),
          "array", Set.of("items", "minItems", "maxItems"),
          "string", Set.of("pattern", "format"),
          "number", numbers(),
          "integer", numbers(),
          "boolean", Set.of(),
          "null", Set.of());

  private static final Pattern LOOKAROUND = Pattern.compile("\\(\\?<?[=!]");

  private final JsonObject document;
  private final List<Violation> violations = new ArrayList<>();
  private int properties;
  private int stringLength;
  private int enumValues;

  private OpenAiStrictRules(JsonObject document) {
    this.document = document;
  }

  private static Set<String> numbers() {
    return Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  }

  /**
   * One thing that is refused.
   *
   * @param context the way to the place, as in the vendor's messages
   * @param message what is wrong, in the vendor's words where they are known
   */
  public record Violation(List<String> context, String message) {
    /** Creates one with a copy of the way. */
    public Violation {
      context = List.copyOf(context);
    }

    /**
     * Returns the vendor's form: {@code In context=('properties', 'age'), 'x' is not permitted.}
     */
    @Override
    public String toString() {
      String way =
          context.stream()
              .map(step -> "'" + step + "'")
              .collect(Collectors.joining(", ", "(", context.size() == 1 ? ",)" : ")"));
      return "In context=" + way + ", " + message;
    }
  }

  /** Returns everything that is refused in a schema; nothing if the vendor takes it. */
  public static List<Violation> violations(JsonObject schema) {
    OpenAiStrictRules rules = new OpenAiStrictRules(schema);
    rules.root();
    return List.copyOf(rules.violations);
  }

  private void root() {
    if (document.get("type").filter(Json.of("object")::equals).isEmpty()) {
      String type = document.get("type").map(Json::toString).orElse("None");
      refuse(
          List.of(),
          "schema must be a JSON Schema of 'type: \"object\"', got 'type: " + type + "'.");
    }
    if (document.has("anyOf")) {
      refuse(List.of(), "'anyOf' is not permitted at the root.");
    }
    schema(document, List.of(), 0);
    for (String keyword : List.of("$defs", "definitions")) {
      document
          .object(keyword)
          .ifPresent(
              named ->
                  named
                      .members()
                      .forEach(
                          (name, definition) -> {
                            stringLength += name.length();
                            schema(definition, List.of(keyword, name), 0);
                          }));
    }
    atMost(properties, MAX_PROPERTIES, "object properties in total");
    atMost(stringLength, MAX_STRING_LENGTH, "characters in names, enum and const values");
    atMost(enumValues, MAX_ENUM_VALUES, "enum values in total");
  }

  private void atMost(int actual, int limit, String what) {
    if (actual > limit) {
      refuse(
          List.of(),
          "expected at most "
              + limit
              + " "
              + what
              + " within a schema, but received "
              + actual
              + ".");
    }
  }

  private void refuse(List<String> context, String message) {
    violations.add(new Violation(context, message));
  }

  private static List<String> below(List<String> context, String... steps) {
    List<String> way = new ArrayList<>(context);
    way.addAll(List.of(steps));
    return way;
  }

  private void schema(Json value, List<String> context, int depth) {
    if (!(value instanceof JsonObject schema)) {
      refuse(context, "schema must be an object.");
      return;
    }
    if (schema.has("$ref")) {
      reference(schema, context);
      return;
    }
    Set<String> allowed = new LinkedHashSet<>(ANYWHERE);
    if (context.isEmpty()) {
      allowed.addAll(AT_ROOT);
    }
    List<String> types = types(schema, context);
    if (schema.has("anyOf")) {
      allowed.add("anyOf");
      anyOf(schema, context, depth);
    } else if (types.isEmpty()) {
      refuse(context, "schema must have a 'type' key.");
    }
    if (!types.isEmpty()) {
      allowed.addAll(Set.of("type", "enum", "const"));
    }
    types.forEach(type -> allowed.addAll(BY_TYPE.getOrDefault(type, Set.of())));
    for (String keyword : schema.members().keySet()) {
      if (!allowed.contains(keyword)) {
        refuse(context, "'" + keyword + "' is not permitted.");
      }
    }
    if (types.contains("object")) {
      object(schema, context, depth + 1);
    }
    if (types.contains("array")) {
      array(schema, context, depth);
    }
    values(schema, context);
    text(schema, context);
  }

  private List<String> types(JsonObject schema, List<String> context) {
    List<Json> stated =
        schema
            .get("type")
            .map(type -> type instanceof JsonArray all ? all.items() : List.of(type))
            .orElse(List.of());
    List<String> types = stated.stream().map(t -> t.asText().orElse("")).toList();
    for (String type : types) {
      if (!TYPES.contains(type)) {
        refuse(context, "'" + type + "' is not a valid type.");
      }
    }
    return types;
  }

  private void reference(JsonObject schema, List<String> context) {
    Set<String> others = new LinkedHashSet<>(schema.members().keySet());
    others.remove("$ref");
    if (context.isEmpty()) {
      others.removeAll(AT_ROOT);
    }
    if (!others.isEmpty()) {
      String names =
          others.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", ", "{", "}"));
      refuse(context, "$ref cannot have keywords " + names + ".");
    }
    String target = schema.text("$ref").orElse("");
    boolean there =
        target.equals("#")
            || (target.startsWith("#/") && document.at(target.substring(1)).isPresent());
    if (!there) {
      refuse(context, "reference can only point to definitions of the schema: " + target + ".");
    }
  }

  private void anyOf(JsonObject schema, List<String> context, int depth) {
    List<Json> branches = schema.items("anyOf");
    if (branches.isEmpty()) {
      refuse(context, "'anyOf' must be a list of at least one schema.");
    }
    for (int i = 0; i < branches.size(); i++) {
      schema(branches.get(i), below(context, "anyOf", Integer.toString(i)), depth);
    }
  }

  private void object(JsonObject schema, List<String> context, int depth) {
    if (depth > MAX_NESTING) {
      refuse(context, depth + " levels of nesting exceeds limit of " + MAX_NESTING + ".");
    }
    if (schema.get("additionalProperties").filter(Json.of(false)::equals).isEmpty()) {
      refuse(context, "'additionalProperties' is required to be supplied and to be false.");
    }
    JsonObject named = schema.object("properties").orElse(JsonObject.empty());
    List<Json> required = schema.items("required");
    for (String name : named.members().keySet()) {
      if (!required.contains(Json.of(name))) {
        refuse(
            context,
            "'required' is required to be supplied and to be an array including every key in"
                + " properties. Missing '"
                + name
                + "'.");
      }
    }
    for (Json name : required) {
      if (name.asText().filter(named::has).isEmpty()) {
        refuse(context, "'required' has the extra key " + name + ".");
      }
    }
    properties += named.members().size();
    named
        .members()
        .forEach(
            (name, property) -> {
              stringLength += name.length();
              schema(property, below(context, "properties", name), depth);
            });
  }

  private void array(JsonObject schema, List<String> context, int depth) {
    Optional<Json> items = schema.get("items");
    if (items.isEmpty()) {
      refuse(context, "array schema missing items.");
    }
    items.ifPresent(each -> schema(each, below(context, "items"), depth));
  }

  private void values(JsonObject schema, List<String> context) {
    int length = 0;
    List<Json> values = schema.items("enum");
    if (schema.has("enum") && values.isEmpty()) {
      refuse(context, "'enum' must have at least one value.");
    }
    for (Json value : values) {
      length += value.asText().map(String::length).orElse(0);
      if (value instanceof JsonObject || value instanceof JsonArray) {
        refuse(context, "enum value " + value + " is neither a string, a number nor a boolean.");
      }
    }
    stringLength += length + schema.text("const").map(String::length).orElse(0);
    enumValues += values.size();
    if (values.size() > LARGE_ENUM && length > MAX_LARGE_ENUM_LENGTH) {
      refuse(
          context,
          "expected at most "
              + MAX_LARGE_ENUM_LENGTH
              + " characters in an enum of more than "
              + LARGE_ENUM
              + " values, but received "
              + length
              + ".");
    }
  }

  private void text(JsonObject schema, List<String> context) {
    schema
        .text("format")
        .filter(format -> !FORMATS.contains(format))
        .ifPresent(format -> refuse(context, "'" + format + "' is not a valid format."));
    schema
        .text("pattern")
        .filter(pattern -> LOOKAROUND.matcher(pattern).find())
        .ifPresent(pattern -> refuse(context, "regex lookaround is not supported."));
  }
}
