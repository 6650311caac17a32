package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subschema and its place in the schema it is part of. References are followed, so a part never
 * is a bare one. Immutable, thread-safe; equal if the places are.
 */
public final class SchemaPart {
  private final JsonObject document;
  private final String pointer;
  private final JsonObject schema;

  private SchemaPart(JsonObject document, String pointer, JsonObject schema) {
    this.document = document;
    this.pointer = pointer;
    this.schema = schema;
  }

  /** Returns the whole of a schema. */
  public static SchemaPart of(JsonSchema schema) {
    return followed(schema.document(), "", schema.document());
  }

  private static SchemaPart followed(JsonObject document, String pointer, JsonObject schema) {
    Set<String> seen = new HashSet<>();
    String here = pointer;
    JsonObject found = schema;
    while (true) {
      Optional<String> reference =
          found.text("$ref").filter(SchemaReferences::isLocalPointer).filter(seen::add);
      Optional<JsonObject> target =
          reference.flatMap(r -> document.at(SchemaReferences.pointer(r))).flatMap(Json::asObject);
      if (target.isEmpty()) {
        return new SchemaPart(document, here, found);
      }
      here = SchemaReferences.pointer(reference.orElseThrow());
      found = target.get();
    }
  }

  /** Returns the place in the whole schema as a JSON pointer, references followed. */
  public String pointer() {
    return pointer;
  }

  /** Returns the subschema as it was written. */
  public JsonObject schema() {
    return schema;
  }

  /**
   * Returns what a value may be by {@code anyOf} and {@code oneOf}, unions within unions included;
   * this alone if it is no union. The alternative {@code null} is left out.
   */
  public List<SchemaPart> alternatives() {
    Set<SchemaPart> found = new LinkedHashSet<>();
    collect(found, new HashSet<>());
    return List.copyOf(found);
  }

  private void collect(Set<SchemaPart> found, Set<String> seen) {
    List<SchemaPart> branches = new ArrayList<>();
    for (String keyword : List.of("anyOf", "oneOf")) {
      int index = 0;
      for (Json branch : schema.items(keyword)) {
        String place = JsonPointer.child(JsonPointer.child(pointer, keyword), index++);
        branch.asObject().ifPresent(b -> branches.add(followed(document, place, b)));
      }
    }
    if (branches.isEmpty()) {
      if (schema.text("type").filter("null"::equals).isEmpty()) {
        found.add(this);
      }
    } else if (seen.add(pointer)) {
      branches.forEach(branch -> branch.collect(found, seen));
    }
  }

  /** Returns the subschema of a property that this states. */
  public Optional<SchemaPart> property(String name) {
    String place = JsonPointer.child(pointer, "properties");
    return schema
        .object("properties")
        .flatMap(properties -> properties.object(name))
        .map(part -> followed(document, JsonPointer.child(place, name), part));
  }

  /** Returns the names of the properties that this states, in order. */
  public Set<String> properties() {
    return schema.object("properties").orElse(JsonObject.empty()).members().keySet();
  }

  /** Returns the subschema of all other properties, as of the values of a map. */
  public Optional<SchemaPart> otherProperties() {
    return child("additionalProperties");
  }

  /** Returns the subschema of the items. */
  public Optional<SchemaPart> items() {
    return child("items");
  }

  private Optional<SchemaPart> child(String keyword) {
    return schema
        .object(keyword)
        .map(part -> followed(document, JsonPointer.child(pointer, keyword), part));
  }

  /** Returns this part as a schema of its own, with all that it refers to. */
  public JsonSchema alone() {
    return JsonSchema.of(
        schema.toString().contains("\"$ref\"")
            ? SchemaSupport.standalone(document, schema)
            : document.get("$schema").map(draft -> schema.with("$schema", draft)).orElse(schema));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Parts of one schema are compared, by their places.
  public boolean equals(@Nullable Object other) {
    return other instanceof SchemaPart part
        && document == part.document
        && pointer.equals(part.pointer);
  }

  @Override
  public int hashCode() {
    return pointer.hashCode();
  }

  /** Returns the place. */
  @Override
  public String toString() {
    return "SchemaPart[" + pointer + "]";
  }
}
