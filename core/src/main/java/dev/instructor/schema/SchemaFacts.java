package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a subschema says at a glance, through references and combinations.
 *
 * @param types the types it may accept, as bits of {@link ValueRules}
 * @param tags its required properties of fixed values
 */
record SchemaFacts(int types, Map<String, List<Json>> tags) {
  private static final int ALL = ValueRules.ANY | ValueRules.INTEGER;

  /** Returns what a subschema of a document says. */
  static SchemaFacts of(JsonObject document, Json schema) {
    Reader reader = new Reader(document);
    int types = reader.read(schema);
    reader.values.keySet().retainAll(reader.required);
    return new SchemaFacts(types, reader.values);
  }

  boolean acceptsNull() {
    return (types & ValueRules.NULL) != 0;
  }

  /** Returns whether no value is in two of them. */
  static boolean areDisjoint(List<SchemaFacts> all) {
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        if (!all.get(i).isDisjoint(all.get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns whether no value can match both. */
  boolean isDisjoint(SchemaFacts other) {
    int common = types & other.types;
    if (common == 0) {
      return true;
    }
    return common == ValueRules.OBJECT
        && tags.entrySet().stream()
            .anyMatch(
                tag ->
                    other.tags.containsKey(tag.getKey())
                        && tag.getValue().stream()
                            .noneMatch(
                                v ->
                                    other.tags.getOrDefault(tag.getKey(), List.of()).stream()
                                        .anyMatch(v::sameAs)));
  }

  private static final class Reader {
    private final JsonObject document;
    private final Map<String, List<Json>> values = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final Set<String> followed = new HashSet<>();

    Reader(JsonObject document) {
      this.document = document;
    }

    int read(Json schema) {
      if (!(schema instanceof JsonObject object)) {
        return schema instanceof JsonBoolean all && all.value() ? ALL : 0;
      }
      int types = ALL;
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        Json value = member.getValue();
        types &=
            switch (member.getKey()) {
              case "type" -> named(value);
              case "const" -> typeOf(value);
              case "enum" ->
                  object.items("enum").stream().mapToInt(this::typeOf).reduce(0, (a, b) -> a | b);
              case "$ref" -> reference(value);
              case "allOf" ->
                  object.items("allOf").stream().mapToInt(this::read).reduce(ALL, (a, b) -> a & b);
              case "anyOf", "oneOf" -> alternatives(object.items(member.getKey()));
              default -> ALL;
            };
      }
      object.items("required").forEach(name -> name.asText().ifPresent(required::add));
      object.object("properties").ifPresent(named -> named.members().forEach(this::property));
      return types;
    }

    private void property(String name, Json schema) {
      if (schema instanceof JsonObject property) {
        if (property.has("const")) {
          property.get("const").ifPresent(value -> values.put(name, List.of(value)));
        } else if (property.has("enum")) {
          values.put(name, property.items("enum"));
        }
      }
    }

    private int reference(Json value) {
      String reference = value.asText().orElse("");
      if (!SchemaReferences.isLocalPointer(reference) || !followed.add(reference)) {
        return ALL;
      }
      return document.at(SchemaReferences.pointer(reference)).map(this::read).orElse(ALL);
    }

    private int alternatives(List<Json> branches) {
      int types = 0;
      for (Json branch : branches) {
        // What one alternative requires the others need not.
        types |= SchemaFacts.of(document, branch).types();
      }
      return types;
    }

    private static int named(Json value) {
      int types = 0;
      for (Json type : StrictAdapter.list(value)) {
        int bit = type.asText().map(ValueRules::bit).orElse(0);
        types |= bit == ValueRules.NUMBER ? bit | ValueRules.INTEGER : bit;
      }
      return types;
    }

    private int typeOf(Json value) {
      if (value instanceof JsonNumber number) {
        return number.isIntegral() ? ValueRules.INTEGER : ValueRules.NUMBER;
      }
      return ValueRules.bit(value.type());
    }
  }
}
