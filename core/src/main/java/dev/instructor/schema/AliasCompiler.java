package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what renames the aliases of one schema. Not thread-safe; what it makes is. */
final class AliasCompiler {
  private final JsonObject document;
  private final Map<String, Map<String, String>> names;
  private final Map<String, Restorer.OfReference> references = new HashMap<>();

  AliasCompiler(JsonObject document, Map<String, Map<String, String>> names) {
    this.document = document;
    this.names = names;
  }

  Restorer compile(JsonObject schema, String pointer) {
    Optional<String> reference = schema.text("$ref").filter(SchemaReferences::isLocalPointer);
    if (reference.isPresent()) {
      return reference(SchemaReferences.pointer(reference.get()));
    }
    if (schema.has("anyOf")) {
      return union(schema.items("anyOf"), JsonPointer.child(pointer, "anyOf"));
    }
    Map<String, String> aliases = names.getOrDefault(pointer, Map.of());
    if (schema.has("enum")) {
      return aliases.isEmpty() ? Restorer.SAME : new OfValue(Map.copyOf(aliases));
    }
    if (schema.has("items")) {
      Restorer items = part(schema, "items", pointer);
      return items == Restorer.SAME ? Restorer.SAME : new OfItems(items);
    }
    return object(schema, pointer, aliases);
  }

  private Restorer part(JsonObject schema, String name, String pointer) {
    return schema
        .object(name)
        .map(part -> compile(part, JsonPointer.child(pointer, name)))
        .orElse(Restorer.SAME);
  }

  private Restorer reference(String pointer) {
    Restorer.OfReference known = references.get(pointer);
    if (known != null) {
      return known;
    }
    Restorer.OfReference reference = new Restorer.OfReference();
    references.put(pointer, reference);
    document
        .at(pointer)
        .flatMap(Json::asObject)
        .ifPresent(target -> reference.refersTo(compile(target, pointer)));
    return reference;
  }

  private Restorer object(JsonObject schema, String pointer, Map<String, String> aliases) {
    Map<String, Restorer> members = new HashMap<>();
    Restorer rest = part(schema, "additionalProperties", pointer);
    boolean same = aliases.isEmpty() && rest == Restorer.SAME;
    JsonObject properties = schema.object("properties").orElse(JsonObject.empty());
    for (String name : properties.members().keySet()) {
      Restorer member = part(properties, name, JsonPointer.child(pointer, "properties"));
      members.put(name, member);
      same &= member == Restorer.SAME;
    }
    return same ? Restorer.SAME : new OfMembers(Map.copyOf(aliases), Map.copyOf(members), rest);
  }

  private Restorer union(List<Json> schemas, String pointer) {
    List<Restorer.OfUnion.Branch> branches = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < schemas.size(); i++) {
      JsonObject schema = schemas.get(i).asObject().orElse(JsonObject.empty());
      SchemaFacts facts = SchemaFacts.of(document, schema);
      if (facts.types() != ValueRules.NULL) {
        Restorer renaming = compile(schema, JsonPointer.child(pointer, i));
        same &= renaming == Restorer.SAME;
        branches.add(Restorer.OfUnion.Branch.of(document, schema, renaming, facts.tags()));
      }
    }
    if (same) {
      return Restorer.SAME;
    }
    return branches.size() == 1 ? branches.get(0).restorer() : new OneOf(List.copyOf(branches));
  }

  /** An enum value. */
  private record OfValue(Map<String, String> aliases) implements Restorer {
    @Override
    public Json restore(Json answer, Memory memory) {
      String value = answer instanceof JsonString text ? aliases.get(text.value()) : null;
      return value == null ? answer : Json.of(value);
    }
  }

  /** An array. */
  private record OfItems(Restorer item) implements Restorer {
    @Override
    public Json restore(Json answer, Memory memory) {
      if (!(answer instanceof JsonArray array)) {
        return answer;
      }
      List<Json> renamed = new ArrayList<>(array.items().size());
      boolean same = true;
      for (Json each : array.items()) {
        Json value = item.restore(each, memory);
        renamed.add(value);
        same &= value == each;
      }
      return same ? answer : Json.array(renamed);
    }
  }

  /** An object; {@code rest} is for the members that are no properties. */
  private record OfMembers(
      Map<String, String> aliases, Map<String, Restorer> properties, Restorer rest)
      implements Restorer {
    @Override
    public Json restore(Json answer, Memory memory) {
      if (!(answer instanceof JsonObject object)) {
        return answer;
      }
      Map<String, Json> renamed = new LinkedHashMap<>();
      Map<String, String> aliasOf = new HashMap<>();
      boolean same = true;
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        String alias = member.getKey();
        String name = aliases.getOrDefault(alias, alias);
        if (!name.equals(alias) && (object.has(name) || renamed.containsKey(name))) {
          same = false; // Jackson would let the last one win, unchecked.
          continue;
        }
        Json value = properties.getOrDefault(name, rest).restore(member.getValue(), memory);
        renamed.put(name, value);
        if (!name.equals(alias)) {
          aliasOf.put(name, alias);
        }
        same &= name.equals(alias) && value == member.getValue();
      }
      if (same) {
        return answer;
      }
      JsonObject result = JsonObject.of(renamed);
      memory.keep(result, aliasOf);
      return result;
    }
  }

  /** One of several: the one that the discriminator names, else the first that fits. */
  private record OneOf(List<Restorer.OfUnion.Branch> branches) implements Restorer {
    @Override
    public Json restore(Json answer, Memory memory) {
      return memory.decided(this, answer, () -> decide(answer, memory));
    }

    private Json decide(Json answer, Memory memory) {
      List<Restorer.OfUnion.Branch> possible =
          branches.stream().filter(branch -> branch.mayBe(answer)).toList();
      List<Json> changed = new ArrayList<>();
      List<Json> valid = new ArrayList<>();
      for (Restorer.OfUnion.Branch branch : possible) {
        Json renamed = branch.restorer().restore(answer, memory);
        if (possible.size() == 1) {
          return renamed;
        }
        boolean fits = branch.original().check(renamed).isEmpty();
        if (fits && renamed == answer) {
          return answer;
        }
        if (fits) {
          valid.add(renamed);
        } else if (renamed != answer) {
          changed.add(renamed);
        }
      }
      if (!valid.isEmpty()) {
        return valid.get(0);
      }
      // No branch is satisfied. What only one of them can read is told in that one's terms.
      return changed.size() == 1 ? changed.get(0) : answer;
    }
  }
}
