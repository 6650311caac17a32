package dev.instructor.llamacpp.internal.grammar;

import static dev.instructor.llamacpp.internal.grammar.Symbol.optional;
import static dev.instructor.llamacpp.internal.grammar.Symbol.sequence;
import static dev.instructor.llamacpp.internal.grammar.Symbol.text;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonObject;
import java.util.List;

/** Lists, and tuples with what may follow them. */
final class ArrayRules {
  private ArrayRules() {}

  static Symbol array(SchemaGrammar grammar, JsonObject schema) {
    int min = Bounds.min(schema, "minItems");
    int max = Bounds.max(schema, "maxItems");
    // Before draft 2020-12 a tuple was a list in "items".
    boolean old = schema.get("items").filter(JsonArray.class::isInstance).isPresent();
    List<Json> first = schema.items(old ? "items" : "prefixItems");
    if (first.isEmpty()) {
      Symbol item = schema.get("items").map(grammar::value).orElseGet(grammar::any);
      return max < min ? Symbol.NEVER : JsonText.list(item, min, max);
    }
    // A tuple of which nothing more is said ends where it ends, as an object does.
    Json rest = schema.get(old ? "additionalItems" : "items").orElse(Json.of(false));
    Symbol more = rest instanceof JsonBoolean ? closedOr(grammar, rest) : grammar.value(rest);
    return tuple(first.stream().map(grammar::value).toList(), more, min, max);
  }

  private static Symbol closedOr(SchemaGrammar grammar, Json rest) {
    return rest.equals(Json.of(true)) ? grammar.any() : Symbol.NEVER;
  }

  private static Symbol tuple(List<Symbol> first, Symbol more, int min, int max) {
    int length = Math.min(first.size(), max);
    int left = max == Symbol.NO_END ? max : max - length;
    Symbol tail =
        max < first.size()
            ? Symbol.EMPTY
            : Symbol.repeat(
                sequence(JsonText.comma(), more), Math.max(0, min - first.size()), left);
    for (int i = length - 1; i >= 0; i--) {
      Symbol item = sequence(i == 0 ? Symbol.EMPTY : JsonText.comma(), first.get(i), tail);
      tail = i < min ? item : optional(item);
    }
    return sequence(text("["), JsonText.space(), tail, JsonText.space(), text("]"));
  }
}
