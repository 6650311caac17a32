package dev.instructor.llamacpp.internal.grammar;

import static dev.instructor.llamacpp.internal.grammar.Symbol.choice;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the grammar of a JSON Schema (draft 2020-12). The grammar accepts every value of the schema
 * in which the properties stand in the schema's order and none is added that it does not speak of;
 * what a grammar cannot say ({@code multipleOf}, {@code not}, {@code uniqueItems}, bounds of
 * fractions, ...) it leaves out, and the check of the answer sees to it.
 */
public final class SchemaGrammar {
  /** Deeper than this any value is allowed. */
  private static final int DEEPEST = 64;

  /** So many parts a schema may have, those counted again that are merged in several places. */
  private static final int MOST_PARTS = 20_000;

  private final JsonObject root;
  private final Map<String, Symbol> rules = new LinkedHashMap<>();
  private final Map<String, String> references = new LinkedHashMap<>();
  private int parts;
  private int depth;

  private SchemaGrammar(JsonObject root) {
    this.root = root;
  }

  /**
   * Returns the grammar of a schema.
   *
   * @throws ConfigurationException if it would be too large, or no value keeps to the schema
   */
  public static Grammar of(JsonObject schema) {
    SchemaGrammar grammar = new SchemaGrammar(schema);
    grammar.rules.put(Grammar.ROOT, Symbol.EMPTY);
    JsonText.addTo(grammar.rules);
    grammar.rules.put(Grammar.ROOT, grammar.value(schema));
    return Grammar.of(grammar.rules);
  }

  /** Returns the grammar of any JSON object. */
  public static Grammar anyObject() {
    return of(Json.object().put("type", "object").build());
  }

  /**
   * Returns a new rule for what is more than a few characters: a grammar uses it in several places,
   * and written out in each it would double with every level.
   */
  Symbol rule(String name, Symbol symbol) {
    if (symbol.equals(Symbol.NEVER) || symbol instanceof Symbol.Ref) {
      return symbol;
    }
    String numbered = name + "-" + rules.size();
    rules.put(numbered, symbol);
    return new Symbol.Ref(numbered);
  }

  Symbol any() {
    return new Symbol.Ref(JsonText.VALUE);
  }

  /** Returns what a schema, or a part of it, allows. */
  Symbol value(Json schema) {
    if (++parts > MOST_PARTS) {
      throw new ConfigurationException(
          "The schema has more than %s parts: take a smaller one, or mode JSON"
              .formatted(MOST_PARTS));
    }
    if (schema instanceof JsonBoolean allowed && !allowed.value()) {
      return Symbol.NEVER;
    }
    if (!(schema instanceof JsonObject object) || depth >= DEEPEST) {
      return any();
    }
    depth++;
    Symbol symbol = value(object);
    depth--;
    return symbol;
  }

  private Symbol value(JsonObject schema) {
    if (schema.has("$ref") || schema.has("allOf")) {
      return SchemaParts.isAlone(schema, "$ref")
          ? reference(schema.text("$ref").orElse(""))
          : value((Json) SchemaParts.merged(schema, this::target));
    }
    for (String keyword : List.of("anyOf", "oneOf")) {
      if (schema.has(keyword)) {
        JsonObject rest = schema.without(keyword);
        return choice(
            schema.items(keyword).stream()
                .map(branch -> value(SchemaParts.both(rest, branch, this::target)))
                .toList());
      }
    }
    if (schema.has("const")) {
      return JsonText.literal(schema.get("const").orElseThrow());
    }
    if (schema.has("enum")) {
      return rule(
          "enum", JsonText.anyOf(schema.items("enum").stream().map(Json::toString).toList()));
    }
    List<Symbol> byType = new ArrayList<>();
    for (String type : SchemaParts.types(schema)) {
      byType.add(ofType(type, schema));
    }
    return byType.isEmpty() ? any() : choice(byType);
  }

  private Symbol ofType(String type, JsonObject schema) {
    return switch (type) {
      case "object" -> rule("object", new ObjectRules(this, schema).object());
      case "array" -> rule("array", ArrayRules.array(this, schema));
      case "string" -> rule("string", StringRules.string(schema));
      case "integer" -> NumberRules.integer(schema);
      case "number" -> NumberRules.number(schema);
      case "boolean" -> choice(Symbol.text("true"), Symbol.text("false"));
      case "null" -> Symbol.text("null");
      default -> any();
    };
  }

  /** A rule for each target: so that what is recursive in the schema is so in the grammar. */
  private Symbol reference(String pointer) {
    String known = references.get(pointer);
    if (known == null) {
      known = "reference-" + rules.size();
      references.put(pointer, known);
      rules.put(known, Symbol.NEVER);
      int before = depth;
      // What is referred to begins anew: it is written once, however deep it is used.
      depth = 0;
      rules.put(known, value(target(pointer)));
      depth = before;
    }
    return new Symbol.Ref(known);
  }

  /** Returns what a reference within the schema leads to; of any other nothing is known. */
  private Json target(String reference) {
    if (!reference.startsWith("#")) {
      return JsonObject.empty();
    }
    try {
      String place =
          URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
      return place.isEmpty() || place.startsWith("/")
          ? root.at(place).orElse(JsonObject.empty())
          : anchored(place);
    } catch (IllegalArgumentException e) {
      return JsonObject.empty();
    }
  }

  private Json anchored(String anchor) {
    return Stream.of("$defs", "definitions")
        .flatMap(name -> root.object(name).stream())
        .flatMap(definitions -> definitions.members().values().stream())
        .filter(part -> part.at("/$anchor").filter(Json.of(anchor)::equals).isPresent())
        .findFirst()
        .orElse(JsonObject.empty());
  }

  /** Returns a string as it is written in JSON. */
  static Symbol name(String text) {
    return JsonText.literal(new JsonString(text));
  }
}
