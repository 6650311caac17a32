package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adapts objects and maps to Google's subset. */
final class GeminiObjects {
  private final GeminiAdapter adapter;

  GeminiObjects(GeminiAdapter adapter) {
    this.adapter = adapter;
  }

  void adapt(GeminiTypes.Draft draft) {
    JsonObject schema = draft.schema;
    draft.kept.addAll(Set.of("properties", "required", "additionalProperties"));
    if (schema.has("properties")) {
      properties(draft, schema.object("properties").orElse(JsonObject.empty()));
    } else {
      required(draft, List.of());
    }
    Json more = schema.get("additionalProperties").orElse(Json.of(true));
    boolean free = schema.get("additionalProperties").isPresent() || !schema.has("properties");
    if (schema.has("patternProperties")) {
      byPattern(draft, more);
    } else if (more instanceof JsonBoolean && free) {
      draft.sent.put("additionalProperties", more);
    } else if (more instanceof JsonObject) {
      draft.sent.put(
          "additionalProperties",
          adapter.adapt(more, draft.place.child("additionalProperties").ofProperty()));
    }
    names(draft);
  }

  private void properties(GeminiTypes.Draft draft, JsonObject properties) {
    JsonObject.Builder adapted = Json.object();
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Json> property : properties.members().entrySet()) {
      if (property.getValue() instanceof JsonBoolean never && !never.value()) {
        continue;
      }
      names.add(property.getKey());
      adapted.put(
          property.getKey(),
          adapter.adapt(
              property.getValue(),
              draft.place.child("properties").child(property.getKey()).ofProperty()));
    }
    draft.sent.put("properties", adapted.build());
    required(draft, names);
    if (names.size() > 1) {
      draft.sent.put("propertyOrdering", Json.strings(names));
    }
  }

  /** In the order of the properties: the vendor writes those that are required in this order. */
  private void required(GeminiTypes.Draft draft, List<String> names) {
    Set<String> stated = new HashSet<>();
    draft.schema.items("required").forEach(name -> name.asText().ifPresent(stated::add));
    String within = draft.place.within();
    JsonObject properties = draft.schema.object("properties").orElse(JsonObject.empty());
    List<String> required = new ArrayList<>();
    for (String name : names) {
      Json property = properties.get(name).orElse(JsonObject.empty());
      if (!stated.remove(name)) {
        continue;
      }
      if (adapter.leadsBack(property, within)) {
        adapter.lose(
            draft.place.at(), "required", name + " leads back here, so it is sent as optional");
        adapter.absent().add(draft.place.at(), name, adapter.alone(property));
      } else {
        required.add(name);
      }
    }
    if (!required.isEmpty()) {
      draft.sent.put("required", Json.strings(required));
    }
    for (Json name : draft.schema.items("required")) {
      String text = name.asText().orElse("");
      if (stated.contains(text)) {
        draft.notes.add("must have the property " + text);
        adapter.lose(draft.place.at(), "required", "said in the description: " + text);
      }
    }
  }

  /** One pattern alone is a map with a word on its keys; several are not sent. */
  private void byPattern(GeminiTypes.Draft draft, Json more) {
    draft.kept.add("patternProperties");
    JsonObject patterns = draft.schema.object("patternProperties").orElse(JsonObject.empty());
    boolean alone =
        patterns.members().size() == 1
            && !(more instanceof JsonObject)
            && (more.equals(Json.of(false)) || !draft.schema.has("additionalProperties"))
            && !draft.schema.has("properties");
    if (!alone) {
      adapter.lose(draft.place.at(), "patternProperties", "checked on the answer only");
      draft.sent.put("additionalProperties", true);
      return;
    }
    Map.Entry<String, Json> only = patterns.members().entrySet().iterator().next();
    boolean closed = more.equals(Json.of(false));
    adapter.lose(draft.place.at(), "patternProperties", "said in the description");
    draft.notes.add(
        (closed ? "every key" : "a key of such a value")
            + " matches the regular expression "
            + only.getKey());
    draft.sent.put(
        "additionalProperties",
        closed && !(only.getValue() instanceof JsonBoolean)
            ? adapter.adapt(
                only.getValue(),
                draft.place.child("patternProperties").child(only.getKey()).ofProperty())
            : Json.of(true));
  }

  private void names(GeminiTypes.Draft draft) {
    draft
        .schema
        .get("propertyNames")
        .ifPresent(
            names -> {
              draft.kept.add("propertyNames");
              JsonObject rules = names.asObject().orElse(JsonObject.empty());
              rules
                  .text("pattern")
                  .ifPresent(p -> draft.notes.add("every key matches the regular expression " + p));
              rules
                  .get("enum")
                  .ifPresent(values -> draft.notes.add("every key is one of " + values));
              boolean said = rules.has("pattern") || rules.has("enum");
              adapter.lose(
                  draft.place.at(),
                  "propertyNames",
                  said ? "said in the description" : "checked on the answer only");
            });
  }
}
