package dev.instructor.shape;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.JsonString;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.Target;
import dev.instructor.schema.internal.SchemaGenerator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A choice between what several plans ask for. A property that all of them lack holds the name of
 * the one that is meant; what is no object stands beside it under {@code value}.
 */
final class SchemaUnion<T> {
  private static final String VALUE = "value";
  private static final String DEFINITIONS = "$defs";
  private static final String INTO_DEFINITIONS = "#/$defs/";

  private final List<OutputPlan<? extends T>> variants;
  private final String tag;
  private final Map<String, Json> definitions = new LinkedHashMap<>();

  private SchemaUnion(List<OutputPlan<? extends T>> variants) {
    this.variants = variants;
    Set<String> used = new HashSet<>();
    variants.forEach(
        variant ->
            document(variant)
                .object("properties")
                .ifPresent(properties -> used.addAll(properties.members().keySet())));
    this.tag = SchemaGenerator.tag(used);
  }

  static <T> OutputPlan<T> of(List<OutputPlan<? extends T>> variants) {
    List<String> names = variants.stream().map(variant -> variant.target().name()).toList();
    for (String name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new ConfigurationException(
            "Two shapes of a choice are named "
                + name
                + ", and the answer would not tell which: give one another name with named(…)");
      }
    }
    SchemaUnion<T> union = new SchemaUnion<>(variants);
    Target target =
        new Target(
            WireName.of(String.join("_or_", names)),
            Optional.empty(),
            JsonSchema.of(union.schema()));
    return new OutputPlan<>(target, union::bind);
  }

  private static JsonObject document(OutputPlan<?> plan) {
    return plan.target().schema().document();
  }

  private static boolean isPlainObject(JsonObject schema) {
    return schema.text("type").filter("object"::equals).isPresent() && !schema.has("$ref");
  }

  private JsonObject schema() {
    List<Json> options = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      options.add(option(variants.get(i), "#/anyOf/" + i));
    }
    JsonObject.Builder schema = Json.object().put("anyOf", Json.array(options));
    if (!definitions.isEmpty()) {
      JsonObject.Builder all = Json.object();
      definitions.forEach(all::put);
      schema.put(DEFINITIONS, all.build());
    }
    return schema.build();
  }

  private JsonObject option(OutputPlan<?> variant, String place) {
    JsonObject document = document(variant).without("$schema");
    boolean plain = isPlainObject(document);
    JsonObject placed = placed(document, plain ? place : place + "/properties/" + VALUE);
    Json name = Json.object().put("type", "string").put("const", variant.target().name()).build();
    JsonObject.Builder properties = Json.object().put(tag, name);
    List<String> required = new ArrayList<>(List.of(tag));
    if (!plain) {
      properties.put(VALUE, placed);
      required.add(VALUE);
      return Json.object()
          .put("type", "object")
          .put("properties", properties.build())
          .put("required", Json.strings(required))
          .build();
    }
    placed.object("properties").ifPresent(properties::putAll);
    placed.items("required").forEach(item -> item.asText().ifPresent(required::add));
    JsonObject.Builder object = Json.object().put("type", "object");
    object.putAll(placed.without("type"));
    return object
        .put("properties", properties.build())
        .put("required", Json.strings(required))
        .build();
  }

  /** Definitions go to the root, unless another variant has others of the same names. */
  private JsonObject placed(JsonObject document, String place) {
    JsonObject own = document.object(DEFINITIONS).orElse(JsonObject.empty());
    boolean shared =
        own.members().entrySet().stream()
                .allMatch(
                    entry ->
                        definitions
                            .getOrDefault(entry.getKey(), entry.getValue())
                            .equals(entry.getValue()))
            && pointsToDefinitionsOnly(document);
    if (shared) {
      definitions.putAll(own.members());
      return document.without(DEFINITIONS);
    }
    return SchemaList.moved(document, place).asObject().orElseThrow();
  }

  private static boolean pointsToDefinitionsOnly(Json schema) {
    if (schema instanceof JsonArray array) {
      return array.items().stream().allMatch(SchemaUnion::pointsToDefinitionsOnly);
    }
    if (!(schema instanceof JsonObject object)) {
      return true;
    }
    boolean elsewhere =
        object.get("$ref").orElse(Json.ofNull()) instanceof JsonString reference
            && !reference.value().startsWith(INTO_DEFINITIONS);
    return !elsewhere
        && object.members().values().stream().allMatch(SchemaUnion::pointsToDefinitionsOnly);
  }

  private T bind(Json json) throws BindingException {
    JsonObject object = json.asObject().orElseThrow(() -> refused("", "must be an object"));
    String name = object.text(tag).orElse("");
    for (OutputPlan<? extends T> variant : variants) {
      if (variant.target().name().equals(name)) {
        return isPlainObject(document(variant))
            ? variant.binder().bind(object.without(tag))
            : bindValue(variant, object);
      }
    }
    throw refused(JsonPointer.child("", tag), "does not say which variant it is");
  }

  /** The schema has seen to it that the value is there. */
  private static <V> V bindValue(OutputPlan<V> variant, JsonObject object) throws BindingException {
    try {
      return variant.binder().bind(object.get(VALUE).orElse(Json.ofNull()));
    } catch (BindingException e) {
      String place = JsonPointer.child("", VALUE);
      throw new BindingException(
          e.problems().stream().map(problem -> problem.under(place)).toList());
    }
  }

  private static BindingException refused(String pointer, String message) {
    return new BindingException(
        List.of(new Problem(pointer, "type", message, Optional.empty(), Problem.Source.BINDING)));
  }
}
