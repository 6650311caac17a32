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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adapts one schema to Google's subset: references and combinations. "Cyclic references are
 * unrolled to a limited degree and, as such, may only be used within non-required properties"; "If
 * $ref is set on a sub-schema, no other properties … may be set".
 */
final class GeminiAdapter {
  private final SchemaSource source;
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
    this.source = SchemaSource.of(document);
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
    SchemaSource.Root root = source.root();
    rootPointer = root.pointer();
    return adapt(root.schema(), Place.of(rootPointer));
  }

  /** Returns what is sent, with the definitions it refers to. */
  JsonObject withDefinitions(JsonObject sent, boolean wrapped) {
    Map<String, JsonObject> named = new LinkedHashMap<>();
    // "Structured outputs" shows "#" for a root that contains itself.
    Definition root = wrapped ? null : definitions.get(rootPointer);
    for (Definition definition : definitions.values()) {
      if (definition != root && definition.schema != null) {
        named.put(definition.name, definition.schema);
      }
    }
    return SchemaSource.withDefinitions(
        sent, named, Optional.ofNullable(root).map(definition -> definition.name));
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
    JsonObject object = source.read(schema);
    if (object.has("$dynamicRef") || object.has("$recursiveRef")) {
      return anything(object, place, "$dynamicRef", "a dynamic reference is not sent");
    }
    if (object.has("$ref")) {
      return reference(object, place);
    }
    if (object.has("allOf")) {
      return adapt(source.merged(object, onMerge(place)), place);
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

  private JsonObject reference(JsonObject schema, Place place) {
    String reference = schema.text("$ref").orElse("");
    if (!SchemaReferences.isLocalPointer(reference)) {
      return anything(schema, place, "$ref", "only references by JSON pointer are sent");
    }
    String pointer = SchemaReferences.pointer(reference);
    Set<String> constraints = new LinkedHashSet<>(schema.members().keySet());
    constraints.removeAll(SchemaSource.ANNOTATIONS);
    constraints.remove("$ref");
    // The model may read a description even where a reference's siblings do not count.
    if (source.countsSiblings() && !constraints.isEmpty()) {
      if (!cycles.isRecursive(pointer)) {
        JsonObject target = SchemaSource.bare(source.target(pointer));
        return adapt(new SchemaMerge(onMerge(place)).both(target, schema.without("$ref")), place);
      }
      constraints.forEach(onMerge(place));
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
      Set<String> taken = new HashSet<>();
      definitions.values().forEach(definition -> taken.add(definition.name));
      known = new Definition(SchemaSource.freeName(pointer, taken));
      definitions.put(pointer, known);
      known.schema = adapt(source.target(pointer), Place.of(pointer));
    }
    return known.name;
  }

  private Consumer<String> onMerge(Place place) {
    return keyword -> lose(place.at(), keyword, "checked on the answer only");
  }

  private JsonObject union(JsonObject schema, Place place) {
    String keyword = schema.has("anyOf") ? "anyOf" : "oneOf";
    JsonObject base = SchemaSource.beside(schema, keyword);
    List<SchemaFacts> facts = new ArrayList<>();
    Set<Json> sent = new LinkedHashSet<>();
    List<Json> branches = schema.items(keyword);
    for (int i = 0; i < branches.size(); i++) {
      if (branches.get(i) instanceof JsonBoolean never && !never.value()) {
        continue;
      }
      sent.add(adapt(source.withBase(base, branches.get(i)), place.child(keyword).child(i)));
      facts.add(SchemaFacts.of(source.document(), branches.get(i)));
    }
    if (keyword.equals("oneOf") && !SchemaFacts.areDisjoint(facts)) {
      // The vendor: "oneOf (interpreted the same as anyOf)".
      lose(place.at(), "oneOf", "sent as anyOf; that only one matches is checked on the answer");
    }
    List<String> notes = StrictWords.notes(schema, Set.of("default", "examples"));
    return StrictNullable.union(
        StrictWords.describe(schema.text("description").orElse(""), notes), List.copyOf(sent));
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
        SchemaSupport.standalone(source.document(), schema.asObject().orElse(JsonObject.empty())));
  }
}
