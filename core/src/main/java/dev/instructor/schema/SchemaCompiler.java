package dev.instructor.schema;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles the keywords of draft 2020-12 that generated schemas use. Every subschema is compiled
 * once, so that recursion ends, and every mistake in the schema is found here.
 */
final class SchemaCompiler {
  private static final JsonObject NOTHING = Json.object().put("not", JsonObject.empty()).build();

  private final JsonObject document;
  private final Map<String, SchemaNode> nodes = new HashMap<>();

  private SchemaCompiler(JsonObject document) {
    this.document = document;
  }

  /**
   * Returns the root of the compiled schema.
   *
   * @throws ConfigurationException if the schema is invalid
   */
  static SchemaNode compile(JsonObject document) {
    SchemaNode root = new SchemaCompiler(document).node(document, "");
    SchemaCycles.refuse(root);
    return root;
  }

  /**
   * Returns the compiled parts of a schema that its root leads to, by their JSON pointers.
   *
   * @throws ConfigurationException if the schema is invalid
   */
  static Map<String, SchemaNode> parts(JsonObject document) {
    SchemaCompiler compiler = new SchemaCompiler(document);
    SchemaCycles.refuse(compiler.node(document, ""));
    return Map.copyOf(compiler.nodes);
  }

  private SchemaNode node(Json schema, String at) {
    SchemaNode known = nodes.get(at);
    if (known != null) {
      return known;
    }
    if (schema instanceof JsonObject object) {
      SchemaNode node = new SchemaNode(object);
      nodes.put(at, node);
      new Keywords(object, at).compile(node);
      return node;
    }
    if (schema instanceof JsonBoolean accepts) {
      SchemaNode node = new SchemaNode(accepts.value() ? JsonObject.empty() : NOTHING);
      nodes.put(at, node);
      node.complete(accepts.value() ? List.of() : List.of(new ValueRules.Never()), List.of());
      return node;
    }
    throw invalid(at, "must be a schema: an object, true or false");
  }

  static ConfigurationException invalid(String at, String what) {
    return new ConfigurationException(
        "The JSON Schema is invalid at " + (at.isEmpty() ? "its root" : at) + ": " + what);
  }

  /** The keywords of one subschema. */
  private final class Keywords {
    private final JsonObject schema;
    private final String at;
    private final List<Rule> first = new ArrayList<>();
    private final List<Rule> rest = new ArrayList<>();

    Keywords(JsonObject schema, String at) {
      this.schema = schema;
      this.at = at;
    }

    void compile(SchemaNode node) {
      // A wrong value of an enum is told as such, whatever its type.
      keyword("const", value -> first.add(values("const", value, List.of(value))));
      keyword("enum", value -> first.add(values("enum", value, array("enum", value))));
      keyword("type", this::type);
      keyword("$ref", value -> rest.add(new ValueRules.Also(reference(value))));
      numbers();
      strings();
      arrays();
      objects();
      keyword("allOf", v -> schemas("allOf", v).forEach(n -> rest.add(new ValueRules.Also(n))));
      keyword("anyOf", v -> rest.add(new UnionRule("anyOf", v, schemas("anyOf", v))));
      keyword("oneOf", v -> rest.add(new UnionRule("oneOf", v, schemas("oneOf", v))));
      keyword("$defs", v -> members("$defs", v));
      node.complete(first, rest);
    }

    private void keyword(String name, java.util.function.Consumer<Json> compile) {
      Json value = schema.members().get(name);
      if (value != null) {
        compile.accept(value);
      }
    }

    private Rule values(String keyword, Json argument, List<Json> values) {
      return new ValueRules.OneOfValues(keyword, argument, values);
    }

    private void type(Json argument) {
      int types = 0;
      for (Json type : argument instanceof JsonArray a ? a.items() : List.of(argument)) {
        int bit = type.asText().map(ValueRules::bit).orElse(0);
        if (bit == 0) {
          throw wrong("type", "must be object, array, string, number, integer, boolean or null");
        }
        types |= bit;
      }
      if (types == 0) {
        throw wrong("type", "must name at least one type");
      }
      first.add(new ValueRules.TypeRule(types, argument));
    }

    private void numbers() {
      bound("minimum", false, false);
      bound("exclusiveMinimum", false, true);
      bound("maximum", true, false);
      bound("exclusiveMaximum", true, true);
      keyword(
          "multipleOf",
          value -> {
            if (!(value instanceof JsonNumber n) || n.value().signum() <= 0) {
              throw wrong("multipleOf", "must be a number greater than 0");
            }
            rest.add(new NumberRules.MultipleOf(n));
          });
    }

    private void bound(String name, boolean upper, boolean exclusive) {
      keyword(
          name,
          value -> {
            if (value instanceof JsonNumber number) {
              rest.add(new NumberRules.Bound(name, number, upper, exclusive));
            } else if (exclusive && value instanceof JsonBoolean) {
              throw wrong(
                  name,
                  "must be a number; true and false are draft 4: then state"
                      + " \"$schema\": \"http://json-schema.org/draft-04/schema#\"");
            } else {
              throw wrong(name, "must be a number");
            }
          });
    }

    private void strings() {
      keyword("minLength", v -> rest.add(new StringRules.MinLength(count("minLength", v), v)));
      keyword("maxLength", v -> rest.add(new StringRules.MaxLength(count("maxLength", v), v)));
      keyword(
          "pattern",
          v -> {
            String pattern = text("pattern", v);
            try {
              rest.add(new StringRules.PatternRule(EcmaPattern.compile(pattern), v));
            } catch (IllegalArgumentException e) {
              throw wrong("pattern", "is no regular expression: " + e.getMessage());
            }
          });
      keyword(
          "format",
          v ->
              Format.named(text("format", v))
                  .ifPresent(format -> rest.add(new StringRules.FormatRule(format, v))));
    }

    private void arrays() {
      List<SchemaNode> prefix =
          schema.has("prefixItems") ? schemas("prefixItems", value("prefixItems")) : List.of();
      Json items = schema.members().get("items");
      if (items instanceof JsonArray) {
        throw wrong(
            "items",
            "must be a schema; for one schema per place write prefixItems, or state the older"
                + " draft in $schema");
      }
      SchemaNode others = items == null ? null : node(items, child("items"));
      if (others != null || !prefix.isEmpty()) {
        rest.add(new ArrayRules.Items(prefix, others));
      }
      for (String name : List.of("minItems", "maxItems")) {
        keyword(
            name,
            v -> rest.add(new ArrayRules.Size(name, count(name, v), name.startsWith("max"), v)));
      }
      keyword(
          "uniqueItems",
          value -> {
            if (!(value instanceof JsonBoolean unique)) {
              throw wrong("uniqueItems", "must be true or false");
            }
            if (unique.value()) {
              rest.add(new ArrayRules.Unique(value));
            }
          });
    }

    private void objects() {
      keyword(
          "required",
          value -> {
            List<String> names = new ArrayList<>();
            for (Json name : array("required", value)) {
              names.add(text("required", name));
            }
            rest.add(new ObjectRules.Required(List.copyOf(names)));
          });
      Map<String, SchemaNode> properties =
          schema.has("properties") ? members("properties", value("properties")) : Map.of();
      Json more = schema.members().get("additionalProperties");
      SchemaNode additional = more == null ? null : node(more, child("additionalProperties"));
      boolean closed = more instanceof JsonBoolean open && !open.value();
      if (closed || additional != null || !properties.isEmpty()) {
        rest.add(new ObjectRules.Properties(properties, closed ? null : additional, closed));
      }
      for (String name : List.of("minProperties", "maxProperties")) {
        keyword(
            name,
            v -> rest.add(new ObjectRules.Size(name, count(name, v), name.startsWith("max"), v)));
      }
      keyword(
          "propertyNames",
          v -> rest.add(new ObjectRules.PropertyNames(node(v, child("propertyNames")))));
    }

    private SchemaNode reference(Json value) {
      String reference = text("$ref", value);
      Json target = null;
      String pointer = "";
      try {
        pointer = SchemaReferences.pointer(reference);
        target = document.at(pointer).orElse(null);
      } catch (IllegalArgumentException e) {
        throw wrong("$ref", "is no reference: " + e.getMessage());
      }
      if (target == null) {
        throw wrong("$ref", "refers to " + reference + ", which is not there");
      }
      return node(target, pointer);
    }

    private Map<String, SchemaNode> members(String keyword, Json value) {
      if (!(value instanceof JsonObject object)) {
        throw wrong(keyword, "must be an object of schemas");
      }
      Map<String, SchemaNode> members = new LinkedHashMap<>();
      object
          .members()
          .forEach(
              (name, schema) ->
                  members.put(name, node(schema, JsonPointer.child(child(keyword), name))));
      return members;
    }

    private List<SchemaNode> schemas(String keyword, Json value) {
      List<Json> items = array(keyword, value);
      if (items.isEmpty()) {
        throw wrong(keyword, "must have at least one schema");
      }
      List<SchemaNode> schemas = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        schemas.add(node(items.get(i), JsonPointer.child(child(keyword), i)));
      }
      return List.copyOf(schemas);
    }

    private List<Json> array(String keyword, Json value) {
      return value.asArray().orElseThrow(() -> wrong(keyword, "must be an array")).items();
    }

    private long count(String keyword, Json value) {
      if (value instanceof JsonNumber number && number.isIntegral()) {
        BigDecimal count = number.value();
        if (count.signum() >= 0) {
          // Nothing is longer than this.
          return count.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
        }
      }
      throw wrong(keyword, "must be an integer of at least 0");
    }

    private String text(String keyword, Json value) {
      if (value instanceof JsonString string) {
        return string.value();
      }
      throw wrong(keyword, "must be a string");
    }

    private Json value(String keyword) {
      return schema.members().getOrDefault(keyword, Json.ofNull());
    }

    private String child(String keyword) {
      return JsonPointer.child(at, keyword);
    }

    private ConfigurationException wrong(String keyword, String what) {
      return invalid(child(keyword), what);
    }
  }
}
