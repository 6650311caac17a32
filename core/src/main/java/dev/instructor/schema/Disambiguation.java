package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Groq wants to tell the alternatives of an {@code anyOf} apart: objects by just one property of
 * fixed values, no value twice, or by having no property in common. Its page does not say so; its
 * errors do: "anyOf disambiguation failed", with "overlapping discriminator value",
 * "discriminator_multiple_candidates" and "keyset_required_overlap" (users' reports of September
 * and October 2026).
 */
final class Disambiguation {
  private final JsonObject document;
  private final List<AdaptedSchema.Loss> found = new ArrayList<>();

  private Disambiguation(JsonObject document) {
    this.document = document;
  }

  /** Returns the alternatives that cannot be told apart; nothing if all can. */
  static List<AdaptedSchema.Loss> problems(JsonObject sent) {
    Disambiguation check = new Disambiguation(sent);
    check.look(sent);
    return List.copyOf(check.found);
  }

  private void look(Json part) {
    if (part instanceof JsonArray array) {
      array.items().forEach(this::look);
    } else if (part instanceof JsonObject schema) {
      union(schema.items("anyOf"));
      for (Map.Entry<String, Json> member : schema.members().entrySet()) {
        if (SchemaKeywords.NAMED.contains(member.getKey())
            && member.getValue() instanceof JsonObject named) {
          named.members().values().forEach(this::look);
        } else if (!SchemaKeywords.DATA.contains(member.getKey())) {
          look(member.getValue());
        }
      }
    }
  }

  private void union(List<Json> branches) {
    List<JsonObject> objects = new ArrayList<>();
    Set<String> types = new HashSet<>();
    for (Json branch : branches) {
      JsonObject schema = followed(branch.asObject().orElse(JsonObject.empty()));
      String type = schema.text("type").orElse("");
      if (type.equals("object")) {
        objects.add(schema);
      } else if (!types.add(type.equals("integer") ? "number" : type)) {
        refuse("two alternatives of one type");
      }
    }
    if (objects.size() > 1) {
      objects(objects);
    }
  }

  private JsonObject followed(JsonObject schema) {
    Optional<JsonObject> target =
        schema
            .text("$ref")
            .filter(SchemaReferences::isLocalPointer)
            .flatMap(reference -> document.at(SchemaReferences.pointer(reference)))
            .flatMap(Json::asObject);
    return target.orElse(schema);
  }

  private void objects(List<JsonObject> variants) {
    Set<String> candidates = new LinkedHashSet<>(names(variants.get(0)));
    variants.forEach(variant -> candidates.removeIf(name -> values(variant, name).isEmpty()));
    if (candidates.size() > 1) {
      refuse("alternatives that differ in several properties of fixed values: " + candidates);
    } else if (candidates.size() == 1) {
      String tag = candidates.iterator().next();
      Set<Json> seen = new HashSet<>();
      for (JsonObject variant : variants) {
        if (values(variant, tag).stream().anyMatch(value -> !seen.add(value))) {
          refuse("two alternatives with the same value of " + tag);
          return;
        }
      }
    } else {
      Set<String> seen = new HashSet<>();
      for (JsonObject variant : variants) {
        if (names(variant).stream().anyMatch(name -> !seen.add(name))) {
          refuse("alternatives with common properties and none of fixed values");
          return;
        }
      }
    }
  }

  private static Set<String> names(JsonObject schema) {
    return schema.object("properties").orElse(JsonObject.empty()).members().keySet();
  }

  private static List<Json> values(JsonObject schema, String name) {
    JsonObject property =
        schema
            .object("properties")
            .flatMap(properties -> properties.object(name))
            .orElse(JsonObject.empty());
    return property.get("const").map(List::of).orElseGet(() -> property.items("enum"));
  }

  private void refuse(String what) {
    found.add(new AdaptedSchema.Loss("", "anyOf", "not enforced by the vendor: " + what));
  }
}
