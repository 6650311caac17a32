package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.List;
import java.util.Map;

/**
 * How large a schema is, by what vendors count. What is defined once counts once, however often it
 * is referred to.
 *
 * @param length its characters, as it is sent
 * @param properties the properties of all objects
 * @param optional those of them that may be left out
 * @param unions the places with several alternatives: {@code anyOf}, or several types
 * @param alternatives the most alternatives in one place
 * @param nesting how many objects are within each other at most
 * @param enumValues the values of all enums
 * @param namesLength the characters of all names of properties and definitions and of all fixed
 *     values
 * @param largeEnumLength the characters of the longest enum of more than 250 values
 */
public record SchemaSize(
    int length,
    int properties,
    int optional,
    int unions,
    int alternatives,
    int nesting,
    int enumValues,
    int namesLength,
    int largeEnumLength) {

  /** OpenAI, "Structured model outputs": above this many values their length counts too. */
  private static final int LARGE_ENUM = 250;

  /** A usual ratio for English and JSON; tokenizers differ by a third. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  /** Returns the size of a schema. */
  public static SchemaSize of(JsonObject schema) {
    Measure measure = new Measure();
    measure.measure(schema, 0);
    return new SchemaSize(
        schema.toString().length(),
        measure.properties,
        measure.optional,
        measure.unions,
        measure.alternatives,
        measure.nesting,
        measure.enumValues,
        measure.namesLength,
        measure.largeEnumLength);
  }

  /** Returns about how many tokens it costs in each request: one for four characters. */
  public int tokens() {
    return (length + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }

  private static final class Measure {
    private int properties;
    private int optional;
    private int unions;
    private int alternatives;
    private int nesting;
    private int enumValues;
    private int namesLength;
    private int largeEnumLength;

    /** Measures a part; {@code depth} counts the objects around. */
    private void measure(Json part, int depth) {
      if (part instanceof JsonArray array) {
        array.items().forEach(item -> measure(item, depth));
      } else if (part instanceof JsonObject schema) {
        int inside = schema.has("properties") ? depth + 1 : depth;
        nesting = Math.max(nesting, inside);
        alternatives(schema);
        for (Map.Entry<String, Json> member : schema.members().entrySet()) {
          member(schema, member.getKey(), member.getValue(), inside);
        }
      }
    }

    private void alternatives(JsonObject schema) {
      int types =
          schema.get("type").orElse(Json.ofNull()) instanceof JsonArray several
              ? several.items().size()
              : 0;
      if (schema.has("anyOf") || types > 0) {
        unions++;
        alternatives = Math.max(alternatives, Math.max(types, schema.items("anyOf").size()));
      }
    }

    private void member(JsonObject schema, String keyword, Json value, int inside) {
      if (SchemaKeywords.NAMED.contains(keyword) && value instanceof JsonObject named) {
        boolean definitions = keyword.equals("$defs");
        if (!definitions) {
          properties += named.members().size();
        }
        if (keyword.equals("properties")) {
          optional += named.members().size() - schema.items("required").size();
        }
        named.members().keySet().forEach(name -> namesLength += name.length());
        named.members().values().forEach(each -> measure(each, definitions ? 0 : inside));
      } else if (keyword.equals("enum")) {
        values(schema.items("enum"));
      } else if (keyword.equals("const")) {
        namesLength += length(value);
      } else if (!SchemaKeywords.DATA.contains(keyword)) {
        measure(value, inside);
      }
    }

    private void values(List<Json> values) {
      int length = values.stream().mapToInt(Measure::length).sum();
      enumValues += values.size();
      namesLength += length;
      if (values.size() > LARGE_ENUM) {
        largeEnumLength = Math.max(largeEnumLength, length);
      }
    }

    private static int length(Json value) {
      return value instanceof JsonString text ? text.value().length() : 0;
    }
  }
}
