package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The short notation of {@code -F}: {@code name: string, age: integer 0..150, email?: email}. Its
 * grammar stands in {@code docs/cli.md}.
 */
final class FieldList {
  /** The scalar types with the schema each stands for, in the order in which they are listed. */
  private static final Map<String, JsonObject> SCALARS =
      SchemaWords.scalars(
          "string",
          "integer",
          "number",
          "boolean",
          "date",
          "time",
          "datetime",
          "duration",
          "email",
          "uri",
          "uuid");

  private static final int MAX_DEPTH = 64;

  private final FieldScanner scanner;

  private FieldList(FieldScanner scanner) {
    this.scanner = scanner;
  }

  /**
   * Returns the JSON Schema of an object with the given fields.
   *
   * @throws ConfigurationException if the text does not keep to the grammar; the message shows the
   *     place
   */
  static JsonObject parse(String text) {
    FieldScanner scanner = new FieldScanner(text);
    JsonObject schema = new FieldList(scanner).fields(0);
    if (!scanner.atEnd()) {
      throw scanner.expected("',' or the end");
    }
    return schema;
  }

  private JsonObject fields(int depth) {
    if (depth > MAX_DEPTH) {
      throw scanner.error("nested deeper than " + MAX_DEPTH + " levels");
    }
    JsonObject.Builder properties = Json.object();
    List<String> required = new ArrayList<>();
    List<String> names = new ArrayList<>();
    do {
      int start = scanner.position();
      String name = name();
      if (names.contains(name)) {
        throw scanner.error("the field '" + name + "' stands here twice", start);
      }
      names.add(name);
      boolean optional = scanner.take("?");
      if (!scanner.take(":")) {
        throw scanner.expected(optional ? "':' and a type" : "'?' or ':' and a type");
      }
      JsonObject schema = type(depth);
      if (scanner.peek('?')) {
        throw scanner.error("the '?' of an optional field stands after its name: " + name + "?:");
      }
      if (scanner.peek('"')) {
        schema = schema.with("description", Json.of(scanner.quoted()));
      }
      properties.put(name, optional ? SchemaWords.nullable(schema) : schema);
      if (!optional) {
        required.add(name);
      }
    } while (scanner.take(",") && !scanner.atEnd() && !scanner.peek('}'));
    return Json.object()
        .put("type", "object")
        .put("properties", properties.build())
        .put("required", Json.strings(required))
        .put("additionalProperties", false)
        .build();
  }

  private String name() {
    if (scanner.peek('"')) {
      return scanner.quoted();
    }
    return scanner.word().orElseThrow(() -> scanner.expected("a field's name"));
  }

  private JsonObject type(int depth) {
    JsonObject type = scanner.take("{") ? object(depth) : scalarOrChoice();
    while (scanner.take("[")) {
      Optional<Range> count = range();
      if (!scanner.take("]")) {
        throw scanner.expected(count.isPresent() ? "']'" : "']' or a number of items such as 1..5");
      }
      JsonObject.Builder array = Json.object().put("type", "array").put("items", type);
      count.ifPresent(range -> range.putWhole(array, "minItems", "maxItems", scanner));
      type = array.build();
    }
    return type;
  }

  private JsonObject object(int depth) {
    JsonObject object = fields(depth + 1);
    if (!scanner.take("}")) {
      throw scanner.expected("',' or '}'");
    }
    return object;
  }

  private JsonObject scalarOrChoice() {
    int start = scanner.position();
    boolean quoted = scanner.peek('"');
    String first = constant("a type");
    if (scanner.peek('|')) {
      return choice(first, quoted, start);
    }
    if (quoted) {
      return SchemaWords.choice(List.of(first));
    }
    JsonObject scalar = SCALARS.get(first);
    if (scalar == null) {
      throw scanner.error(
          "'"
              + first
              + "' is no type. Types: "
              + String.join(", ", SCALARS.keySet())
              + "; a|b|c for a choice, {…} for an object, […] after a type for a list",
          start);
    }
    int rangeStart = scanner.position();
    Optional<Range> range = range();
    return range.isEmpty() ? scalar : ranged(first, scalar, range.get(), rangeStart);
  }

  private JsonObject ranged(String name, JsonObject scalar, Range range, int start) {
    JsonObject.Builder schema = scalar.toBuilder();
    switch (name) {
      case "number" -> range.put(schema, "minimum", "maximum");
      case "integer" -> {
        if (!range.isIntegral()) {
          throw scanner.error("the range of an integer needs whole numbers", start);
        }
        range.put(schema, "minimum", "maximum");
      }
      case "string" -> range.putWhole(schema, "minLength", "maxLength", scanner);
      default ->
          throw scanner.error(
              "a range goes with integer, number, string (its length) and lists, not with " + name,
              start);
    }
    return schema.build();
  }

  private JsonObject choice(String first, boolean firstQuoted, int start) {
    List<String> constants = new ArrayList<>();
    String constant = first;
    boolean quoted = firstQuoted;
    int at = start;
    while (true) {
      if (!quoted && SCALARS.containsKey(constant)) {
        throw scanner.error(
            "a choice is made of constants, and '"
                + constant
                + "' is a type; as a constant write \""
                + constant
                + "\"",
            at);
      }
      if (constants.contains(constant)) {
        throw scanner.error("the choice holds '" + constant + "' twice", at);
      }
      constants.add(constant);
      if (!scanner.take("|")) {
        return SchemaWords.choice(constants);
      }
      at = scanner.position();
      quoted = scanner.peek('"');
      constant = constant("a constant after '|'");
    }
  }

  private String constant(String what) {
    if (scanner.peek('"')) {
      return scanner.quoted();
    }
    return scanner.word().orElseThrow(() -> scanner.expected(what));
  }

  private Optional<Range> range() {
    int start = scanner.position();
    Optional<BigDecimal> low = scanner.number();
    if (!scanner.take("..")) {
      if (low.isPresent()) {
        throw scanner.expected("'..' of a range such as 0..150");
      }
      return Optional.empty();
    }
    Optional<BigDecimal> high = scanner.number();
    if (low.isEmpty() && high.isEmpty()) {
      throw scanner.error("a range needs a limit: 0.., ..150 or 0..150", start);
    }
    if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
      throw scanner.error("the range is empty: its lower limit is above the upper one", start);
    }
    return Optional.of(new Range(low, high, start));
  }

  /** The limits of a value, a length or a count; at least one is there. */
  private record Range(Optional<BigDecimal> low, Optional<BigDecimal> high, int start) {
    void put(JsonObject.Builder schema, String lowKeyword, String highKeyword) {
      low.ifPresent(value -> schema.put(lowKeyword, value));
      high.ifPresent(value -> schema.put(highKeyword, value));
    }

    void putWhole(
        JsonObject.Builder schema, String lowKeyword, String highKeyword, FieldScanner scanner) {
      if (!isIntegral() || low.or(() -> high).orElseThrow().signum() < 0) {
        throw scanner.error("a length or a count is a whole number from 0 up", start);
      }
      put(schema, lowKeyword, highKeyword);
    }

    boolean isIntegral() {
      return low.map(BigDecimal::scale).orElse(0) == 0
          && high.map(BigDecimal::scale).orElse(0) == 0;
    }
  }
}
