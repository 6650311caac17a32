package dev.instructor.golden;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNull;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes answers that a schema allows. */
public final class Samples {
  private static final int DEEPEST = 6;

  private static final Map<String, String> BY_FORMAT =
      Map.of(
          "date", "2024-02-29",
          "date-time", "2024-02-29T10:15:30+05:45",
          "time", "10:15:30+05:45",
          "duration", "PT1H30M",
          "uuid", "123e4567-e89b-12d3-a456-426614174000",
          "uri", "https://example.com/a?b=c");

  private static final List<String> TEXTS =
      List.of(
          "7 EUR",
          "x",
          "EUR",
          "10:15:30",
          "2024-02-29T10:15:30.5",
          "2024-02",
          "--02-29",
          "+05:45",
          "21 C");

  private final JsonObject root;
  private final int choice;

  private Samples(JsonObject root, int choice) {
    this.root = root;
    this.choice = choice;
  }

  /**
   * Returns an answer with all optional properties.
   *
   * @param schema a generated schema
   * @param choice which option to take wherever there are several, counted around
   */
  public static Json of(JsonObject schema, int choice) {
    return new Samples(schema, choice).sample(schema, 0);
  }

  private Json sample(JsonObject schema, int depth) {
    if (schema.text("$ref").isPresent()) {
      return sample((JsonObject) root.at(schema.text("$ref").get().substring(1)).get(), depth + 1);
    }
    if (schema.has("const")) {
      return schema.get("const").get();
    }
    if (schema.has("enum")) {
      return pick(schema.items("enum"));
    }
    if (schema.has("examples")) {
      return schema.items("examples").get(0);
    }
    if (schema.has("anyOf")) {
      return option(schema.items("anyOf"), depth);
    }
    return switch (schema.text("type").orElseThrow()) {
      case "object" -> object(schema, depth);
      case "array" ->
          depth > DEEPEST
              ? new JsonArray(List.of())
              : Json.array(List.of(sample(schema.object("items").get(), depth + 1)));
      case "integer" -> Json.of(7);
      case "number" -> Json.parse("7.50");
      case "boolean" -> Json.of(true);
      default -> text(schema);
    };
  }

  private Json option(List<Json> options, int depth) {
    List<Json> usable = new ArrayList<>(options);
    boolean nullable = usable.removeIf(Samples::isNull);
    if (depth > DEEPEST) {
      return nullable ? Json.ofNull() : sample((JsonObject) usable.get(0), depth + 1);
    }
    return sample((JsonObject) pick(usable), depth + 1);
  }

  private static boolean isNull(Json option) {
    return option.equals(Json.object().put("type", "null").build()) || option instanceof JsonNull;
  }

  private Json pick(List<Json> options) {
    return options.get(choice % options.size());
  }

  private Json object(JsonObject schema, int depth) {
    JsonObject.Builder object = Json.object();
    schema
        .object("properties")
        .orElse(JsonObject.empty())
        .members()
        .forEach((name, property) -> object.put(name, sample((JsonObject) property, depth + 1)));
    schema
        .object("additionalProperties")
        .ifPresent(value -> object.put(key(schema), sample(value, depth + 1)));
    return object.build();
  }

  private String key(JsonObject schema) {
    return schema
        .object("propertyNames")
        .map(names -> pick(names.items("enum")).asText().orElseThrow())
        .orElse("anyKey");
  }

  private static Json text(JsonObject schema) {
    if (schema.text("format").isPresent()) {
      return Json.of(BY_FORMAT.get(schema.text("format").get()));
    }
    if (schema.has("contentEncoding")) {
      return Json.of("AQID");
    }
    if (schema.text("description").filter("Written as dd.MM.yyyy"::equals).isPresent()) {
      return Json.of("29.02.2024");
    }
    String pattern = schema.text("pattern").orElse(schema.has("maxLength") ? "^.$" : "");
    return Json.of(
        TEXTS.stream()
            .filter(text -> pattern.isEmpty() || text.matches(pattern))
            .findFirst()
            .orElseThrow());
  }
}
