package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Anthropic refuses in a schema that it is to enforce, in {@code output_config.format} or in a
 * strict tool: written from its documentation ("Structured outputs", sections "JSON Schema
 * limitations" and "Schema complexity limits", read in November 2026) and from error texts as users
 * reported them (veryfront/veryfront-code#3921, agentjido/req_llm#707, vercel/ai#17268,
 * experientiallabs/experiential#804); nothing of it is shared with the dialect that has to keep to
 * it.
 *
 * <p>Immutable and thread-safe.
 */
public final class AnthropicSchemaRules {
  private static final int MAX_OPTIONAL = 24;
  private static final int MAX_UNIONS = 16;

  private static final Set<String> ANYWHERE =
      Set.of("type", "description", "title", "default", "enum", "const", "anyOf", "allOf");

  private static final Set<String> AT_ROOT = Set.of("$defs", "definitions", "$schema");

  private static final Map<String, Set<String>> BY_TYPE =
      Map.of(
          "object", Set.of("properties", "required", "additionalProperties"),
          "array", Set.of("items", "minItems"),
          "string", Set.of("pattern", "format"),
          "number", Set.of(),
          "integer", Set.of(),
          "boolean", Set.of(),
          "null", Set.of());

  private static final Set<String> FORMATS =
      Set.of(
          "date-time",
          "time",
          "date",
          "duration",
          "email",
          "hostname",
          "uri",
          "ipv4",
          "ipv6",
          "uuid");

  /** Back references, lookaround and other special groups, word boundaries. */
  private static final Pattern UNSUPPORTED_REGEX = Pattern.compile("\\\\[1-9bB]|\\(\\?");

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

  private final JsonObject document;
  private final List<String> violations = new ArrayList<>();
  private int optional;
  private int unions;

  private AnthropicSchemaRules(JsonObject document) {
    this.document = document;
  }

  /** Returns everything that is refused in a schema; nothing if the vendor takes it. */
  public static List<String> violations(JsonObject schema) {
    AnthropicSchemaRules rules = new AnthropicSchemaRules(schema);
    rules.root();
    return List.copyOf(rules.violations);
  }

  private void root() {
    schema(document, true);
    for (String keyword : List.of("$defs", "definitions")) {
      document
          .object(keyword)
          .ifPresent(named -> named.members().values().forEach(each -> schema(each, false)));
    }
    if (circular(document, Set.of())) {
      refuse("Circular reference detected in schema definitions");
    }
    if (optional > MAX_OPTIONAL) {
      refuse(
          "Schemas contains too many optional parameters (%s optional parameters, limit: %s)"
              .formatted(optional, MAX_OPTIONAL));
    }
    if (unions > MAX_UNIONS) {
      refuse(
          "Schemas contains too many parameters with union types (%s parameters with union types, limit: %s)"
              .formatted(unions, MAX_UNIONS));
    }
  }

  private void refuse(String words) {
    violations.add(words);
  }

  private void schema(Json value, boolean root) {
    if (!(value instanceof JsonObject schema)) {
      refuse("Schema must be an object");
      return;
    }
    List<String> types = types(schema);
    if (schema.has("anyOf") || types.size() > 1) {
      unions++;
    }
    if (types.isEmpty()
        && Set.of("$ref", "anyOf", "allOf", "enum", "const").stream().noneMatch(schema::has)) {
      refuse("Schema type must be specified");
    }
    keywords(schema, types, root);
    reference(schema);
    enumeration(schema);
    object(schema, types);
    array(schema);
    text(schema);
    schema.items("anyOf").forEach(branch -> schema(branch, false));
    for (Json part : schema.items("allOf")) {
      if (part.asObject().filter(object -> object.has("$ref")).isPresent()) {
        refuse("'allOf' with '$ref' is not supported");
      }
      schema(part, false);
    }
  }

  private static List<String> types(JsonObject schema) {
    Optional<Json> type = schema.get("type");
    if (type.isPresent() && type.get() instanceof JsonArray several) {
      return several.items().stream().flatMap(each -> each.asText().stream()).toList();
    }
    return schema.text("type").stream().toList();
  }

  private void keywords(JsonObject schema, List<String> types, boolean root) {
    Set<String> allowed = new HashSet<>(ANYWHERE);
    allowed.add("$ref");
    if (root) {
      allowed.addAll(AT_ROOT);
    }
    for (String type : types) {
      if (!BY_TYPE.containsKey(type)) {
        refuse("Invalid type '" + type + "'");
      }
      allowed.addAll(BY_TYPE.getOrDefault(type, Set.of()));
    }
    Set<String> others = new TreeSet<>(schema.members().keySet());
    others.removeAll(allowed);
    if (!others.isEmpty()) {
      String type = types.isEmpty() ? "" : "For '" + types.get(0) + "' type, ";
      refuse(
          others.size() == 1
              ? type + "property '" + others.iterator().next() + "' is not supported"
              : type + "properties " + String.join(", ", others) + " are not supported");
    }
  }

  private void reference(JsonObject schema) {
    schema
        .text("$ref")
        .filter(target -> target(target).isEmpty())
        .ifPresent(target -> refuse("Reference '" + target + "' cannot be resolved"));
  }

  private Optional<Json> target(String reference) {
    return reference.startsWith("#") ? document.at(reference.substring(1)) : Optional.empty();
  }

  private void enumeration(JsonObject schema) {
    for (Json value : schema.items("enum")) {
      if (value instanceof JsonObject || value instanceof JsonArray) {
        refuse("Enum values must be strings, numbers, booleans or null");
      }
    }
  }

  private void object(JsonObject schema, List<String> types) {
    if (!types.contains("object")) {
      return;
    }
    if (schema.get("additionalProperties").filter(Json.of(false)::equals).isEmpty()) {
      refuse("For 'object' type, 'additionalProperties' must be explicitly set to false");
    }
    JsonObject named = schema.object("properties").orElse(JsonObject.empty());
    Set<Json> required = new LinkedHashSet<>(schema.items("required"));
    for (Json name : required) {
      if (name.asText().filter(named::has).isEmpty()) {
        refuse("Required property " + name + " is not in 'properties'");
      }
    }
    for (Map.Entry<String, Json> property : named.members().entrySet()) {
      optional += required.contains(Json.of(property.getKey())) ? 0 : 1;
      schema(property.getValue(), false);
    }
  }

  private void array(JsonObject schema) {
    schema.get("items").ifPresent(items -> schema(items, false));
    schema
        .get("minItems")
        .filter(least -> !(least instanceof JsonNumber) || !least.toString().matches("[01]"))
        .ifPresent(
            least ->
                refuse("For 'array' type, 'minItems' values other than 0 or 1 are not supported"));
  }

  private void text(JsonObject schema) {
    schema
        .text("format")
        .filter(format -> !FORMATS.contains(format))
        .ifPresent(format -> refuse("For 'string' type, format '" + format + "' is not supported"));
    schema
        .text("pattern")
        .filter(AnthropicSchemaRules::isUnsupported)
        .ifPresent(
            pattern ->
                refuse("For 'string' type, 'pattern' uses regex features that are not supported"));
  }

  private static boolean isUnsupported(String pattern) {
    Matcher repetition = REPETITION.matcher(pattern);
    boolean large = false;
    while (repetition.find()) {
      large |= repetition.group(1).length() > 2;
      large |= repetition.group(2) != null && repetition.group(2).length() > 2;
    }
    return large || UNSUPPORTED_REGEX.matcher(pattern).find();
  }

  /** Returns whether a part of the schema contains itself. */
  private boolean circular(Json part, Set<String> open) {
    if (part instanceof JsonArray array) {
      return array.items().stream().anyMatch(item -> circular(item, open));
    }
    if (!(part instanceof JsonObject schema)) {
      return false;
    }
    Optional<String> reference = schema.text("$ref");
    if (reference.isPresent()) {
      if (open.contains(reference.get())) {
        return true;
      }
      Set<String> more = new HashSet<>(open);
      more.add(reference.get());
      Optional<Json> target = target(reference.get());
      if (target.isPresent() && circular(withoutDefinitions(target.get()), more)) {
        return true;
      }
    }
    return withoutDefinitions(schema).members().entrySet().stream()
        .filter(member -> !Set.of("enum", "const", "default").contains(member.getKey()))
        .anyMatch(member -> circular(member.getValue(), open));
  }

  private static JsonObject withoutDefinitions(Json schema) {
    return schema.asObject().orElse(JsonObject.empty()).without("$defs").without("definitions");
  }
}
