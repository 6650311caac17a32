package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Adapts a subschema without references and combinations to Google's subset. What that lacks goes
 * into the description.
 */
final class GeminiTypes {
  /** Gemini API, "GenerationConfig". */
  private static final List<String> NUMBER = List.of("minimum", "maximum");

  /** Gemini API, "Structured outputs": "such as date-time, date, time". */
  private static final Set<String> FORMATS = Set.of("date-time", "date", "time");

  private static final Set<String> OBJECT =
      Set.of("properties", "required", "additionalProperties", "patternProperties");

  /** Keywords that are no constraint: said to the model, not lost. */
  private static final Set<String> REMARKS =
      Set.of("default", "examples", "contentEncoding", "contentMediaType");

  private static final Set<String> SILENT =
      Set.of("title", "description", "type", "deprecated", "readOnly", "writeOnly", "$comment");

  private static final int LONGEST_VALUES = 300;

  private final GeminiAdapter adapter;
  private final GeminiArrays arrays;
  private final GeminiObjects objects;

  GeminiTypes(GeminiAdapter adapter, GeminiArrays arrays) {
    this.adapter = adapter;
    this.arrays = arrays;
    this.objects = new GeminiObjects(adapter);
  }

  /** What becomes of one subschema: what is sent, and what is said instead. */
  static final class Draft {
    final JsonObject schema;
    final GeminiAdapter.Place place;
    final JsonObject.Builder sent = Json.object();
    final Set<String> kept = new LinkedHashSet<>();
    final List<String> notes = new ArrayList<>();

    Draft(JsonObject schema, GeminiAdapter.Place place) {
      this.schema = schema;
      this.place = place;
    }

    void keep(String keyword, Json value) {
      sent.put(keyword, value);
      kept.add(keyword);
    }
  }

  JsonObject adapt(JsonObject schema, GeminiAdapter.Place place) {
    List<Json> values = new ArrayList<>(schema.items("enum"));
    schema.get("const").ifPresent(values::add);
    if (values.size() > 1 && values.contains(Json.ofNull())) {
      return orNull(schema, values, place);
    }
    Draft draft = new Draft(schema, place);
    Set<String> types = types(schema, values);
    if (!values.isEmpty()) {
      values(draft, values);
    }
    for (String keyword : NUMBER) {
      schema.get(keyword).ifPresent(limit -> draft.keep(keyword, limit));
    }
    exclusive(draft, types);
    schema
        .get("format")
        .filter(format -> FORMATS.contains(format.asText().orElse("")))
        .ifPresent(format -> draft.keep("format", format));
    if (types.contains("array")) {
      array(draft);
    }
    if (types.contains("object")) {
      objects.adapt(draft);
    }
    return finished(draft, types);
  }

  /** The vendor's {@code enum} is "for strings and numbers": null is a type of its own. */
  private JsonObject orNull(JsonObject schema, List<Json> values, GeminiAdapter.Place place) {
    JsonObject.Builder rest = schema.toBuilder().remove("const").remove("description");
    rest.put("enum", Json.array(values.stream().filter(value -> !value.isNull()).toList()));
    List<Json> types =
        StrictAdapter.list(schema.get("type").orElse(Json.array(List.of()))).stream()
            .filter(type -> !type.equals(Json.of("null")))
            .toList();
    if (!types.isEmpty()) {
      rest.put("type", types.size() == 1 ? types.get(0) : Json.array(types));
    }
    return StrictNullable.union(
        schema.text("description").orElse(""),
        List.of(
            adapt(rest.build(), place.child("enum")), Json.object().put("type", "null").build()));
  }

  /** Returns the types, from the values or the other keywords if none is stated. */
  private static Set<String> types(JsonObject schema, List<Json> values) {
    Set<String> types = new LinkedHashSet<>();
    StrictAdapter.list(schema.get("type").orElse(Json.array(List.of())))
        .forEach(type -> type.asText().ifPresent(types::add));
    if (types.isEmpty()) {
      values.forEach(value -> types.add(value.type()));
    }
    if (types.isEmpty() && OBJECT.stream().anyMatch(schema::has)) {
      types.add("object");
    }
    if (types.isEmpty() && (schema.has("items") || schema.has("prefixItems"))) {
      types.add("array");
    }
    return types;
  }

  private void values(Draft draft, List<Json> values) {
    if (values.stream().allMatch(v -> v instanceof JsonString || v instanceof JsonNumber)) {
      draft.keep("enum", Json.array(values));
      draft.kept.add("const");
      return;
    }
    Json all = Json.array(values);
    String note = values.size() == 1 ? "must be " + values.get(0) : "must be one of " + all;
    String keyword = draft.schema.has("enum") ? "enum" : "const";
    draft.kept.addAll(Set.of("enum", "const"));
    boolean said = note.length() <= LONGEST_VALUES;
    if (values.equals(List.of(Json.ofNull()))) {
      return; // The type says it.
    }
    if (said) {
      draft.notes.add(note);
    }
    adapter.lose(
        draft.place.at(), keyword, said ? "said in the description" : "checked on the answer only");
  }

  /** Whole numbers above 5 are those from 6 on; of others the bound itself is let through. */
  private void exclusive(Draft draft, Set<String> types) {
    boolean whole = types.equals(Set.of("integer"));
    for (String plain : NUMBER) {
      boolean lower = plain.equals("minimum");
      String keyword = lower ? "exclusiveMinimum" : "exclusiveMaximum";
      if (draft.schema.get(keyword).orElse(Json.ofNull()) instanceof JsonNumber bound) {
        BigDecimal value = bound.value();
        if (whole) {
          value =
              lower
                  ? value.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE)
                  : value.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
        } else {
          draft.notes.add((lower ? "greater than " : "less than ") + bound);
          adapter.lose(draft.place.at(), keyword, "said in the description");
        }
        draft.kept.add(keyword);
        BigDecimal stated =
            draft.schema.get(plain).orElse(Json.ofNull()) instanceof JsonNumber number
                ? number.value()
                : value;
        draft.keep(plain, Json.of(lower ? stated.max(value) : stated.min(value)));
      }
    }
  }

  private void array(Draft draft) {
    JsonObject schema = draft.schema;
    Json items = schema.get("items").orElse(Json.of(true));
    List<Json> prefix = schema.items("prefixItems");
    Json rest = items;
    if (items instanceof JsonArray tuple) { // Up to draft 2019-09.
      prefix = tuple.items();
      rest = schema.get("additionalItems").orElse(Json.of(true));
      draft.kept.add("additionalItems");
    }
    draft.kept.addAll(Set.of("items", "prefixItems"));
    GeminiAdapter.Place inside = draft.place.times(bounds(draft, prefix, rest));
    if (!prefix.isEmpty()) {
      List<Json> adapted = new ArrayList<>();
      for (int i = 0; i < prefix.size(); i++) {
        adapted.add(adapter.adapt(prefix.get(i), inside.child("prefixItems").child(i)));
      }
      draft.sent.put("prefixItems", Json.array(adapted));
    }
    if (!(rest instanceof JsonBoolean)) {
      draft.sent.put("items", adapter.adapt(rest, inside.child("items")));
    } else if (prefix.isEmpty()) {
      draft.sent.put("items", JsonObject.empty());
    }
  }

  /** Writes the bounds, unless they are too much, and returns how many items they speak of. */
  private BigDecimal bounds(Draft draft, List<Json> prefix, Json rest) {
    BigDecimal least = number(draft.schema, "minItems", BigDecimal.ZERO);
    BigDecimal most = number(draft.schema, "maxItems", BigDecimal.ZERO);
    boolean closed = rest.equals(Json.of(false));
    if (closed) { // The format has no boolean schema.
      BigDecimal length = BigDecimal.valueOf(prefix.size());
      most = draft.schema.has("maxItems") ? most.min(length) : length;
    }
    BigDecimal count = BigDecimal.ONE.max(least.max(most));
    boolean bounded = closed || draft.schema.has("minItems") || draft.schema.has("maxItems");
    if (!bounded || !arrays.isBounded(draft.place.at(), count.multiply(draft.place.items()))) {
      return BigDecimal.ONE;
    }
    if (draft.schema.has("minItems")) {
      draft.keep("minItems", Json.of(least));
    }
    if (closed || draft.schema.has("maxItems")) {
      draft.keep("maxItems", Json.of(most));
    }
    return count;
  }

  private static BigDecimal number(JsonObject schema, String keyword, BigDecimal otherwise) {
    return schema.get(keyword).orElse(Json.ofNull()) instanceof JsonNumber number
        ? number.value()
        : otherwise;
  }

  private JsonObject finished(Draft draft, Set<String> types) {
    Set<String> dropped = new LinkedHashSet<>(draft.schema.members().keySet());
    dropped.removeAll(draft.kept);
    dropped.removeAll(SILENT);
    for (String keyword : dropped) {
      if (!REMARKS.contains(keyword)) {
        boolean said = !StrictWords.notes(draft.schema, Set.of(keyword)).isEmpty();
        adapter.lose(
            draft.place.at(),
            keyword,
            said ? "said in the description" : "checked on the answer only");
      }
    }
    List<String> notes = new ArrayList<>(StrictWords.notes(draft.schema, dropped));
    notes.addAll(draft.notes);
    String text = StrictWords.describe(draft.schema.text("description").orElse(""), notes);
    JsonObject.Builder finished = Json.object();
    if (!types.isEmpty()) {
      finished.put(
          "type",
          types.size() == 1 ? Json.of(types.iterator().next()) : Json.strings(List.copyOf(types)));
    }
    if (!text.isEmpty()) {
      finished.put("description", text);
    }
    return finished.putAll(draft.sent.build()).build();
  }
}
