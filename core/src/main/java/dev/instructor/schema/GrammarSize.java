package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * About how large a grammar is that holds a model to a schema. Vendors that enforce schemas make
 * one and do not publish how; this counts as llama.cpp does, whose converter is public ("GBNF
 * Guide", section "JSON Schemas → GBNF"). It tells schemas apart that are short to read and large
 * to enforce: many optional properties, large enums, long repetitions.
 *
 * @param rules the rules: one for each object, list, choice, set of values and bounded text, one
 *     for each property, and one more for each that may be left out
 * @param elements what the rules consist of: characters of fixed text, references to other rules,
 *     and each repetition as often as it is allowed
 */
public record GrammarSize(int rules, int elements) {
  /** What a property has beside its name: quotes, colon, space, the reference to its value. */
  private static final int AROUND_NAME = 6;

  /** A list that may be of any length: brackets, the first item, a comma, the others. */
  private static final int AROUND_ITEMS = 6;

  /** The digits of a range of whole numbers, written out. */
  private static final int OF_RANGE = 20;

  /** Returns about the size of the grammar of a schema. */
  public static GrammarSize of(JsonObject schema) {
    Measure measure = new Measure();
    measure.part(schema);
    return new GrammarSize(measure.rules, (int) Math.min(measure.elements, Integer.MAX_VALUE));
  }

  private static final class Measure {
    private int rules;
    private long elements;

    private void part(Json part) {
      if (!(part instanceof JsonObject schema)) {
        return;
      }
      schema.object("$defs").ifPresent(defs -> defs.members().values().forEach(this::part));
      choice(schema.items("anyOf"));
      schema.get("type").filter(JsonArray.class::isInstance).ifPresent(types -> rule(0));
      if (schema.has("properties")) {
        object(schema, schema.object("properties").orElse(JsonObject.empty()));
      }
      schema
          .get("additionalProperties")
          .filter(JsonObject.class::isInstance)
          .ifPresent(
              values -> {
                rule(AROUND_NAME + AROUND_ITEMS);
                part(values);
              });
      schema.get("items").ifPresent(items -> list(schema, items));
      schema.items("prefixItems").forEach(this::part);
      values(schema);
      text(schema);
    }

    private void rule(long ofElements) {
      rules++;
      elements += ofElements;
    }

    private void choice(List<Json> alternatives) {
      if (!alternatives.isEmpty()) {
        rule(2L * alternatives.size());
        alternatives.forEach(this::part);
      }
    }

    /** Whatever can be left out is a rule of its own that leads to all that can follow. */
    private void object(JsonObject schema, JsonObject properties) {
      int required = schema.items("required").size();
      int optional = Math.max(0, properties.members().size() - required);
      rule(2L + properties.members().size());
      for (Map.Entry<String, Json> property : properties.members().entrySet()) {
        rule(property.getKey().length() + AROUND_NAME);
        part(property.getValue());
      }
      rules += optional;
      elements += 3L * optional;
    }

    private void list(JsonObject schema, Json items) {
      long most = number(schema, "maxItems", number(schema, "minItems", 1));
      rule(AROUND_ITEMS + 3 * most);
      part(items);
    }

    private void values(JsonObject schema) {
      List<Json> values = schema.items("enum");
      long length = 0;
      for (Json value : values) {
        length += value.toString().length() + 1L;
      }
      if (!values.isEmpty()) {
        rule(length);
      }
      schema.get("const").ifPresent(value -> rule(value.toString().length()));
    }

    private void text(JsonObject schema) {
      if (schema.has("minLength") || schema.has("maxLength")) {
        rule(2 + number(schema, "maxLength", number(schema, "minLength", 0) + 1));
      }
      schema.text("pattern").ifPresent(pattern -> rule(pattern.length()));
      if (schema.has("minimum")
          || schema.has("maximum")
          || schema.has("exclusiveMinimum")
          || schema.has("exclusiveMaximum")) {
        rule(OF_RANGE);
      }
    }

    private static long number(JsonObject schema, String keyword, long otherwise) {
      return schema.get(keyword).orElse(Json.ofNull()) instanceof JsonNumber number
          ? number.value().longValue()
          : otherwise;
    }
  }
}
