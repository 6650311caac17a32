package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sizes that OpenAI allows ("Structured model outputs", as of 2026). */
final class StrictLimits {
  private static final int MAX_PROPERTIES = 5_000;
  private static final int MAX_NESTING = 10;
  private static final int MAX_NAMES_LENGTH = 120_000;
  private static final int MAX_ENUM_VALUES = 1_000;
  private static final int LARGE_ENUM = 250;
  private static final int MAX_LARGE_ENUM_LENGTH = 15_000;

  private int properties;
  private int nesting;
  private int namesLength;
  private int enumValues;
  private int largeEnumLength;

  private StrictLimits() {}

  /** Returns what a schema exceeds; nothing if it may be sent. */
  static List<AdaptedSchema.Loss> exceeded(JsonObject schema) {
    StrictLimits found = new StrictLimits();
    found.measure(schema, 0);
    List<AdaptedSchema.Loss> losses = new ArrayList<>();
    found.say(losses, "properties", found.properties, MAX_PROPERTIES, "properties in all");
    found.say(losses, "properties", found.nesting, MAX_NESTING, "levels of nesting");
    found.say(losses, "properties", found.namesLength, MAX_NAMES_LENGTH, "characters of names");
    found.say(losses, "enum", found.enumValues, MAX_ENUM_VALUES, "enum values in all");
    found.say(
        losses,
        "enum",
        found.largeEnumLength,
        MAX_LARGE_ENUM_LENGTH,
        "characters in an enum of more than " + LARGE_ENUM + " values");
    return losses;
  }

  private void say(
      List<AdaptedSchema.Loss> losses, String keyword, int actual, int limit, String what) {
    if (actual > limit) {
      losses.add(
          new AdaptedSchema.Loss(
              "",
              keyword,
              "not enforced by the vendor: " + actual + " " + what + ", the limit is " + limit));
    }
  }

  /** Measures what is sent; {@code depth} counts the objects around. */
  private void measure(Json part, int depth) {
    if (part instanceof JsonArray array) {
      array.items().forEach(item -> measure(item, depth));
    } else if (part instanceof JsonObject schema) {
      int inside = schema.has("properties") ? depth + 1 : depth;
      nesting = Math.max(nesting, inside);
      for (Map.Entry<String, Json> member : schema.members().entrySet()) {
        String keyword = member.getKey();
        Json value = member.getValue();
        if (SchemaKeywords.NAMED.contains(keyword) && value instanceof JsonObject named) {
          boolean definitions = keyword.equals("$defs");
          properties += definitions ? 0 : named.members().size();
          named.members().keySet().forEach(name -> namesLength += name.length());
          named.members().values().forEach(p -> measure(p, definitions ? 0 : inside));
        } else if (keyword.equals("enum")) {
          values(schema.items("enum"));
        } else if (keyword.equals("const")) {
          namesLength += length(value);
        } else if (!SchemaKeywords.DATA.contains(keyword)) {
          measure(value, inside);
        }
      }
    }
  }

  private void values(List<Json> values) {
    int length = values.stream().mapToInt(StrictLimits::length).sum();
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
