package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A schema as the adapters of all vendors read it: without what none is sent, drafts levelled,
 * references followed, {@code allOf} merged.
 *
 * @param document the whole schema
 * @param draft its draft
 */
record SchemaSource(JsonObject document, SchemaDrafts draft) {
  /** Keywords that constrain nothing. */
  static final Set<String> ANNOTATIONS =
      Set.of("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly");

  private static final Set<String> SILENT =
      Set.of("$schema", "$id", "id", "$comment", "$defs", "definitions", "$anchor", "$vocabulary");

  /**
   * Where the document begins, references at its top followed.
   *
   * @param pointer the place
   * @param schema what stands there
   */
  record Root(String pointer, JsonObject schema) {}

  static SchemaSource of(JsonObject document) {
    return new SchemaSource(document, SchemaDrafts.of(document));
  }

  Root root() {
    String pointer = "";
    JsonObject root = bare(document);
    Set<String> followed = new HashSet<>();
    while (root.members().size() == 1 && root.has("$ref")) {
      String reference = root.text("$ref").orElse("");
      if (!SchemaReferences.isLocalPointer(reference) || !followed.add(reference)) {
        break;
      }
      pointer = SchemaReferences.pointer(reference);
      root = bare(target(pointer));
    }
    return new Root(pointer, root);
  }

  /** Returns what stands at a place, be it no schema. */
  Optional<Json> at(String pointer) {
    return JsonPointer.parse(pointer).in(document);
  }

  /** Returns the schema at a place; empty for {@code true}, {@code false} and what is none. */
  JsonObject target(String pointer) {
    return at(pointer).flatMap(Json::asObject).orElse(JsonObject.empty());
  }

  /** Returns a schema without what no vendor is sent. */
  static JsonObject bare(JsonObject schema) {
    JsonObject.Builder bare = schema.toBuilder();
    SILENT.forEach(bare::remove);
    return bare.build();
  }

  /** Returns a schema without what no vendor is sent, in the words of today's draft. */
  JsonObject read(Json schema) {
    return modern(bare(schema.asObject().orElse(JsonObject.empty())));
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

  /** Returns whether the siblings of a reference count: up to draft 7 they do not. */
  boolean countsSiblings() {
    return draft.compareTo(SchemaDrafts.DRAFT_7) > 0;
  }

  /**
   * Returns a schema with {@code allOf} merged into it.
   *
   * @param lost takes the keywords of which two could not be made one
   */
  JsonObject merged(JsonObject schema, Consumer<String> lost) {
    SchemaMerge merge = new SchemaMerge(lost);
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
      object = new SchemaMerge(keyword -> {}).both(bare(target(pointer)), object.without("$ref"));
    }
    return modern(object);
  }

  /** Returns what holds for all alternatives. */
  static JsonObject beside(JsonObject schema, String alternatives) {
    JsonObject.Builder common = schema.toBuilder().remove(alternatives);
    ANNOTATIONS.forEach(common::remove);
    return common.build();
  }

  /** Returns an alternative together with what holds for all of them. */
  Json withBase(JsonObject base, Json branch) {
    boolean typed = base.members().keySet().equals(Set.of("type"));
    if (base.members().isEmpty() || (typed && followed(branch).has("type"))) {
      return branch;
    }
    return Json.object().put("allOf", Json.array(List.of(base, branch))).build();
  }

  /** Returns a name for the definition at a place that no other one has. */
  static String freeName(String pointer, Collection<String> taken) {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    String name = last.isEmpty() ? "Root" : last.replaceAll("[^A-Za-z0-9_.-]", "_");
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /**
   * Returns what is sent, with the definitions it refers to.
   *
   * @param named the definitions by their names
   * @param root the name under which what is sent is referred to, if it is: those references become
   *     {@code #}, the documented way to say that the root contains itself
   */
  static JsonObject withDefinitions(
      JsonObject sent, Map<String, JsonObject> named, Optional<String> root) {
    JsonObject.Builder all = Json.object();
    named.forEach(all::put);
    JsonObject whole = named.isEmpty() ? sent : sent.with("$defs", all.build());
    if (root.isEmpty()) {
      return whole;
    }
    String toRoot = "#/$defs/" + root.get();
    return SchemaKeywords.rewrite(
        whole,
        schema ->
            schema.text("$ref").filter(toRoot::equals).isPresent()
                ? schema.with("$ref", Json.of("#"))
                : schema);
  }
}
