package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNull;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an object may only be wrapped around: a key of the model's own, a tool call that
 * leaked into the text, the schema's own {@code properties}.
 */
final class Envelopes {
  /** What the arguments of a tool call are called. */
  private static final List<String> ARGUMENTS =
      List.of("arguments", "parameters", "args", "kwargs", "input", "tool_input", "params");

  /** What contains a tool call. */
  private static final List<String> CALLS =
      List.of("function", "function_call", "tool_call", "tool_calls", "tool_uses", "tool_use");

  /** What stands beside the arguments of a tool call, or beside the call. */
  private static final Set<String> OF_CALL =
      Set.of(
          "name",
          "type",
          "id",
          "call_id",
          "tool_call_id",
          "index",
          "tool",
          "tool_name",
          "status",
          "recipient_name",
          "function_name",
          "action",
          "role",
          "content",
          "thought",
          "thoughts",
          "reasoning",
          "function");

  private static final Set<String> OF_SCHEMA =
      Set.of(
          "type",
          "properties",
          "required",
          "title",
          "description",
          "additionalProperties",
          "$schema",
          "$id",
          "$defs",
          "definitions",
          "name");

  /** Under these stands what is no answer. */
  private static final Set<String> NO_ANSWER =
      Set.of(
          "error",
          "errors",
          "error_code",
          "status_code",
          "refusal",
          "example",
          "examples",
          "schema",
          "$schema",
          "$defs",
          "definitions",
          "default",
          "properties",
          "items",
          "anyof",
          "oneof",
          "allof",
          "json_schema");

  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");

  /** Words of JSON Schema under which models write the values themselves. */
  private static final Set<String> HOLDERS = Set.of("items", "properties");

  /** Names of a scalar that say nothing but that it is the answer. */
  private static final Set<String> OF_SCALAR =
      Set.of("value", "result", "answer", "output", "response", "final_answer", "data");

  private Envelopes() {}

  /**
   * Returns the values that an object may only be wrapped around.
   *
   * @param whole whether the form is that of the whole answer, which bears any name
   */
  static List<Json> inside(JsonObject object, Form form, boolean whole) {
    List<Json> inside = new ArrayList<>(1);
    Set<String> keys = object.members().keySet();
    toolCall(object, inside);
    if (isEcho(object)) {
      inside.addAll(object.object("properties").stream().toList());
    } else {
      filledIn(object).ifPresent(inside::add);
    }
    if (inside.isEmpty() && keys.stream().noneMatch(form.names()::contains)) {
      wrapped(object, form, whole, inside);
    }
    return inside;
  }

  private static void toolCall(JsonObject object, List<Json> inside) {
    for (List<String> words : List.of(ARGUMENTS, CALLS)) {
      for (String word : words) {
        Json inner = object.members().get(word);
        if (inner instanceof JsonNull || inner == null || !inside.isEmpty()) {
          continue;
        }
        Set<String> others = new HashSet<>(object.members().keySet());
        others.remove(word);
        boolean call = OF_CALL.containsAll(others) && (words == CALLS || !others.isEmpty());
        if (call && (isContainer(inner) || words == ARGUMENTS)) {
          inside.add(inner);
        }
      }
    }
  }

  /** Returns whether an object is a schema in which values stand instead of schemas. */
  private static boolean isEcho(JsonObject object) {
    JsonObject properties = object.object("properties").orElse(JsonObject.empty());
    return OF_SCHEMA.containsAll(object.members().keySet())
        && !properties.members().isEmpty()
        && !properties.members().values().stream().allMatch(Envelopes::isSchema);
  }

  /** Returns what stands in the schema's own properties, each beside its type. */
  private static Optional<Json> filledIn(JsonObject object) {
    JsonObject properties = object.object("properties").orElse(JsonObject.empty());
    JsonObject.Builder values = Json.object();
    for (Map.Entry<String, Json> property : properties.members().entrySet()) {
      Json value =
          property.getValue() instanceof JsonObject schema && isSchema(schema)
              ? schema.members().get("value")
              : null;
      if (value == null) {
        return Optional.empty();
      }
      values.put(property.getKey(), value);
    }
    return OF_SCHEMA.containsAll(object.members().keySet()) && !properties.members().isEmpty()
        ? Optional.of(values.build())
        : Optional.empty();
  }

  /** Returns whether what stands under a word of JSON Schema is values, and no schema. */
  private static boolean holdsValues(String key, Json value) {
    List<Json> parts =
        value instanceof JsonArray array
            ? array.items()
            : value instanceof JsonObject object
                ? List.copyOf(object.members().values())
                : List.of();
    return HOLDERS.contains(key)
        && !isSchema(value)
        && parts.stream().noneMatch(Envelopes::isSchema);
  }

  private static boolean isSchema(Json value) {
    return value instanceof JsonBoolean
        || (value instanceof JsonObject schema
            && (isType(schema.members().get("type"))
                || List.of("$ref", "anyOf", "oneOf", "allOf", "enum", "const").stream()
                    .anyMatch(schema::has)));
  }

  private static boolean isType(@Nullable Json type) {
    return type instanceof JsonArray
        || (type instanceof JsonString name && TYPES.contains(name.value()));
  }

  private static void wrapped(JsonObject object, Form form, boolean whole, List<Json> inside) {
    boolean container = form.wants(Form.Type.OBJECT) || form.wants(Form.Type.ARRAY);
    int containers = 0;
    Json only = Json.ofNull();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      String key = member.getKey();
      Json value = member.getValue();
      boolean nothing = value.isNull() || isEmpty(value);
      if (NO_ANSWER.contains(key.toLowerCase(Locale.ROOT))
          && !nothing
          && !holdsValues(key, value)) {
        return;
      }
      if (isContainer(value) && !isEmpty(value)) {
        containers++;
        only = value;
      }
    }
    if (object.members().size() == 1) {
      Map.Entry<String, Json> member = object.members().entrySet().iterator().next();
      boolean named = OF_SCALAR.contains(member.getKey());
      if (container || named || whole) {
        inside.add(member.getValue());
      }
    } else if (container && containers == 1) {
      inside.add(only);
    }
  }

  private static boolean isContainer(Json value) {
    return value instanceof JsonObject
        || value instanceof JsonArray
        || (value instanceof JsonString text && JsonInText.looksLike(text.value()));
  }

  private static boolean isEmpty(Json value) {
    return (value instanceof JsonArray array && array.items().isEmpty())
        || (value instanceof JsonObject object && object.members().isEmpty())
        || (value instanceof JsonBoolean bool && !bool.value())
        || (value instanceof JsonString text && text.value().isBlank());
  }
}
