package dev.instructor.validation;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.validation.ConstraintText.Unit;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The keywords of one place. Of several bounds the tightest counts. A method returns false, and
 * changes nothing, if the place's JSON is not of the kind that the keyword is about.
 */
final class Keywords {
  private static final Set<Class<?>> INTEGRAL =
      Set.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          BigInteger.class,
          OptionalInt.class,
          OptionalLong.class);

  private static final Set<Class<?>> FRACTIONAL =
      Set.of(float.class, double.class, OptionalDouble.class);

  private enum Kind {
    INTEGER,
    NUMBER,
    STRING,
    BOOLEAN,
    ARRAY,
    OBJECT,
    OTHER
  }

  private final Map<String, Json> schema;
  private final List<String> sentences = new ArrayList<>();
  private final Kind kind;
  private final boolean bytes;
  private Optional<Bound> low;
  private Optional<Bound> high;
  private boolean blankRefused;

  private record Bound(BigDecimal value, boolean inclusive) {}

  Keywords(JsonObject soFar, Type type) {
    this.schema = new LinkedHashMap<>(soFar.members());
    Class<?> raw = raw(type);
    // The JSON counts; the Java type only where the schema does not tell, as a reference.
    this.kind = soFar.text("type").map(Keywords::ofJson).orElseGet(() -> ofJava(raw));
    this.bytes = raw == byte[].class || raw == Byte[].class;
    this.low = bound("minimum", "exclusiveMinimum");
    this.high = bound("maximum", "exclusiveMaximum");
  }

  private static Kind ofJson(String name) {
    return switch (name) {
      case "integer" -> Kind.INTEGER;
      case "number" -> Kind.NUMBER;
      case "string" -> Kind.STRING;
      case "boolean" -> Kind.BOOLEAN;
      case "array" -> Kind.ARRAY;
      case "object" -> Kind.OBJECT;
      default -> Kind.OTHER;
    };
  }

  private static Kind ofJava(Class<?> type) {
    if (INTEGRAL.contains(type)) {
      return Kind.INTEGER;
    }
    if (FRACTIONAL.contains(type) || Number.class.isAssignableFrom(type)) {
      return Kind.NUMBER;
    }
    if (type == boolean.class || type == Boolean.class) {
      return Kind.BOOLEAN;
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return Kind.STRING;
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return Kind.ARRAY;
    }
    return Map.class.isAssignableFrom(type) ? Kind.OBJECT : Kind.OTHER;
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return raw(generic.getActualTypeArguments()[0]);
    }
    if (type instanceof ParameterizedType generic) {
      return raw(generic.getRawType());
    }
    if (type instanceof GenericArrayType) {
      return Object[].class;
    }
    return type instanceof Class<?> simple ? simple : Object.class;
  }

  private Optional<Bound> bound(String inclusive, String exclusive) {
    if (schema.get(inclusive) instanceof JsonNumber number) {
      return Optional.of(new Bound(number.value(), true));
    }
    return schema.get(exclusive) instanceof JsonNumber number
        ? Optional.of(new Bound(number.value(), false))
        : Optional.empty();
  }

  boolean isIntegral() {
    return kind == Kind.INTEGER;
  }

  Unit unit() {
    if (bytes) {
      return Unit.BYTE;
    }
    return switch (kind) {
      case STRING -> Unit.CHARACTER;
      case OBJECT -> Unit.ENTRY;
      default -> Unit.ITEM;
    };
  }

  boolean atLeast(BigDecimal value, boolean inclusive) {
    if (kind != Kind.INTEGER && kind != Kind.NUMBER) {
      return false;
    }
    Bound bound = new Bound(value, inclusive);
    if (isIntegral()) {
      BigDecimal whole = value.setScale(0, RoundingMode.CEILING);
      boolean next = !inclusive && whole.compareTo(value) == 0;
      bound = new Bound(next ? whole.add(BigDecimal.ONE) : whole, true);
    }
    if (low.isEmpty() || isTighter(bound, low.get(), 1)) {
      low = Optional.of(bound);
    }
    return true;
  }

  boolean atMost(BigDecimal value, boolean inclusive) {
    if (kind != Kind.INTEGER && kind != Kind.NUMBER) {
      return false;
    }
    Bound bound = new Bound(value, inclusive);
    if (isIntegral()) {
      BigDecimal whole = value.setScale(0, RoundingMode.FLOOR);
      boolean next = !inclusive && whole.compareTo(value) == 0;
      bound = new Bound(next ? whole.subtract(BigDecimal.ONE) : whole, true);
    }
    if (high.isEmpty() || isTighter(bound, high.get(), -1)) {
      high = Optional.of(bound);
    }
    return true;
  }

  private static boolean isTighter(Bound bound, Bound other, int direction) {
    int order = bound.value().compareTo(other.value()) * direction;
    return order > 0 || (order == 0 && !bound.inclusive());
  }

  boolean size(long min, long max) {
    if (bytes) {
      return false;
    }
    return switch (kind) {
      case STRING -> size("minLength", min, "maxLength", max);
      case ARRAY -> size("minItems", min, "maxItems", max);
      case OBJECT -> size("minProperties", min, "maxProperties", max);
      default -> false;
    };
  }

  private boolean size(String minimum, long min, String maximum, long max) {
    if (min > 0) {
      schema.put(minimum, Json.of(Math.max(min, present(minimum, 0))));
    }
    if (max < Integer.MAX_VALUE) {
      schema.put(maximum, Json.of(Math.min(max, present(maximum, Integer.MAX_VALUE))));
    }
    return true;
  }

  private long present(String keyword, long otherwise) {
    return schema.get(keyword) instanceof JsonNumber number
        ? number.value().longValue()
        : otherwise;
  }

  boolean notBlank() {
    blankRefused = kind == Kind.STRING && size(1, Integer.MAX_VALUE);
    return blankRefused;
  }

  boolean pattern(String regexp) {
    return kind == Kind.STRING && putIfNew("pattern", Json.of(regexp));
  }

  boolean format(String name) {
    return kind == Kind.STRING && putIfNew("format", Json.of(name));
  }

  boolean uniqueItems() {
    if (kind == Kind.ARRAY) {
      schema.put("uniqueItems", Json.of(true));
    }
    return kind == Kind.ARRAY;
  }

  boolean constant(boolean value) {
    return kind == Kind.BOOLEAN && putIfNew("const", Json.of(value));
  }

  private boolean putIfNew(String keyword, Json value) {
    return schema.putIfAbsent(keyword, value) == null;
  }

  /** A phrase that follows the place's name: {@code must lie in the past}. */
  void describe(String phrase) {
    String end = phrase.matches("(?s).*[.!?]") ? "" : ".";
    sentences.add(Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + end);
  }

  /** Returns the schema with the keywords. */
  JsonObject applied() {
    if (blankRefused) {
      putIfNew("pattern", Json.of("\\S"));
    }
    low.ifPresent(bound -> put(bound, "minimum", "exclusiveMinimum"));
    high.ifPresent(bound -> put(bound, "maximum", "exclusiveMaximum"));
    if (!sentences.isEmpty()) {
      String rules = String.join(" ", sentences);
      schema.merge("description", Json.of(rules), (text, more) -> Json.of(join(text, rules)));
    }
    return JsonObject.of(schema);
  }

  private void put(Bound bound, String inclusive, String exclusive) {
    schema.remove(bound.inclusive() ? exclusive : inclusive);
    schema.put(bound.inclusive() ? inclusive : exclusive, plain(bound.value()));
  }

  /** Without an exponent for what people write without one. */
  private static Json plain(BigDecimal value) {
    return value.scale() < 0 && value.precision() - value.scale() <= 20
        ? Json.of(value.setScale(0))
        : Json.of(value);
  }

  private static String join(Json description, String rules) {
    String text = description.asText().orElse("").strip();
    return text + (text.isEmpty() || text.matches("(?s).*[.!?]") ? " " : ". ") + rules;
  }
}
