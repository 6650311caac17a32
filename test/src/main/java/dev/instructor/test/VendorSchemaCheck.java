package dev.instructor.test;

import static dev.instructor.test.VendorSchemaRules.Refusal.ANCHORS;
import static dev.instructor.test.VendorSchemaRules.Refusal.EMPTY_OBJECT;
import static dev.instructor.test.VendorSchemaRules.Refusal.GRAMMAR;
import static dev.instructor.test.VendorSchemaRules.Refusal.INDISTINCT;
import static dev.instructor.test.VendorSchemaRules.Refusal.NOTHING_REQUIRED;
import static dev.instructor.test.VendorSchemaRules.Refusal.NO_ANCHORS;
import static dev.instructor.test.VendorSchemaRules.Refusal.OPEN_OBJECT;
import static dev.instructor.test.VendorSchemaRules.Refusal.OPTIONAL;
import static dev.instructor.test.VendorSchemaRules.Refusal.RECURSION;
import static dev.instructor.test.VendorSchemaRules.Refusal.REFERENCE;
import static dev.instructor.test.VendorSchemaRules.Refusal.ROOT_REFERENCE;
import static dev.instructor.test.VendorSchemaRules.Refusal.ROOT_REMARKS;
import static dev.instructor.test.VendorSchemaRules.Refusal.TYPE_LIST;
import static dev.instructor.test.VendorSchemaRules.Refusal.UNTYPED;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One check of one schema. */
final class VendorSchemaCheck {
  /** A schema with this many types takes any value. */
  private static final int ANY_TYPE = 6;

  /** In what a pattern is beyond all these engines. */
  private static final Pattern BEYOND = Pattern.compile("\\(\\?<?[=!]|\\\\[1-9bBpPk]");

  private static final Pattern NO_GRAMMAR =
      Pattern.compile("\\\\[dDwWsS]|\\[[^\\]]*\\\\[^\\\\\\[\\]nrt]|[*+?}][+?]");

  private final VendorSchemaRules rules;
  private final JsonObject document;
  private final List<String> violations = new ArrayList<>();

  VendorSchemaCheck(VendorSchemaRules rules, JsonObject document) {
    this.rules = rules;
    this.document = document;
  }

  /** Returns everything that is refused or ignored. */
  List<String> run() {
    root();
    return List.copyOf(violations);
  }

  private void root() {
    if (document.text("type").filter("object"::equals).isEmpty()) {
      violations.add("the root is no object");
    }
    if (document.toString().length() > rules.maxLength) {
      violations.add("longer than " + rules.maxLength + " characters");
    }
    Set<String> extra = new TreeSet<>(document.members().keySet());
    extra.removeAll(Set.of("type", "properties", "required"));
    if (rules.refuses(ROOT_REMARKS) && !extra.isEmpty()) {
      violations.add("not supported at the root: " + extra);
    }
    schema(document, "", true);
    document
        .object("$defs")
        .ifPresent(
            named ->
                named
                    .members()
                    .forEach((name, definition) -> schema(definition, "/$defs/" + name, false)));
    if (rules.refuses(RECURSION) && circular(document, Set.of())) {
      violations.add("recursive");
    }
  }

  private void refuse(String at, String what) {
    violations.add((at.isEmpty() ? "(root)" : at) + ": " + what);
  }

  private void schema(Json value, String at, boolean root) {
    if (!(value instanceof JsonObject schema)) {
      refuse(at, "a schema that is no object");
      return;
    }
    List<String> types = types(schema);
    if (types.size() > 1 && rules.refuses(TYPE_LIST)) {
      refuse(at, "several types");
    }
    if (types.isEmpty()
        && rules.refuses(UNTYPED)
        && Set.of("anyOf", "$ref").stream().noneMatch(schema::has)) {
      refuse(at, "no type");
    }
    allowed(schema, types, at, root);
    reference(schema, at);
    if (types.contains("object")) {
      object(schema, at);
    }
    if (types.contains("array") && types.size() < ANY_TYPE) {
      array(schema, at);
    }
    text(schema, at);
    sizes(schema, at);
    union(schema, at);
  }

  private static List<String> types(JsonObject schema) {
    Json type = schema.get("type").orElse(Json.array(List.of()));
    return type instanceof JsonArray several
        ? several.items().stream().flatMap(each -> each.asText().stream()).toList()
        : type.asText().stream().toList();
  }

  private void allowed(JsonObject schema, List<String> types, String at, boolean root) {
    Set<String> unknown = new TreeSet<>(schema.members().keySet());
    unknown.remove("type");
    unknown.removeAll(rules.keywords);
    if (root) {
      unknown.remove("$defs");
    }
    types.forEach(type -> unknown.removeAll(rules.byType.getOrDefault(type, Set.of())));
    if (!unknown.isEmpty()) {
      refuse(at, "not supported: " + unknown);
    }
  }

  private void reference(JsonObject schema, String at) {
    Optional<String> reference = schema.text("$ref");
    if (reference.isEmpty()) {
      return;
    }
    if (rules.refuses(REFERENCE)) {
      refuse(at, "a reference");
    } else if (reference.get().equals("#") && rules.refuses(ROOT_REFERENCE)) {
      refuse(at, "a reference to the root");
    } else if (schema.members().size() > 1) {
      refuse(at, "keywords beside a reference");
    } else if (document.at(reference.get().substring(1)).isEmpty()) {
      refuse(at, "a reference that leads nowhere");
    }
  }

  private void object(JsonObject schema, String at) {
    JsonObject named = schema.object("properties").orElse(JsonObject.empty());
    List<Json> required = schema.items("required");
    Json more = schema.get("additionalProperties").orElse(Json.of(true));
    if (rules.refuses(OPEN_OBJECT) && !more.equals(Json.of(false))) {
      refuse(at, "additionalProperties is not false");
    }
    if (more instanceof JsonObject values) {
      schema(values, at + "/additionalProperties", false);
    }
    if (rules.refuses(EMPTY_OBJECT) && named.members().isEmpty()) {
      refuse(at, "an object without properties");
    }
    if (rules.refuses(NOTHING_REQUIRED) && required.isEmpty()) {
      refuse(at, "an object of which nothing is required");
    }
    named
        .members()
        .forEach(
            (name, property) -> {
              if (rules.refuses(OPTIONAL) && !required.contains(Json.of(name))) {
                refuse(at, "not required: " + name);
              }
              schema(property, at + "/properties/" + name, false);
            });
  }

  private void array(JsonObject schema, String at) {
    Json items = schema.get("items").orElse(Json.of(true));
    boolean tuple = schema.has("prefixItems");
    if (tuple ? !items.equals(Json.of(false)) : !(items instanceof JsonObject)) {
      refuse(at, "an array of anything");
    }
    schema.items("prefixItems").forEach(item -> schema(item, at + "/prefixItems", false));
    items.asObject().ifPresent(each -> schema(each, at + "/items", false));
  }

  private void text(JsonObject schema, String at) {
    schema
        .text("format")
        .filter(format -> !rules.formats.contains(format))
        .ifPresent(format -> refuse(at, "the format " + format));
    schema.text("pattern").ifPresent(pattern -> pattern(pattern, at));
  }

  private void pattern(String pattern, String at) {
    boolean anchored = pattern.startsWith("^") && pattern.endsWith("$");
    if (BEYOND.matcher(pattern).find()
        || (rules.refuses(NO_ANCHORS) && !anchored)
        || (rules.refuses(ANCHORS) && (pattern.contains("^") || pattern.contains("$")))
        || (rules.refuses(GRAMMAR) && NO_GRAMMAR.matcher(pattern).find())) {
      refuse(at, "the pattern " + pattern);
    }
  }

  private void sizes(JsonObject schema, String at) {
    rules.largest.forEach(
        (keyword, most) ->
            schema
                .get(keyword)
                .filter(
                    size ->
                        !(size instanceof JsonNumber number) || number.value().intValue() > most)
                .ifPresent(size -> refuse(at, keyword + " above " + most)));
  }

  private void union(JsonObject schema, String at) {
    List<Json> branches = schema.items("anyOf");
    if (branches.size() > rules.maxBranches) {
      refuse(at, "more than " + rules.maxBranches + " alternatives");
    }
    for (int i = 0; i < branches.size(); i++) {
      schema(branches.get(i), at + "/anyOf/" + i, false);
    }
    if (rules.refuses(INDISTINCT)) {
      distinct(branches, at);
    }
  }

  /** Objects have just one property of fixed values in common, or none at all. */
  private void distinct(List<Json> branches, String at) {
    List<JsonObject> objects =
        branches.stream()
            .map(branch -> followed(branch.asObject().orElse(JsonObject.empty())))
            .filter(branch -> types(branch).contains("object"))
            .map(branch -> branch.object("properties").orElse(JsonObject.empty()))
            .toList();
    if (objects.size() < 2) {
      return;
    }
    Set<String> common = new TreeSet<>(objects.get(0).members().keySet());
    objects.forEach(object -> common.retainAll(object.members().keySet()));
    List<String> fixed =
        common.stream()
            .filter(
                name ->
                    objects.stream()
                        .allMatch(object -> object.object(name).orElseThrow().has("enum")))
            .toList();
    boolean told =
        fixed.size() == 1
            && objects.stream()
                    .flatMap(
                        object -> object.object(fixed.get(0)).orElseThrow().items("enum").stream())
                    .distinct()
                    .count()
                == objects.stream()
                    .mapToLong(
                        object -> object.object(fixed.get(0)).orElseThrow().items("enum").size())
                    .sum();
    boolean apart =
        objects.stream().mapToLong(object -> object.members().size()).sum()
            == objects.stream()
                .flatMap(object -> object.members().keySet().stream())
                .distinct()
                .count();
    if (!told && !(fixed.isEmpty() && apart)) {
      refuse(at, "alternatives that cannot be told apart");
    }
  }

  private JsonObject followed(JsonObject schema) {
    return schema
        .text("$ref")
        .flatMap(reference -> document.at(reference.substring(1)))
        .flatMap(Json::asObject)
        .orElse(schema);
  }

  private boolean circular(Json part, Set<String> open) {
    if (part instanceof JsonArray array) {
      return array.items().stream().anyMatch(item -> circular(item, open));
    }
    if (!(part instanceof JsonObject object)) {
      return false;
    }
    Optional<String> reference = object.text("$ref");
    if (reference.isPresent()) {
      return open.contains(reference.get())
          || circular(
              followed(object).without("$defs"), VendorSchemaRules.plus(open, reference.get()));
    }
    return object.without("$defs").members().values().stream()
        .anyMatch(value -> circular(value, open));
  }
}
