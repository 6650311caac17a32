package dev.instructor.shape;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.JsonString;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list whose elements a raw schema describes. */
final class SchemaList {
  private SchemaList() {}

  static <T> OutputPlan<List<T>> of(OutputPlan<T> element) {
    JsonObject items = element.target().schema().document();
    JsonObject.Builder schema = Json.object();
    items.get("$schema").ifPresent(dialect -> schema.put("$schema", dialect));
    schema.put("type", "array").put("items", moved(items.without("$schema"), "#/items"));
    String name = WireName.of(element.target().name() + "List");
    Target target = new Target(name, Optional.empty(), JsonSchema.of(schema.build()));
    return new OutputPlan<>(target, json -> bind(element.binder(), json));
  }

  /**
   * Returns a document that has become a part of another one: references into it follow it.
   *
   * @param place its new place, such as {@code #/items}
   */
  static Json moved(Json schema, String place) {
    if (schema instanceof JsonArray array) {
      return Json.array(array.items().stream().map(item -> moved(item, place)).toList());
    }
    if (!(schema instanceof JsonObject object)) {
      return schema;
    }
    JsonObject.Builder copy = Json.object();
    object
        .members()
        .forEach(
            (name, value) -> {
              boolean pointer =
                  name.equals("$ref")
                      && value instanceof JsonString text
                      && (text.value().equals("#") || text.value().startsWith("#/"));
              copy.put(
                  name,
                  pointer
                      ? Json.of(place + ((JsonString) value).value().substring(1))
                      : moved(value, place));
            });
    return copy.build();
  }

  private static <T> List<T> bind(Binder<T> element, Json json) throws BindingException {
    if (!(json instanceof JsonArray array)) {
      throw new BindingException(
          List.of(
              new Problem(
                  "", "type", "must be an array", Optional.empty(), Problem.Source.BINDING)));
    }
    List<T> values = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < array.items().size(); i++) {
      try {
        values.add(element.bind(array.items().get(i)));
      } catch (BindingException e) {
        String prefix = JsonPointer.child("", i);
        e.problems().forEach(problem -> problems.add(problem.under(prefix)));
      }
    }
    if (!problems.isEmpty()) {
      throw new BindingException(problems);
    }
    return values;
  }
}
