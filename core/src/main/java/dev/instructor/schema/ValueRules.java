package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules for values of any type: {@code type}, {@code enum}, {@code const}, {@code false}. */
final class ValueRules {
  static final int OBJECT = 1;
  static final int ARRAY = 2;
  static final int STRING = 4;
  static final int NUMBER = 8;
  static final int INTEGER = 16;
  static final int BOOLEAN = 32;
  static final int NULL = 64;
  static final int ANY = OBJECT | ARRAY | STRING | NUMBER | BOOLEAN | NULL;

  private ValueRules() {}

  /** Returns the bit of a type name, or 0 if JSON Schema knows no such type. */
  static int bit(String type) {
    return switch (type) {
      case "object" -> OBJECT;
      case "array" -> ARRAY;
      case "string" -> STRING;
      case "number" -> NUMBER;
      case "integer" -> INTEGER;
      case "boolean" -> BOOLEAN;
      case "null" -> NULL;
      default -> 0;
    };
  }

  /** Returns whether a value is of one of the types. */
  static boolean is(Json value, int types) {
    if (value instanceof JsonString) {
      return (types & STRING) != 0;
    } else if (value instanceof JsonNumber number) {
      return (types & NUMBER) != 0 || ((types & INTEGER) != 0 && number.isIntegral());
    } else if (value instanceof JsonObject) {
      return (types & OBJECT) != 0;
    } else if (value instanceof JsonArray) {
      return (types & ARRAY) != 0;
    } else if (value instanceof JsonBoolean) {
      return (types & BOOLEAN) != 0;
    }
    return (types & NULL) != 0;
  }

  record TypeRule(int types, Json argument) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (!is(value, types)) {
        findings.addBroken("type", argument, value);
      }
    }
  }

  /** {@code enum} or {@code const}. */
  static final class OneOfValues implements Rule {
    private final String keyword;
    private final Json argument;
    private final Set<String> strings = new HashSet<>();
    private final List<Json> others;

    OneOfValues(String keyword, Json argument, List<Json> values) {
      this.keyword = keyword;
      this.argument = argument;
      values.forEach(value -> value.asText().ifPresent(strings::add));
      this.others = values.stream().filter(value -> !(value instanceof JsonString)).toList();
    }

    boolean accepts(Json value) {
      if (value instanceof JsonString text) {
        return strings.contains(text.value());
      }
      for (Json other : others) {
        if (other.sameAs(value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void check(Json value, Findings findings) {
      if (!accepts(value)) {
        findings.addBroken(keyword, argument, value);
      }
    }
  }

  /** The schema {@code false}. */
  record Never() implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      findings.add("false", "is not allowed", value);
    }
  }

  /** {@code $ref} and each part of {@code allOf}. */
  record Also(SchemaNode node) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      node.check(value, findings);
    }
  }
}
