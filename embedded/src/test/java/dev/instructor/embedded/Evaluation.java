package dev.instructor.embedded;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Scores answers as {@code training/evaluate.py} does: a case is exact if everything is right; a
 * field is a scalar, a list of scalars, or one property of one record of a list; null and left out
 * are the same, and a field that should be empty and is counts as right.
 */
final class Evaluation {
  private final Map<Level, Figures> figures = new EnumMap<>(Level.class);
  private final Map<String, Integer> failures = new TreeMap<>();

  /** How hard a case is, by its schema. */
  enum Level {
    /** Name and age. */
    PERSON,
    /** Scalars alone. */
    FLAT,
    /** With a list. */
    LIST,
    /** With an object in it. */
    NESTED,
    /** Every case. */
    ALL
  }

  /** What came out at one level. */
  static final class Figures {
    private int cases;
    private int exact;
    private int fields;
    private int right;

    int cases() {
      return cases;
    }

    int exact() {
      return exact;
    }

    int fields() {
      return fields;
    }

    int right() {
      return right;
    }

    double exactShare() {
      return exact / (double) Math.max(1, cases);
    }

    double rightShare() {
      return right / (double) Math.max(1, fields);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d of %d exact (%.3f), %d of %d fields right (%.3f)",
          exact,
          cases,
          exactShare(),
          right,
          fields,
          rightShare());
    }
  }

  /** Takes one more case. */
  void add(JsonObject schema, Json expected, Json given) {
    List<Field> fields = new ArrayList<>();
    collect(schema, Optional.of(expected), Optional.of(given), fields);
    List<Field> wrong = fields.stream().filter(field -> !field.isRight()).toList();
    for (Level level : List.of(level(schema), Level.ALL)) {
      Figures sums = figures(level);
      sums.cases++;
      sums.exact += wrong.isEmpty() ? 1 : 0;
      sums.fields += fields.size();
      sums.right += fields.size() - wrong.size();
    }
    wrong.forEach(field -> failures.merge(field.failure(), 1, Integer::sum));
  }

  Figures figures(Level level) {
    return figures.computeIfAbsent(level, name -> new Figures());
  }

  /** Returns a line a level, and the failures by kind, the most frequent first. */
  String report() {
    String levels =
        figures.entrySet().stream()
            .map(level -> level.getKey() + ": " + level.getValue())
            .collect(Collectors.joining("\n"));
    String kinds =
        failures.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(kind -> kind.getKey() + " " + kind.getValue())
            .collect(Collectors.joining(", "));
    return levels + "\nfailures: " + kinds;
  }

  private static Level level(JsonObject schema) {
    Map<String, Json> properties = properties(schema).members();
    List<String> kinds =
        properties.values().stream().map(p -> kind(p.asObject().orElseThrow())).toList();
    if (kinds.contains("array")) {
      return Level.LIST;
    }
    if (kinds.contains("object")) {
      return Level.NESTED;
    }
    List<String> names =
        properties.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    boolean person =
        names.stream().anyMatch(name -> name.contains("name"))
            && names.stream()
                .allMatch(n -> n.contains("name") || n.contains("age") || n.contains("year"));
    return person ? Level.PERSON : Level.FLAT;
  }

  private static JsonObject properties(JsonObject schema) {
    return schema.object("properties").orElse(JsonObject.empty());
  }

  private static String kind(JsonObject schema) {
    return schema
        .text("type")
        .or(() -> schema.items("type").stream().findFirst().flatMap(Json::asText))
        .orElse("string");
  }

  private record Field(Optional<Json> expected, Optional<Json> given, String kind) {
    boolean isRight() {
      return expected.isEmpty() || given.isEmpty()
          ? expected.isEmpty() && given.isEmpty()
          : expected.get().sameAs(given.get());
    }

    String failure() {
      if (given.isEmpty()) {
        return "missing " + kind;
      }
      if (expected.isEmpty()) {
        return "invented " + kind;
      }
      if (kind.equals("array")) {
        return listFailure(items(expected), items(given));
      }
      Optional<String> wanted = expected.get().asText();
      Optional<String> got = given.get().asText();
      if (kind.equals("string") && wanted.isPresent() && got.isPresent()) {
        if (got.get().contains(wanted.get())) {
          return "string too long";
        }
        if (wanted.get().contains(got.get())) {
          return "string too short";
        }
      }
      return "wrong " + kind;
    }

    private static String listFailure(List<Json> wanted, List<Json> got) {
      long right = got.stream().filter(item -> wanted.stream().anyMatch(item::sameAs)).count();
      if (right == got.size()) {
        return got.size() == wanted.size() ? "list in another order" : "list too short";
      }
      return right == wanted.size() ? "list with extra items" : "list with wrong items";
    }
  }

  private static void collect(
      JsonObject schema, Optional<Json> expected, Optional<Json> given, List<Field> into) {
    String kind = kind(schema);
    if (kind.equals("object")) {
      properties(schema)
          .members()
          .forEach(
              (name, property) ->
                  collect(
                      property.asObject().orElseThrow(),
                      expected.flatMap(value -> member(value, name)),
                      given.flatMap(value -> member(value, name)),
                      into));
    } else if (!kind.equals("array")) {
      String name = schema.has("enum") ? "choice" : kind;
      into.add(new Field(present(expected), present(given), name));
    } else if (schema.object("items").filter(items -> kind(items).equals("object")).isEmpty()) {
      into.add(new Field(filled(expected), filled(given), kind));
    } else {
      rows(schema.object("items").orElseThrow(), items(expected), items(given), into);
    }
  }

  private static void rows(
      JsonObject row, List<Json> expected, List<Json> given, List<Field> into) {
    int count = Math.max(expected.size(), given.size());
    if (count == 0) {
      into.add(new Field(Optional.empty(), Optional.empty(), "array"));
    }
    for (int i = 0; i < count; i++) {
      collect(row, item(expected, i), item(given, i), into);
    }
  }

  private static Optional<Json> item(List<Json> items, int index) {
    return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
  }

  private static Optional<Json> member(Json value, String name) {
    return value.asObject().flatMap(object -> object.get(name));
  }

  private static Optional<Json> present(Optional<Json> value) {
    return value.filter(present -> !present.isNull());
  }

  private static Optional<Json> filled(Optional<Json> value) {
    return value.filter(list -> list instanceof JsonArray array && !array.items().isEmpty());
  }

  private static List<Json> items(Optional<Json> value) {
    return value.flatMap(Json::asArray).map(JsonArray::items).orElse(List.of());
  }
}
