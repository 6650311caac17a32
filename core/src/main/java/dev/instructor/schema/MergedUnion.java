package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says alternatives without {@code anyOf}: objects that a property of fixed values tells apart
 * become one object with that property and those of all; of anything else the description tells.
 */
final class MergedUnion {
  private static final int LONGEST_WORDS = 600;

  private final StrictAdapter adapter;
  private final List<JsonObject> originals;
  private final List<StrictAdapter.Part> parts;
  private final List<SchemaFacts> facts;

  /**
   * Creates one.
   *
   * @param originals the alternatives
   * @param parts the same, adapted
   * @param facts what is known of them
   */
  MergedUnion(
      StrictAdapter adapter,
      List<JsonObject> originals,
      List<StrictAdapter.Part> parts,
      List<SchemaFacts> facts) {
    this.adapter = adapter;
    this.originals = originals;
    this.parts = parts;
    this.facts = facts;
  }

  /** Returns what is sent for a union that stands at a place. */
  StrictAdapter.Part part(JsonObject schema, String at) {
    if (parts.size() == 1) {
      StrictAdapter.Part only = parts.get(0);
      return new StrictAdapter.Part(
          StrictNullable.described(only.schema(), schema), only.restorer());
    }
    return tag().map(tag -> merged(schema, at, tag)).orElseGet(() -> said(schema, at));
  }

  private StrictAdapter.Part said(JsonObject schema, String at) {
    adapter.lose(at, "anyOf", "said in the description");
    String forms =
        "one of: " + parts.stream().map(part -> part.schema().toString()).toList().toString();
    String text =
        StrictWords.describe(
            schema.text("description").orElse(""),
            forms.length() > LONGEST_WORDS ? List.of() : List.of(forms));
    StrictAdapter.Part any =
        adapter.anything(
            Json.object().put("description", text).build(),
            at,
            "anyOf",
            "alternatives cannot be enforced");
    return new StrictAdapter.Part(any.schema(), union());
  }

  private Restorer union() {
    if (parts.stream().allMatch(part -> part.restorer() == Restorer.SAME)) {
      return Restorer.SAME;
    }
    List<Restorer.OfUnion.Branch> branches = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      branches.add(
          Restorer.OfUnion.Branch.of(
              adapter.document(), originals.get(i), parts.get(i).restorer(), facts.get(i).tags()));
    }
    return new Restorer.OfUnion(branches);
  }

  /** Returns the property that tells all alternatives apart by its values. */
  private Optional<String> tag() {
    return facts.get(0).tags().keySet().stream().filter(this::tellsApart).findFirst();
  }

  private boolean tellsApart(String name) {
    Set<Json> values = new LinkedHashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      List<Json> own = facts.get(i).tags().getOrDefault(name, List.of());
      boolean known = properties(i).has(name);
      if (own.isEmpty()
          || !known
          || own.stream().anyMatch(value -> !(value instanceof JsonString) || !values.add(value))) {
        return false;
      }
    }
    return true;
  }

  private JsonObject properties(int index) {
    return parts.get(index).schema().object("properties").orElse(JsonObject.empty());
  }

  private StrictAdapter.Part merged(JsonObject schema, String at, String tag) {
    List<Json> values = new ArrayList<>();
    Map<String, List<JsonObject>> forms = new LinkedHashMap<>();
    Map<String, List<Json>> where = new HashMap<>();
    Map<Json, Set<String>> own = new HashMap<>();
    Set<Json> required = new LinkedHashSet<>(parts.get(0).schema().items("required"));
    for (int i = 0; i < parts.size(); i++) {
      List<Json> tags = facts.get(i).tags().getOrDefault(tag, List.of());
      values.addAll(tags);
      JsonObject properties = properties(i);
      tags.forEach(value -> own.put(value, properties.members().keySet()));
      properties
          .members()
          .forEach(
              (name, property) -> {
                List<JsonObject> known = forms.computeIfAbsent(name, n -> new ArrayList<>());
                property.asObject().filter(form -> !known.contains(form)).ifPresent(known::add);
                where.computeIfAbsent(name, n -> new ArrayList<>()).addAll(tags);
              });
      required.retainAll(parts.get(i).schema().items("required"));
    }
    JsonObject.Builder properties =
        Json.object()
            .put(tag, Json.object().put("type", "string").put("enum", Json.array(values)).build());
    forms.forEach(
        (name, all) -> {
          if (!name.equals(tag)) {
            List<Json> owners = where.getOrDefault(name, List.of());
            String note =
                owners.size() == values.size()
                    ? ""
                    : "only if %s is %s".formatted(tag, words(owners));
            properties.put(name, property(all, note, at));
          }
        });
    required.add(Json.of(tag));
    JsonObject.Builder sent = Json.object().put("type", "object");
    schema.text("description").ifPresent(text -> sent.put("description", text));
    JsonObject named = properties.build();
    sent.put("properties", named).put("required", Json.array(inOrder(required, named)));
    adapter.lose(at, "anyOf", "sent as one object with the properties of all alternatives");
    return new StrictAdapter.Part(sent.build(), new Restorer.OfMerged(union(), tag, own));
  }

  private static String words(List<Json> values) {
    return values.stream()
        .map(value -> value.asText().orElse(value.toString()))
        .collect(Collectors.joining(" or "));
  }

  private static List<Json> inOrder(Set<Json> required, JsonObject properties) {
    return properties.members().keySet().stream()
        .<Json>map(Json::of)
        .filter(required::contains)
        .toList();
  }

  /** A property that is not the same in all alternatives is said in words. */
  private JsonObject property(List<JsonObject> forms, String note, String at) {
    List<String> notes = new ArrayList<>();
    if (!note.isEmpty()) {
      notes.add(note);
    }
    JsonObject form = forms.get(0);
    if (forms.size() > 1) {
      notes.add("one of: " + forms);
      form =
          adapter
              .anything(JsonObject.empty(), at, "anyOf", "alternatives cannot be enforced")
              .schema();
    }
    String text = StrictWords.describe(form.text("description").orElse(""), notes);
    return text.isEmpty()
        ? form
        : StrictNullable.described(
            form.without("description"), Json.object().put("description", text).build());
  }
}
