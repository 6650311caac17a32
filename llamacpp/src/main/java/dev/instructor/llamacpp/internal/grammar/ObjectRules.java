package dev.instructor.llamacpp.internal.grammar;

import static dev.instructor.llamacpp.internal.grammar.Symbol.choice;
import static dev.instructor.llamacpp.internal.grammar.Symbol.optional;
import static dev.instructor.llamacpp.internal.grammar.Symbol.repeat;
import static dev.instructor.llamacpp.internal.grammar.Symbol.sequence;
import static dev.instructor.llamacpp.internal.grammar.Symbol.text;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Objects: the declared properties in their order, the optional ones there or not, and behind them
 * others, if the schema says of what kind. An object of which nothing is said of others has none.
 */
final class ObjectRules {
  private final SchemaGrammar grammar;
  private final JsonObject schema;
  private final JsonObject properties;

  private record Member(Symbol symbol, boolean required) {}

  ObjectRules(SchemaGrammar grammar, JsonObject schema) {
    this.grammar = grammar;
    this.schema = schema;
    this.properties = schema.object("properties").orElse(JsonObject.empty());
  }

  Symbol object() {
    Optional<Symbol> others = others();
    if (properties.members().isEmpty()) {
      int min = Bounds.min(schema, "minProperties");
      int max = Bounds.max(schema, "maxProperties");
      return others.isEmpty()
          ? sequence(text("{"), JsonText.space(), text("}"))
          : max < min ? Symbol.NEVER : JsonText.members(names(), others.get(), min, max);
    }
    Optional<Symbol> further = others.map(value -> sequence(JsonText.name(otherNames()), value));
    return sequence(
        text("{"), JsonText.space(), members(declared(), further), JsonText.space(), text("}"));
  }

  /** Returns what other properties may hold; nothing if there may be none. */
  private Optional<Symbol> others() {
    Json rule = schema.get("additionalProperties").orElse(null);
    if (rule == null) {
      return schema.has("properties") ? Optional.empty() : Optional.of(grammar.any());
    }
    return rule instanceof JsonBoolean allowed && !allowed.value()
        ? Optional.empty()
        : Optional.of(grammar.value(rule));
  }

  private Symbol names() {
    return schema
        .object("propertyNames")
        .map(
            names ->
                names.has("enum")
                    ? grammar.value(names)
                    : grammar.value(names.with("type", Json.of("string"))))
        .orElseGet(JsonText::string);
  }

  private List<Member> declared() {
    Set<Json> required =
        schema.get("required").orElse(null) instanceof JsonArray names
            ? new HashSet<>(names.items())
            : Set.of();
    List<Member> members = new ArrayList<>();
    for (Map.Entry<String, Json> property : properties.members().entrySet()) {
      boolean needed = required.contains(Json.of(property.getKey()));
      Symbol value = grammar.value(property.getValue());
      if (needed || !value.equals(Symbol.NEVER)) {
        Symbol name = JsonText.name(SchemaGrammar.name(property.getKey()));
        members.add(new Member(sequence(name, value), needed));
      }
    }
    return members;
  }

  private Symbol members(List<Member> members, Optional<Symbol> others) {
    // What can follow each member, from the last on.
    List<Symbol> tails = new ArrayList<>();
    Symbol tail =
        others
            .map(member -> repeat(sequence(JsonText.comma(), member), 0, Symbol.NO_END))
            .orElse(Symbol.EMPTY);
    boolean firstIsRequired = !members.isEmpty() && members.get(0).required();
    for (int i = members.size() - 1; i >= 0; i--) {
      // Several ways lead to a tail, unless the first property is always there.
      Symbol shared =
          firstIsRequired || tail.equals(Symbol.EMPTY) ? tail : grammar.rule("rest", tail);
      tails.add(0, shared);
      Symbol member = sequence(JsonText.comma(), members.get(i).symbol());
      tail = sequence(members.get(i).required() ? member : optional(member), shared);
    }
    List<Symbol> ways = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      ways.add(sequence(members.get(i).symbol(), tails.get(i)));
      if (members.get(i).required()) {
        return choice(ways);
      }
    }
    others.ifPresent(member -> ways.add(JsonText.separated(member, 1, Symbol.NO_END)));
    return optional(choice(ways));
  }

  /** Returns all names but those that are declared: a name must not come twice. */
  private Symbol otherNames() {
    if (schema.has("propertyNames")) {
      return names();
    }
    List<String> declared =
        properties.members().keySet().stream()
            .map(name -> Json.of(name).toString())
            .map(quoted -> quoted.substring(1, quoted.length() - 1))
            .collect(Collectors.toList());
    return JsonText.stringOf(otherThan(declared));
  }

  /** Returns all texts that are none of these. */
  private Symbol otherThan(List<String> names) {
    CodePoints firsts = CodePoints.of("");
    List<Symbol> ways = new ArrayList<>();
    for (String first :
        names.stream().filter(n -> !n.isEmpty()).map(ObjectRules::first).distinct().toList()) {
      firsts = firsts.or(CodePoints.of(first));
      List<String> rests =
          names.stream()
              .filter(name -> name.startsWith(first))
              .map(name -> name.substring(first.length()))
              .toList();
      ways.add(sequence(text(first), otherThan(rests)));
    }
    Symbol anything = repeat(new Symbol.Ref(JsonText.CHAR), 0, Symbol.NO_END);
    Symbol unlike =
        JsonText.oneOf(
            firsts.or(CodePoints.of("\\\"")).or(CodePoints.between(0, 0x1F)).complement());
    ways.add(sequence(unlike, anything));
    return names.contains("") ? choice(ways) : optional(choice(ways));
  }

  private static String first(String name) {
    return name.substring(0, name.offsetByCodePoints(0, 1));
  }
}
