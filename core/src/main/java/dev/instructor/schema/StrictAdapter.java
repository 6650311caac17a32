package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adapts one schema to a subset that a vendor enforces: references, combinations and choice of the
 * type. In what the vendors differ is in {@link Subset}.
 */
final class StrictAdapter {
  private static final Set<String> ANNOTATIONS =
      Set.of("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly");

  private static final Set<String> SILENT =
      Set.of("$schema", "$id", "id", "$comment", "$defs", "definitions", "$anchor", "$vocabulary");

  /** How many references are replaced by what they refer to, where there are no definitions. */
  private static final int MOST_INLINED = 500;

  private static final Part NOTHING =
      new Part(Json.object().put("type", "string").build(), Restorer.SAME);

  private final JsonObject document;
  private final SchemaDrafts draft;
  private final Set<AdaptedSchema.Loss> lost = new LinkedHashSet<>();
  private final Set<AdaptedSchema.Loss> refused = new LinkedHashSet<>();
  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Subset subset;
  private final StrictTypes types;
  private int inlined;
  private String rootPointer = "";

  /**
   * An adapted subschema.
   *
   * @param schema what is sent
   * @param restorer how to undo it
   */
  record Part(JsonObject schema, Restorer restorer) {}

  private static final class Definition {
    private final String name;
    private final Restorer.OfReference restorer = new Restorer.OfReference();
    private @Nullable JsonObject schema;

    private Definition(String name) {
      this.name = name;
    }
  }

  StrictAdapter(JsonObject document, Subset subset) {
    this.document = document;
    this.draft = SchemaDrafts.of(document);
    this.subset = subset;
    this.types = new StrictTypes(this, subset);
  }

  /** Returns what is lost and only checked on the answer. */
  List<AdaptedSchema.Loss> lost() {
    return List.copyOf(lost);
  }

  /** Returns what makes the schema impossible to say; if there is any, the rest is of no use. */
  List<AdaptedSchema.Loss> refused() {
    return List.copyOf(refused);
  }

  JsonObject document() {
    return document;
  }

  StrictTypes types() {
    return types;
  }

  void lose(String at, String keyword, String note) {
    lost.add(new AdaptedSchema.Loss(at, keyword, note));
  }

  Part refuse(String at, String keyword, String note) {
    refused.add(new AdaptedSchema.Loss(at, keyword, note));
    return NOTHING;
  }

  /** Returns the adapted root; a reference at its top is followed. */
  Part root() {
    JsonObject root = bare(document);
    Set<String> followed = new HashSet<>();
    while (root.members().size() == 1 && root.has("$ref")) {
      String reference = root.text("$ref").orElse("");
      if (!SchemaReferences.isLocalPointer(reference) || !followed.add(reference)) {
        break;
      }
      rootPointer = SchemaReferences.pointer(reference);
      root = bare(target(rootPointer).asObject().orElse(JsonObject.empty()));
    }
    return adapt(root, rootPointer);
  }

  /** Returns any JSON value, if the subset can say that. */
  Part anything(JsonObject schema, String at, String keyword, String note) {
    return subset
        .anything()
        .map(any -> new Part(StrictNullable.described(any, schema), Restorer.SAME))
        .orElseGet(() -> refuse(at, keyword, note));
  }

  /** Returns what is sent, with the definitions it refers to. */
  JsonObject withDefinitions(JsonObject sent, boolean wrapped) {
    JsonObject.Builder named = Json.object();
    Definition root =
        wrapped || !subset.has(Feature.ROOT_REFERENCE) ? null : definitions.get(rootPointer);
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
    // "#" is the documented way to say that the root contains itself.
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

  Json target(String pointer) {
    return JsonPointer.parse(pointer).in(document).orElse(JsonObject.empty());
  }

  /** Adapts the subschema that stands at a place of the document. */
  Part adapt(Json schema, String at) {
    if (schema instanceof JsonBoolean all) {
      return all.value()
          ? anything(JsonObject.empty(), at, "true", "any JSON value cannot be enforced")
          : refuse(at, "false", "that nothing is allowed cannot be enforced");
    }
    JsonObject object = modern(bare(schema.asObject().orElse(JsonObject.empty())));
    if (object.has("$dynamicRef") || object.has("$recursiveRef")) {
      return refuse(at, "$dynamicRef", "a dynamic reference cannot be enforced");
    }
    if (object.has("$ref")) {
      return reference(object, at);
    }
    if (object.has("allOf")) {
      return adapt(merged(object, at), at);
    }
    if (object.has("anyOf") || object.has("oneOf")) {
      return union(object, at);
    }
    return types.adapt(object, at);
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

  private Part reference(JsonObject schema, String at) {
    String reference = schema.text("$ref").orElse("");
    if (!SchemaReferences.isLocalPointer(reference)) {
      return refuse(at, "$ref", "only references by JSON pointer can be enforced");
    }
    String pointer = SchemaReferences.pointer(reference);
    JsonObject siblings = schema.without("$ref");
    boolean old = draft.compareTo(SchemaDrafts.DRAFT_7) <= 0;
    if (old) {
      // Up to draft 7 a reference's siblings do not count; the model may read a description.
      siblings =
          siblings.get("description").map(d -> only("description", d)).orElse(JsonObject.empty());
    }
    if (!subset.has(Feature.DEFINITIONS)) {
      return inlined(pointer, siblings, at);
    }
    if (siblings.members().isEmpty() || (siblings.members().size() == 1 && siblings.has("title"))) {
      return defined(pointer);
    }
    // The vendor: "$ref cannot have keywords". Its own SDK puts the target in the reference's
    // place.
    boolean remarks = ANNOTATIONS.containsAll(siblings.members().keySet());
    JsonObject target = target(pointer).asObject().orElse(JsonObject.empty());
    return adapt(described(bare(target), siblings, at), remarks ? pointer : at);
  }

  private Part inlined(String pointer, JsonObject siblings, String at) {
    if (inlined++ > MOST_INLINED) {
      return refuse(pointer, "$ref", "too large without definitions");
    }
    if (!open.add(pointer)) {
      return refuse(pointer, "$ref", "recursion cannot be enforced");
    }
    JsonObject target = target(pointer).asObject().orElse(JsonObject.empty());
    boolean remarks = ANNOTATIONS.containsAll(siblings.members().keySet());
    Part part = adapt(described(bare(target), siblings, at), remarks ? pointer : at);
    open.remove(pointer);
    return part;
  }

  private JsonObject described(JsonObject target, JsonObject siblings, String at) {
    JsonObject merged =
        new SchemaMerge(keyword -> lose(at, keyword, "checked on the answer only"))
            .both(target, siblings);
    if (target.text("description").isEmpty() || siblings.text("description").isEmpty()) {
      return merged;
    }
    String own = siblings.text("description").get();
    String common = target.text("description").get();
    return own.contains(common) ? merged : merged.with("description", Json.of(own + "\n" + common));
  }

  private static JsonObject only(String keyword, Json value) {
    return Json.object().put(keyword, value).build();
  }

  private Part defined(String pointer) {
    Definition known = definitions.get(pointer);
    if (known == null) {
      known = new Definition(freeName(pointer));
      definitions.put(pointer, known);
      Part part = adapt(target(pointer), pointer);
      known.schema = part.schema();
      known.restorer.refersTo(part.restorer());
    } else if (known.schema == null && !subset.has(Feature.RECURSION)) {
      return refuse(pointer, "$ref", "recursion cannot be enforced");
    }
    JsonObject reference = only("$ref", Json.of("#/$defs/" + known.name));
    return new Part(reference, known.restorer);
  }

  private String freeName(String pointer) {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    String name = last.isEmpty() ? "Root" : last.replaceAll("[^A-Za-z0-9_.-]", "_");
    String free = name;
    Set<String> taken = new HashSet<>();
    definitions.values().forEach(definition -> taken.add(definition.name));
    for (int i = 2; taken.contains(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /** Returns a schema with {@code allOf} merged into it. */
  private JsonObject merged(JsonObject schema, String at) {
    SchemaMerge merge = new SchemaMerge(k -> lose(at, k, "checked on the answer only"));
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
      JsonObject target = bare(target(pointer).asObject().orElse(JsonObject.empty()));
      object = new SchemaMerge(k -> {}).both(target, object.without("$ref"));
    }
    return modern(object);
  }

  private Part union(JsonObject schema, String at) {
    String keyword = schema.has("anyOf") ? "anyOf" : "oneOf";
    JsonObject.Builder common = schema.toBuilder().remove(keyword);
    ANNOTATIONS.forEach(common::remove);
    JsonObject base = common.build();
    List<Part> parts = new ArrayList<>();
    List<JsonObject> originals = new ArrayList<>();
    List<Json> branches = schema.items(keyword);
    for (int i = 0; i < branches.size(); i++) {
      Json branch = withBase(base, branches.get(i));
      String place = JsonPointer.child(JsonPointer.child(at, keyword), i);
      parts.add(adapt(branch, place));
      originals.add(branch.asObject().orElse(JsonObject.empty()));
    }
    List<SchemaFacts> facts =
        originals.stream().map(branch -> SchemaFacts.of(document, branch)).toList();
    if (keyword.equals("oneOf") && !disjoint(facts)) {
      lose(at, "oneOf", "sent as anyOf; that only one matches is checked on the answer");
    }
    Set<Json> sent = new LinkedHashSet<>();
    List<Restorer.OfUnion.Branch> restorers = new ArrayList<>();
    boolean same = parts.stream().allMatch(part -> part.restorer() == Restorer.SAME);
    for (int i = 0; i < parts.size(); i++) {
      sent.add(parts.get(i).schema());
      if (!same) {
        restorers.add(
            Restorer.OfUnion.Branch.of(
                document, originals.get(i), parts.get(i).restorer(), facts.get(i).tags()));
      }
    }
    List<String> notes = StrictWords.notes(schema, Set.of("default", "examples"));
    String description = StrictWords.describe(schema.text("description").orElse(""), notes);
    if (!subset.has(Feature.UNIONS)) {
      return new MergedUnion(this, originals, parts, facts).part(schema, at);
    }
    return new Part(
        StrictNullable.union(description, List.copyOf(sent)),
        same ? Restorer.SAME : new Restorer.OfUnion(restorers));
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

  /** Returns whether a subschema of the document accepts null. */
  boolean acceptsNull(Json schema) {
    return SchemaFacts.of(document, schema).acceptsNull();
  }

  static List<Json> list(Json value) {
    return value instanceof JsonArray array ? array.items() : List.of(value);
  }
}
