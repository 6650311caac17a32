package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adapts one schema to Google's subset: references and combinations. "Cyclic references are
 * unrolled to a limited degree and, as such, may only be used within non-required properties"; "If
 * $ref is set on a sub-schema, no other properties … may be set".
 */
final class GeminiAdapter {
  private static final Set<String> ANNOTATIONS =
      Set.of("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly");

  private static final Set<String> SILENT =
      Set.of("$schema", "$id", "id", "$comment", "$defs", "definitions", "$anchor", "$vocabulary");

  private final JsonObject document;
  private final SchemaDrafts draft;
  private final GeminiTypes types;
  private final ReferenceCycles cycles;
  private final AbsentProperties absent = new AbsentProperties();
  private final Set<AdaptedSchema.Loss> lost = new LinkedHashSet<>();
  private final Set<AdaptedSchema.Loss> refused = new LinkedHashSet<>();
  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private String rootPointer = "";

  /**
   * Where a subschema stands.
   *
   * @param at its JSON pointer
   * @param within the part that references speak of, which it belongs to
   * @param inProperty whether a property lies between the two
   * @param items how many times it may occur, as far as arrays around it have bounds
   */
  record Place(String at, String within, boolean inProperty, BigDecimal items) {
    static Place of(String pointer) {
      return new Place(pointer, pointer, false, BigDecimal.ONE);
    }

    Place child(String keyword) {
      return new Place(JsonPointer.child(at, keyword), within, inProperty, items);
    }

    Place child(int index) {
      return new Place(JsonPointer.child(at, index), within, inProperty, items);
    }

    Place ofProperty() {
      return new Place(at, within, true, items);
    }

    Place times(BigDecimal count) {
      return new Place(at, within, inProperty, items.multiply(count));
    }
  }

  private static final class Definition {
    private final String name;
    private @Nullable JsonObject schema;

    private Definition(String name) {
      this.name = name;
    }
  }

  GeminiAdapter(JsonObject document, GeminiArrays arrays) {
    this.document = document;
    this.draft = SchemaDrafts.of(document);
    this.types = new GeminiTypes(this, arrays);
    this.cycles = new ReferenceCycles(document);
  }

  /** Returns what is lost and only checked on the answer. */
  List<AdaptedSchema.Loss> lost() {
    return List.copyOf(lost);
  }

  /** Returns what makes the schema impossible to say; if there is any, the rest is of no use. */
  List<AdaptedSchema.Loss> refused() {
    return List.copyOf(refused);
  }

  /** Returns the properties that are required but not sent so. */
  AbsentProperties absent() {
    return absent;
  }

  void lose(String at, String keyword, String note) {
    lost.add(new AdaptedSchema.Loss(at, keyword, note));
  }

  /** Returns the adapted root; a reference at its top is followed. */
  JsonObject root() {
    JsonObject root = bare(document);
    Set<String> followed = new HashSet<>();
    while (root.members().size() == 1 && root.has("$ref")) {
      String reference = root.text("$ref").orElse("");
      if (!SchemaReferences.isLocalPointer(reference) || !followed.add(reference)) {
        break;
      }
      rootPointer = SchemaReferences.pointer(reference);
      root = bare(target(rootPointer));
    }
    return adapt(root, Place.of(rootPointer));
  }

  /** Returns what is sent, with the definitions it refers to. */
  JsonObject withDefinitions(JsonObject sent, boolean wrapped) {
    JsonObject.Builder named = Json.object();
    Definition root = wrapped ? null : definitions.get(rootPointer);
    for (Definition definition : definitions.values()) {
      if (definition != root && definition.schema != null) {
        named.put(definition.name, definition.schema);
      }
    }
    JsonObject all = named.build();
    JsonObject whole = all.members().isEmpty() ? sent : sent.with("$defs", all);
    if (root == null) {
      return whole;
    }
    // "Structured outputs" shows "#" for a root that contains itself.
    String toRoot = "#/$defs/" + root.name;
    return SchemaKeywords.rewrite(
        whole,
        schema ->
            schema.text("$ref").filter(toRoot::equals).isPresent()
                ? schema.with("$ref", Json.of("#"))
                : schema);
  }

  private static JsonObject bare(JsonObject schema) {
    JsonObject.Builder bare = schema.toBuilder();
    SILENT.forEach(bare::remove);
    return bare.build();
  }

  private JsonObject target(String pointer) {
    return JsonPointer.parse(pointer)
        .in(document)
        .flatMap(Json::asObject)
        .orElse(JsonObject.empty());
  }

  /** Adapts the subschema that stands at a place of the document. */
  JsonObject adapt(Json schema, Place place) {
    if (schema instanceof JsonBoolean all) {
      if (!all.value()) {
        refused.add(
            new AdaptedSchema.Loss(
                place.at(), "false", "that nothing is allowed cannot be enforced"));
      }
      return JsonObject.empty();
    }
    JsonObject object = modern(bare(schema.asObject().orElse(JsonObject.empty())));
    if (object.has("$dynamicRef") || object.has("$recursiveRef")) {
      return anything(object, place, "$dynamicRef", "a dynamic reference is not sent");
    }
    if (object.has("$ref")) {
      return reference(object, place);
    }
    if (object.has("allOf")) {
      return adapt(merged(object, place), place);
    }
    return object.has("anyOf") || object.has("oneOf")
        ? union(object, place)
        : types.adapt(object, place);
  }

  private JsonObject anything(JsonObject schema, Place place, String keyword, String note) {
    lose(place.at(), keyword, note);
    return schema
        .get("description")
        .map(text -> Json.object().put("description", text).build())
        .orElse(JsonObject.empty());
  }

  /** Returns a schema of draft 4 with today's exclusive bounds. */
  private JsonObject modern(JsonObject schema) {
    if (draft != SchemaDrafts.DRAFT_4) {
      return schema;
    }
    JsonObject result = schema;
    for (String[] names :
        new String[][] {{"minimum", "exclusiveMinimum"}, {"maximum", "exclusiveMaximum"}}) {
      if (Json.of(true).equals(schema.members().get(names[1]))) {
        result =
            result
                .with(names[1], schema.members().getOrDefault(names[0], Json.of(0)))
                .without(names[0]);
      } else {
        result = result.without(names[1]);
      }
    }
    return result;
  }

  private JsonObject reference(JsonObject schema, Place place) {
    String reference = schema.text("$ref").orElse("");
    if (!SchemaReferences.isLocalPointer(reference)) {
      return anything(schema, place, "$ref", "only references by JSON pointer are sent");
    }
    String pointer = SchemaReferences.pointer(reference);
    boolean old = draft.compareTo(SchemaDrafts.DRAFT_7) <= 0;
    Set<String> constraints = new LinkedHashSet<>(schema.members().keySet());
    constraints.removeAll(ANNOTATIONS);
    constraints.remove("$ref");
    // Up to draft 7 a reference's siblings do not count; the model may read a description.
    if (!old && !constraints.isEmpty()) {
      if (!cycles.isRecursive(pointer)) {
        SchemaMerge merge = new SchemaMerge(k -> lose(place.at(), k, "checked on the answer only"));
        return adapt(merge.both(bare(target(pointer)), schema.without("$ref")), place);
      }
      constraints.forEach(k -> lose(place.at(), k, "checked on the answer only"));
    }
    if (!place.inProperty() && cycles.isSameCycleWithoutProperty(place.within(), pointer)) {
      return anything(schema, place, "$ref", "recursion without a property is not sent");
    }
    Json sent = Json.object().put("$ref", "#/$defs/" + defined(pointer)).build();
    List<String> notes = StrictWords.notes(schema, Set.of("default", "examples"));
    return StrictNullable.union(
        StrictWords.describe(schema.text("description").orElse(""), notes), List.of(sent));
  }

  private String defined(String pointer) {
    Definition known = definitions.get(pointer);
    if (known == null) {
      known = new Definition(freeName(pointer));
      definitions.put(pointer, known);
      known.schema = adapt(target(pointer), Place.of(pointer));
    }
    return known.name;
  }

  private String freeName(String pointer) {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    String name = last.isEmpty() ? "Root" : last.replaceAll("[^A-Za-z0-9_.-]", "_");
    Set<String> taken = new HashSet<>();
    definitions.values().forEach(definition -> taken.add(definition.name));
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /** Returns a schema with {@code allOf} merged into it. */
  private JsonObject merged(JsonObject schema, Place place) {
    SchemaMerge merge = new SchemaMerge(k -> lose(place.at(), k, "checked on the answer only"));
    JsonObject merged = JsonObject.empty();
    for (Json part : schema.items("allOf")) {
      merged = merge.both(merged, followed(part));
    }
    return merge.both(merged, schema.without("allOf"));
  }

  private JsonObject followed(Json schema) {
    JsonObject object = bare(schema.asObject().orElse(JsonObject.empty()));
    while (object.text("$ref").filter(SchemaReferences::isLocalPointer).isPresent()) {
      String pointer = SchemaReferences.pointer(object.text("$ref").orElse(""));
      object = new SchemaMerge(k -> {}).both(bare(target(pointer)), object.without("$ref"));
    }
    return modern(object);
  }

  private JsonObject union(JsonObject schema, Place place) {
    String keyword = schema.has("anyOf") ? "anyOf" : "oneOf";
    JsonObject.Builder common = schema.toBuilder().remove(keyword);
    ANNOTATIONS.forEach(common::remove);
    JsonObject base = common.build();
    List<SchemaFacts> facts = new ArrayList<>();
    Set<Json> sent = new LinkedHashSet<>();
    List<Json> branches = schema.items(keyword);
    for (int i = 0; i < branches.size(); i++) {
      if (branches.get(i) instanceof JsonBoolean never && !never.value()) {
        continue;
      }
      sent.add(adapt(withBase(base, branches.get(i)), place.child(keyword).child(i)));
      facts.add(SchemaFacts.of(document, branches.get(i)));
    }
    if (keyword.equals("oneOf") && !disjoint(facts)) {
      // The vendor: "oneOf (interpreted the same as anyOf)".
      lose(place.at(), "oneOf", "sent as anyOf; that only one matches is checked on the answer");
    }
    List<String> notes = StrictWords.notes(schema, Set.of("default", "examples"));
    return StrictNullable.union(
        StrictWords.describe(schema.text("description").orElse(""), notes), List.copyOf(sent));
  }

  private Json withBase(JsonObject base, Json branch) {
    boolean typed = base.members().keySet().equals(Set.of("type"));
    if (base.members().isEmpty() || (typed && followed(branch).has("type"))) {
      return branch;
    }
    return Json.object().put("allOf", Json.array(List.of(base, branch))).build();
  }

  private static boolean disjoint(List<SchemaFacts> branches) {
    for (int i = 0; i < branches.size(); i++) {
      for (int j = i + 1; j < branches.size(); j++) {
        if (!branches.get(i).isDisjoint(branches.get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Returns whether a property leads back into what it belongs to, with no other property between.
   */
  boolean leadsBack(Json schema, String within) {
    return cycles.direct(schema).stream().anyMatch(pointer -> cycles.isSameCycle(within, pointer));
  }

  /** Returns a subschema of the document as a schema of its own. */
  JsonSchema alone(Json schema) {
    return JsonSchema.of(
        SchemaSupport.standalone(document, schema.asObject().orElse(JsonObject.empty())));
  }
}
