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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adapts one schema to a subset that a vendor enforces: references, combinations and choice of the
 * type. In what the vendors differ is in {@link Subset}.
 */
final class StrictAdapter {
  /** How many references are replaced by what they refer to, where there are no definitions. */
  private static final int MOST_INLINED = 500;

  private static final Part NOTHING =
      new Part(Json.object().put("type", "string").build(), Restorer.SAME);

  private final SchemaSource source;
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
    this.source = SchemaSource.of(document);
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
    return source.document();
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
    SchemaSource.Root root = source.root();
    rootPointer = root.pointer();
    return adapt(root.schema(), rootPointer);
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
    Map<String, JsonObject> named = new LinkedHashMap<>();
    Definition root =
        wrapped || !subset.has(Feature.ROOT_REFERENCE) ? null : definitions.get(rootPointer);
    for (Definition definition : definitions.values()) {
      if (definition != root && definition.schema != null) {
        named.put(definition.name, definition.schema);
      }
    }
    return SchemaSource.withDefinitions(
        sent, named, Optional.ofNullable(root).map(definition -> definition.name));
  }

  /** Adapts the subschema that stands at a place of the document. */
  Part adapt(Json schema, String at) {
    if (schema instanceof JsonBoolean all) {
      return all.value()
          ? anything(JsonObject.empty(), at, "true", "any JSON value cannot be enforced")
          : refuse(at, "false", "that nothing is allowed cannot be enforced");
    }
    JsonObject object = source.read(schema);
    if (object.has("$dynamicRef") || object.has("$recursiveRef")) {
      return refuse(at, "$dynamicRef", "a dynamic reference cannot be enforced");
    }
    if (object.has("$ref")) {
      return reference(object, at);
    }
    if (object.has("allOf")) {
      return adapt(source.merged(object, onMerge(at)), at);
    }
    if (object.has("anyOf") || object.has("oneOf")) {
      return union(object, at);
    }
    return types.adapt(object, at);
  }

  private Part reference(JsonObject schema, String at) {
    String reference = schema.text("$ref").orElse("");
    if (!SchemaReferences.isLocalPointer(reference)) {
      return refuse(at, "$ref", "only references by JSON pointer can be enforced");
    }
    String pointer = SchemaReferences.pointer(reference);
    JsonObject siblings = schema.without("$ref");
    if (!source.countsSiblings()) {
      // The model may read a description all the same.
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
    boolean remarks = SchemaSource.ANNOTATIONS.containsAll(siblings.members().keySet());
    JsonObject target = source.target(pointer);
    return adapt(described(SchemaSource.bare(target), siblings, at), remarks ? pointer : at);
  }

  private Part inlined(String pointer, JsonObject siblings, String at) {
    if (inlined++ > MOST_INLINED) {
      return refuse(pointer, "$ref", "too large without definitions");
    }
    if (!open.add(pointer)) {
      return refuse(pointer, "$ref", "recursion cannot be enforced");
    }
    JsonObject target = source.target(pointer);
    boolean remarks = SchemaSource.ANNOTATIONS.containsAll(siblings.members().keySet());
    Part part = adapt(described(SchemaSource.bare(target), siblings, at), remarks ? pointer : at);
    open.remove(pointer);
    return part;
  }

  private JsonObject described(JsonObject target, JsonObject siblings, String at) {
    JsonObject merged = new SchemaMerge(onMerge(at)).both(target, siblings);
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
      Set<String> taken = new HashSet<>();
      definitions.values().forEach(definition -> taken.add(definition.name));
      known = new Definition(SchemaSource.freeName(pointer, taken));
      definitions.put(pointer, known);
      Part part = adapt(source.at(pointer).orElse(JsonObject.empty()), pointer);
      known.schema = part.schema();
      known.restorer.refersTo(part.restorer());
    } else if (known.schema == null && !subset.has(Feature.RECURSION)) {
      return refuse(pointer, "$ref", "recursion cannot be enforced");
    }
    JsonObject reference = only("$ref", Json.of("#/$defs/" + known.name));
    return new Part(reference, known.restorer);
  }

  private Consumer<String> onMerge(String at) {
    return keyword -> lose(at, keyword, "checked on the answer only");
  }

  private Part union(JsonObject schema, String at) {
    String keyword = schema.has("anyOf") ? "anyOf" : "oneOf";
    JsonObject base = SchemaSource.beside(schema, keyword);
    List<Part> parts = new ArrayList<>();
    List<JsonObject> originals = new ArrayList<>();
    List<Json> branches = schema.items(keyword);
    for (int i = 0; i < branches.size(); i++) {
      Json branch = source.withBase(base, branches.get(i));
      String place = JsonPointer.child(JsonPointer.child(at, keyword), i);
      parts.add(adapt(branch, place));
      originals.add(branch.asObject().orElse(JsonObject.empty()));
    }
    List<SchemaFacts> facts =
        originals.stream().map(branch -> SchemaFacts.of(source.document(), branch)).toList();
    if (keyword.equals("oneOf") && !SchemaFacts.areDisjoint(facts)) {
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
                source.document(), originals.get(i), parts.get(i).restorer(), facts.get(i).tags()));
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

  /** Returns whether a subschema of the document accepts null. */
  boolean acceptsNull(Json schema) {
    return SchemaFacts.of(source.document(), schema).acceptsNull();
  }

  static List<Json> list(Json value) {
    return value instanceof JsonArray array ? array.items() : List.of(value);
  }
}
