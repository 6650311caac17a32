package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The sizes that Anthropic allows ("Structured outputs", section "Schema complexity limits", as of
 * November 2026), for the one schema of a request.
 */
final class AnthropicLimits {
  static final int MAX_OPTIONAL = 24;
  static final int MAX_UNIONS = 16;

  private int optional;
  private int unions;

  private AnthropicLimits() {}

  static AnthropicLimits of(JsonObject schema) {
    AnthropicLimits found = new AnthropicLimits();
    found.measure(schema);
    return found;
  }

  /** Returns how many properties may be left out. */
  int optional() {
    return optional;
  }

  /** Returns how many places have several alternatives. */
  int unions() {
    return unions;
  }

  /** Returns what a schema exceeds; nothing if it may be sent. */
  List<AdaptedSchema.Loss> exceeded() {
    List<AdaptedSchema.Loss> losses = new ArrayList<>();
    say(losses, "required", optional, MAX_OPTIONAL, "properties that may be left out");
    say(losses, "anyOf", unions, MAX_UNIONS, "places with several alternatives");
    return losses;
  }

  private static void say(
      List<AdaptedSchema.Loss> losses, String keyword, int actual, int limit, String what) {
    if (actual > limit) {
      losses.add(
          new AdaptedSchema.Loss(
              "",
              keyword,
              "not enforced by the vendor: " + actual + " " + what + ", the limit is " + limit));
    }
  }

  private void measure(Json part) {
    if (part instanceof JsonArray array) {
      array.items().forEach(this::measure);
    } else if (part instanceof JsonObject schema) {
      if (schema.has("anyOf")
          || schema.get("type").filter(JsonArray.class::isInstance).isPresent()) {
        unions++;
      }
      schema
          .object("properties")
          .ifPresent(named -> optional += named.members().size() - schema.items("required").size());
      for (Map.Entry<String, Json> member : schema.members().entrySet()) {
        if (SchemaKeywords.NAMED.contains(member.getKey())
            && member.getValue() instanceof JsonObject named) {
          named.members().values().forEach(this::measure);
        } else if (!SchemaKeywords.DATA.contains(member.getKey())) {
          measure(member.getValue());
        }
      }
    }
  }
}
