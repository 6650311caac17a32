package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be said of a branch of a union at a glance.
 *
 * @param node the branch
 * @param types the types it accepts, as bits of {@link ValueRules}
 * @param tags the required properties with fixed values: candidates for a discriminator
 * @param properties the properties it knows
 * @param required the properties it requires
 */
record UnionBranch(
    SchemaNode node,
    int types,
    Map<String, List<Json>> tags,
    Set<String> properties,
    Set<String> required) {

  static UnionBranch of(SchemaNode node) {
    Facts facts = new Facts();
    facts.collect(node);
    facts.values.keySet().retainAll(facts.required);
    return new UnionBranch(node, facts.types, facts.values, facts.properties, facts.required);
  }

  boolean acceptsTypeOf(Json value) {
    return ValueRules.is(value, types);
  }

  /** Returns false if the branch certainly refuses the value. */
  boolean mayAccept(Json value) {
    if (!acceptsTypeOf(value)) {
      return false;
    }
    if (value instanceof JsonObject object) {
      for (Map.Entry<String, List<Json>> tag : tags.entrySet()) {
        Json actual = object.members().get(tag.getKey());
        if (actual == null || tag.getValue().stream().noneMatch(actual::sameAs)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns how well the object's properties fit; higher is better. */
  int fit(JsonObject object) {
    int score = 0;
    for (String name : object.members().keySet()) {
      score += properties.contains(name) ? 1 : -1;
    }
    for (String name : required) {
      score -= object.has(name) ? 0 : 1;
    }
    return score;
  }

  /** Collects what holds of a node, through references and {@code allOf}. */
  private static final class Facts {
    private final Map<String, List<Json>> values = new LinkedHashMap<>();
    private final Set<String> properties = new HashSet<>();
    private final Set<String> required = new HashSet<>();
    private int types = ValueRules.ANY | ValueRules.INTEGER;

    private void collect(SchemaNode node) {
      for (Rule rule : node.rules()) {
        if (rule instanceof ValueRules.TypeRule type) {
          types = narrowed(types, type.types());
        } else if (rule instanceof ValueRules.Also also) {
          collect(also.node());
        } else if (rule instanceof ObjectRules.Required names) {
          required.addAll(names.names());
        } else if (rule instanceof ObjectRules.Properties members) {
          members.properties().forEach(this::property);
        }
      }
    }

    private static int narrowed(int left, int right) {
      return withIntegers(left) & withIntegers(right);
    }

    private static int withIntegers(int types) {
      return (types & ValueRules.NUMBER) != 0 ? types | ValueRules.INTEGER : types;
    }

    private void property(String name, SchemaNode node) {
      properties.add(name);
      JsonObject source = node.source();
      if (source.has("const")) {
        source.get("const").ifPresent(value -> values.put(name, List.of(value)));
      } else if (source.has("enum")) {
        values.put(name, source.items("enum"));
      }
    }
  }
}
